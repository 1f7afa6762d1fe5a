import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judge } from '../judge.js';
import { act, REGISTRY, timeOf, UCR } from '../stories/acts.js';
import { RULES } from './catalogue.js';
import { defaultRuleSet } from './default-rule-set.js';
import { rulesReference } from './reference.js';
import { twins } from '../../../test/support/scenario-files.js';
import { Rehearsal } from '../stories/rehearsal.js';
import { Parameters, problemsOf, type RuleSet, unreadIn } from './rule-set.js';

function ruleSet(parameters: RuleSet['parameters']): RuleSet {
  return { version: 'test', effectiveFrom: '2026-01-01', parameters };
}

const handover = RULES.find(({ code }) => code === 'HANDOVER_UNCONFIRMED');

let told: ReadonlyMap<string, string> | undefined;

/** What each rule says of the first twin that fires it. */
function sentencesOfTwins(): ReadonlyMap<string, string> {
  return (told ??= playTwins());
}

function playTwins(): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>();
  for (const { registry, steps, evaluateAsOf, expect: expected } of twins()) {
    if (expected.fires.every((code) => sentences.has(code))) continue;
    const story = new Rehearsal(registry).play(steps, evaluateAsOf);
    for (const { rule, sentence } of story.findings()) {
      if (!sentences.has(rule)) sentences.set(rule, sentence);
    }
  }
  sentences.set('KEY_COMPROMISE_RETRO', sentenceOnLostKey());
  return sentences;
}

/** A story cannot revoke a key: what the rule says of a seal set with one that was in other hands. */
function sentenceOnLostKey(): string {
  const seal = { ucr: UCR, seals: { applied: ['RW-H-1'] } };
  const story = new Rehearsal(REGISTRY);
  story.record(act('SEAL', 'TRADER', '05-02 08:00', seal));
  const whole = story.whole();
  const keyid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
  const events = whole.events.map((each) => ({ ...each, signedBy: [keyid] }));
  const facts = {
    ...story.facts,
    compromised: new Map([[keyid, Date.parse(timeOf('05-01 08:00'))]]),
  };
  const now = Date.parse(timeOf('05-03 08:00'));
  const { findings } = judge({ ...whole, events }, facts, defaultRuleSet, now);
  return findings.find(({ rule }) => rule === 'KEY_COMPROMISE_RETRO')?.sentence ?? '';
}

describe('the catalogue of rules', () => {
  it('names each rule once', () => {
    const codes = RULES.map(({ code }) => code);

    expect(codes).toEqual([...new Set(codes)]);
  });

  it('gives a reason for every parameter and explains every rule', () => {
    for (const { code, parameters, reasons, innocent, closedBy, explanation } of RULES) {
      const defaults: unknown = parameters.parse({});
      const names = Object.keys(typeof defaults === 'object' && defaults !== null ? defaults : {});
      expect({ code, reasons: Object.keys(reasons).toSorted() }).toEqual({
        code,
        reasons: names.toSorted(),
      });
      expect(innocent.length).toBeGreaterThan(0);
      expect(closedBy).not.toBe('');
      expect(explanation.length).toBeGreaterThan(60);
    }
  });

  it('has for each rule a sentence that an alert of it says', () => {
    const sentences = sentencesOfTwins();

    expect(RULES.filter(({ code }) => !/\d/u.test(sentences.get(code) ?? ''))).toEqual([]);
  });

  it('is what docs/reference/rules.md says', () => {
    const page = resolve(import.meta.dirname, '../../../docs/reference/rules.md');
    // How the page is written anew after a change of the catalogue.
    const text = rulesReference(sentencesOfTwins());
    if (process.env['UPDATE_REFERENCE'] !== undefined) writeFileSync(page, text);

    expect(readFileSync(page, 'utf8')).toBe(text);
  });
});

