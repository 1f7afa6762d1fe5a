import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../shell/languages.js';
import { meaningOf, meaningOfReason } from './findings.js';

const translated = [...LANGUAGES].flatMap(([tag, { findings }]) =>
  findings === null ? [] : [[tag, findings] as const],
);
const french = LANGUAGES.get('fr')?.findings ?? undefined;
const arabic = LANGUAGES.get('ar')?.findings ?? undefined;

const sentence = 'The outputs hold more.';
const gaps = [{ rule: 'MASS_GAIN', sentence }];

describe('what a finding means', () => {
  it.each(translated)('is told in %s in a sentence of its own for each rule', (_name, findings) => {
    const told = Object.values(findings.rules);

    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((text) => !text.endsWith('.'))).toEqual([]);
  });

  it('is not told where the signed sentence is in the reader’s language, nor of a rule that is not known', () => {
    expect(meaningOf('MASS_GAIN', undefined)).toBeUndefined();
    expect(meaningOf('constructor', french)).toBeUndefined();
    expect(meaningOf('MASS_GAIN', french)).toContain('transformation');
  });
});

describe('what the reason of a verdict means', () => {
  it.each([sentence, `In what the goods were made from: ${sentence}`])(
    'is what its finding means: %s',
    (reason) => {
      const facts = { verdict: 'BROKEN', reasons: [reason], gaps } as const;

      expect(meaningOfReason(facts, french)).toBe(french?.rules.MASS_GAIN);
    },
  );

  it('is what the verdict means where there is no finding', () => {
    const facts = { verdict: 'SUPPORTED', reasons: ['Every handover …'], gaps: [] } as const;

    expect(meaningOfReason(facts, arabic)).toBe(arabic?.verdicts.SUPPORTED);
    expect(meaningOfReason({ ...facts, verdict: 'REVIEW' }, arabic)).toBeUndefined();
    expect(meaningOfReason({ ...facts, verdict: null }, arabic)).toBeUndefined();
  });
});
