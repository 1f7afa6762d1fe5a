import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../custody/rules/catalogue.js';
import type { RuleText } from '../../custody/rules/rule.js';
import { LANGUAGES } from '../../shell/languages.js';
import { partsOf, textOfRule, type ToldText } from './rule-texts.js';
import type { RuleCode } from '../rules/rule-titles.js';

/** Of which English texts the other languages are translations. */
const TRANSLATED: Readonly<Record<RuleCode, string>> = {
  HANDOVER_UNCONFIRMED: '964605f0',
  ORPHAN_RECEIPT: '4bfa3a1a',
  CUSTODY_BREAK: 'fbde785f',
  CUSTODY_FORK: 'b817d40e',
  ORIGIN_MISSING: 'abff6bbf',
  HOLD_BREACHED: '94d5ca45',
  POST_TERMINAL_ACTIVITY: 'db7e8c4a',
  SELF_DEALING_HANDOVER: 'd83bd873',
  DWELL_EXCEEDED: '58c68bce',
  TRANSIT_OVERDUE: 'f381b123',
  IMPOSSIBLE_TRAVEL: 'dcba8841',
  ROUTE_DEVIATION: 'd9240c6b',
  TIME_ORDER_VIOLATION: '5eccc7d3',
  LATE_RECORDING: '5480623f',
  SITE_LOCATION_MISMATCH: '9db49f20',
  QTY_HANDOVER_VARIANCE: '913bfd45',
  MASS_GAIN: '862c15c3',
  SPLIT_MERGE_IMBALANCE: 'e5026ee0',
  MASS_BALANCE_OVERDRAWN: '5287dfec',
  YIELD_ANOMALY: '4b65f487',
  VALUE_UNIT_ANOMALY: 'f9cbd9b4',
  SERIAL_DUPLICATE: '863968e9',
  MARKING_DEFICIENT: '57c698e0',
  ITEM_SET_MISMATCH: '9fd07fe9',
  TAG_REUSE: '400bdf06',
  TAG_NOT_ISSUED: '66831af0',
  SEAL_DISCREPANCY: 'b609a8e5',
  CONTAINER_ANOMALY: '5a4f12c3',
  DOC_MISSING: 'ae1a9e80',
  DOC_NOT_VALID: '141b8c08',
  DOC_REUSE: '8bcfaee7',
  DOC_CONTENT_MISMATCH: 'f1e330bd',
  PARTY_SANCTIONED: 'f8e78d12',
  DESTINATION_PROHIBITED: 'c76588e4',
  PARTY_OR_SITE_INELIGIBLE: 'e1faaa46',
  END_USER_MISMATCH: '1bca7390',
  DELIVERY_UNVERIFIED: '7eba888a',
  PRODUCTION_IMPLAUSIBLE: '1a7d3a5b',
  FLOW_ASYMMETRY: '1341b31a',
  LINKED_FLOWS: '78635080',
  KEY_COMPROMISE_RETRO: '872974fa',
  DEVICE_SEQUENCE_GAP: 'f111362e',
  CORRECTION_ABUSE: '0766be2e',
};

const others = [...LANGUAGES].flatMap(([tag, { ruleTexts }]) =>
  ruleTexts === null ? [] : [[tag, ruleTexts, scriptOf(tag)] as const],
);

/** Letters of the language. */
function scriptOf(tag: string): RegExp {
  return new RegExp(`\\p{Script=${new Intl.Locale(tag).maximize().script}}`, 'u');
}

function sentencesOf({ explanation, severities = {}, innocent, closedBy }: ToldText): string[] {
  return [explanation, ...Object.values(severities), ...innocent, closedBy];
}

/** Rules by their codes, cases of a rule, fields of papers: what no translation may lose. */
function namesIn(text: string): string[] {
  const cases =
    'BACKFILL|INVALID|CONFLICT|AHEAD|MONTH|YEAR|SPIKE|INACTIVE|UNIT|MIRROR|NATIONAL|ROUND_TRIP|GAP|FORK';
  const rules = RULES.map(({ code }) => code).join('|');
  const named = new RegExp(`(?<![A-Z_])(?:${cases}|${rules})(?![A-Z_])|\`[^\`]+\``, 'gu');
  return [...new Set([...text.matchAll(named)].map(([name]) => name))].toSorted();
}

function digestOf({ explanation, severities, innocent, closedBy }: RuleText): string {
  const text = JSON.stringify([explanation, severities ?? {}, innocent, closedBy]);
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function shapeOf({ innocent, severities = {} }: ToldText) {
  return [innocent.length, Object.keys(severities).toSorted()];
}

describe.each(others)('the texts of the rules in %s', (_name, texts, script) => {
  it('tell of every rule of the catalogue, in its order, and of no other', () => {
    expect(Object.keys(texts)).toEqual(RULES.map(({ code }) => code));
  });

  it('have as many innocent explanations, and the severities, that the catalogue has', () => {
    const told = RULES.map(({ code }) => [
      code,
      shapeOf(textOfRule(code, texts) ?? texts.DOC_REUSE),
    ]);

    expect(told).toEqual(RULES.map((rule) => [rule.code, shapeOf(rule)]));
  });

  it.each(RULES.map((rule) => [rule.code, rule] as const))(
    'name in %s what the catalogue names, in sentences of the language',
    (code, rule) => {
      const told = textOfRule(code, texts);
      const sentences = told === undefined ? [] : sentencesOf(told);

      expect(namesIn(sentences.join(' '))).toEqual(namesIn(sentencesOf(rule).join(' ')));
      expect(sentences.filter((text) => !/[.]$/u.test(text))).toEqual([]);
      expect(sentences.filter((text) => !script.test(text) && namesIn(text).length === 0)).toEqual(
        [],
      );
    },
  );
});

describe('the texts of the rules', () => {
  it('were translated from the catalogue as it is: whoever changes a rule changes them, then its digest', () => {
    expect(TRANSLATED).toEqual(
      Object.fromEntries(RULES.map((rule) => [rule.code, digestOf(rule)])),
    );
  });

  it('are the catalogue’s own in English, and none of a rule that is not known', () => {
    const french = LANGUAGES.get('fr')?.ruleTexts ?? null;

    expect(LANGUAGES.get('en')?.ruleTexts).toBeNull();
    expect(textOfRule('MASS_GAIN', french)).toBe(french?.MASS_GAIN);
    expect(textOfRule('MASS_GAIN', null)).toBeUndefined();
    expect(textOfRule('constructor', french)).toBeUndefined();
  });

  it('are taken apart where they name another rule', () => {
    expect(partsOf('Voir MASS_GAIN.')).toEqual([
      { text: 'Voir ' },
      { text: 'MASS_GAIN', rule: 'MASS_GAIN' },
      { text: '.' },
    ]);
    expect(partsOf('GAP, MASS_GAINS')).toEqual([{ text: 'GAP, MASS_GAINS' }]);
  });

  it('are taken apart where they name a field of a paper', () => {
    expect(partsOf('champ `qty`.')).toEqual([
      { text: 'champ ' },
      { text: 'qty', isField: true },
      { text: '.' },
    ]);
  });
});