describe('a rule set', () => {
  it('is complete and readable by default', () => {
    expect(problemsOf(defaultRuleSet)).toEqual([]);
    expect(Object.keys(defaultRuleSet.parameters).toSorted()).toEqual(
      RULES.map(({ code }) => code).toSorted(),
    );
  });

  it('keeps the defaults of what it leaves out', () => {
    const parameters = new Parameters(ruleSet({ HANDOVER_UNCONFIRMED: { graceHours: 6 } }));
    const raw = handover === undefined ? {} : parameters.of(handover);

    expect(handover?.parameters.parse(raw)).toMatchObject({ graceHours: 6, offlineHours: 336 });
  });

  it('lets the narrowest override win, and the later among equals', () => {
    const parameters = new Parameters(
      ruleSet({
        HANDOVER_UNCONFIRMED: {
          graceHours: 6,
          overrides: [
            { when: { commodity: 'GOLD', place: 'RWKGL' }, set: { graceHours: 1 } },
            { when: { commodity: 'GOLD' }, set: { graceHours: 3 } },
            { when: { place: 'RWKGL' }, set: { graceHours: 4 } },
          ],
        },
      }),
    );
    const graceAt = (circumstances: object) =>
      handover === undefined ? undefined : parameters.of(handover, circumstances)['graceHours'];

    expect(graceAt({})).toBe(6);
    expect(graceAt({ commodity: 'GOLD' })).toBe(3);
    expect(graceAt({ place: 'RWKGL' })).toBe(4);
    expect(graceAt({ commodity: 'GOLD', place: 'RWKGL' })).toBe(1);
  });

  it('is told what its rules cannot read, in overrides too', () => {
    const problems = problemsOf(
      ruleSet({
        ORPHAN_RECEIPT: { pairHours: -1 },
        HANDOVER_UNCONFIRMED: { overrides: [{ when: { site: 'X' }, set: { graceHours: 'long' } }] },
        RULE_OF_A_LATER_VERSION: { anything: true },
      }),
    );

    expect(problems).toEqual([
      {
        pointer: '/parameters/HANDOVER_UNCONFIRMED/overrides/0/set/graceHours',
        detail: 'parameters.HANDOVER_UNCONFIRMED.overrides.0.set.graceHours must be of type number',
      },
      {
        pointer: '/parameters/ORPHAN_RECEIPT/pairHours',
        detail: 'parameters.ORPHAN_RECEIPT.pairHours must be 0 or more',
      },
    ]);
  });

  it('is told of what would be passed over in silence', () => {
    const problems = problemsOf(
      ruleSet({
        ORPHAN_RECEIPT: 48,
        CUSTODY_FORK: { overrides: { when: {}, set: {} } },
        HOLD_BREACHED: { overrides: [{ when: { commodity: 'ARMS' }, recordingHours: 1 }] },
      }),
    );

    expect(problems.map(({ pointer }) => pointer)).toEqual([
      '/parameters/ORPHAN_RECEIPT',
      '/parameters/CUSTODY_FORK/overrides',
      '/parameters/HOLD_BREACHED/overrides/0',
    ]);
  });

  it('is not refused for what no rule reads, and is told of it', () => {
    const mistyped = ruleSet({
      RULE_OF_A_LATER_VERSION: { anything: true },
      ORPHAN_RECEIPT: { pairHour: 24, pairHours: 24 },
      HANDOVER_UNCONFIRMED: {
        overrides: [{ when: { harbour: 'TZDAR', place: 'TZDAR' }, set: { grace: 6 } }],
      },
    });

    expect(problemsOf(mistyped)).toEqual([]);
    expect(unreadIn(mistyped).map(({ pointer }) => pointer)).toEqual([
      '/parameters/RULE_OF_A_LATER_VERSION',
      '/parameters/ORPHAN_RECEIPT/pairHour',
      '/parameters/HANDOVER_UNCONFIRMED/overrides/0/when/harbour',
      '/parameters/HANDOVER_UNCONFIRMED/overrides/0/set/grace',
    ]);
    expect(unreadIn(defaultRuleSet)).toEqual([]);
  });
});
