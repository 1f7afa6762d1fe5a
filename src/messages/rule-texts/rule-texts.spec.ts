import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../custody/rules/catalogue.js';
import type { RuleText } from '../../custody/rules/rule.js';
import { ruleTexts as arabic } from './ar.js';
import { ruleTexts as french } from './fr.js';
import { loadRuleTexts, partsOf, type RuleTexts, textOfRule, type ToldText } from './rule-texts.js';
import type { RuleCode } from '../rules/rule-titles.js';

/** Of which English texts the other languages are translations. */
const TRANSLATED: Readonly<Record<RuleCode, string>> = {
  HANDOVER_UNCONFIRMED: 'ffa3d530',
  ORPHAN_RECEIPT: 'a75d9f85',
  CUSTODY_BREAK: '79dde5dd',
  CUSTODY_FORK: '2769bfb1',
  ORIGIN_MISSING: '11f71fcc',
  HOLD_BREACHED: '94d5ca45',
  POST_TERMINAL_ACTIVITY: '8d75e950',
  SELF_DEALING_HANDOVER: 'd83bd873',
  DWELL_EXCEEDED: '569b0e0a',
  TRANSIT_OVERDUE: '0c530cfd',
  IMPOSSIBLE_TRAVEL: '15e8332b',
  ROUTE_DEVIATION: 'd9240c6b',
  TIME_ORDER_VIOLATION: '691fe2e8',
  LATE_RECORDING: 'c13615b7',
  SITE_LOCATION_MISMATCH: 'b04bf250',
  QTY_HANDOVER_VARIANCE: '6e13c9df',
  MASS_GAIN: '5a657c86',
  SPLIT_MERGE_IMBALANCE: 'b1aee305',
  MASS_BALANCE_OVERDRAWN: '654d038a',
  YIELD_ANOMALY: '85e2bff4',
  VALUE_UNIT_ANOMALY: '59c1b788',
  SERIAL_DUPLICATE: '013c2f37',
  MARKING_DEFICIENT: '373cf31c',
  ITEM_SET_MISMATCH: 'f8e0052a',
  TAG_REUSE: 'f70d7353',
  TAG_NOT_ISSUED: 'b463e024',
  SEAL_DISCREPANCY: '6c539309',
  CONTAINER_ANOMALY: 'ab6754ad',
  DOC_MISSING: 'd6bcaca1',
  DOC_NOT_VALID: '141b8c08',
  DOC_REUSE: '250e77fc',
  DOC_CONTENT_MISMATCH: '960cce9b',
  PARTY_SANCTIONED: '0542eff9',
  DESTINATION_PROHIBITED: '13c794ca',
  PARTY_OR_SITE_INELIGIBLE: 'dcbea2b1',
  END_USER_MISMATCH: '40fb33f3',
  DELIVERY_UNVERIFIED: 'ff95ab68',
  PRODUCTION_IMPLAUSIBLE: 'c4cdb90b',
  FLOW_ASYMMETRY: 'fa0e6773',
  LINKED_FLOWS: '78635080',
  KEY_COMPROMISE_RETRO: '872974fa',
  DEVICE_SEQUENCE_GAP: 'f111362e',
  CORRECTION_ABUSE: '67b96550',
};

const others: readonly (readonly [string, RuleTexts, RegExp])[] = [
  ['French', french, /[a-zà-ÿ]/u],
  ['Arabic', arabic, /\p{Script=Arabic}/u],
];

function sentencesOf({ explanation, severities = {}, innocent, closedBy }: ToldText): string[] {
  return [explanation, ...Object.values(severities), ...innocent, closedBy];
}

/** Rules by their codes, cases of a rule, fields of papers: what no translation may lose. */
function namesIn(text: string): string[] {
  const cases =
    'BACKFILL|INVALID|CONFLICT|AHEAD|MONTH|YEAR|SPIKE|INACTIVE|MIRROR|NATIONAL|ROUND_TRIP|GAP|FORK';
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
      shapeOf(textOfRule(code, texts) ?? french.DOC_REUSE),
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

  it('are the catalogue’s own in English, and none of a rule that is not known', async () => {
    expect(await loadRuleTexts('en')).toBeNull();
    expect(await loadRuleTexts('fr')).toBe(french);
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
