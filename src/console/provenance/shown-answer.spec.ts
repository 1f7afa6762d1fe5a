import { describe, expect, it } from '@jest/globals';
import type { Proof } from '../proof/shown-verdict.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { shownAnswer } from './shown-answer.js';

/** Of an answer, what is looked at. */
function answer(over: Partial<SignedAnswer>): SignedAnswer {
  return Object.assign(JSON.parse('{"view":"authority","verdict":"SUPPORTED"}'), over);
}

function checked(verdict: 'verified' | 'failed'): Proof {
  return {
    kind: 'checked',
    verification: { verdict, checks: [] },
    verdict: undefined,
    events: [],
    ms: 1,
  };
}

describe('what a page shows of a consignment', () => {
  const told = answer({ ucr: 'TOLD' });
  const signed = answer({ ucr: 'SIGNED', verdict: 'BROKEN' });

  it('is what was signed, once that holds, with the verdict that was told beside it', () => {
    expect(shownAnswer(told, signed, checked('verified'))).toEqual({
      answer: signed,
      told: 'SUPPORTED',
    });
  });

  it.each([
    ['is being checked', { kind: 'checking' } as const],
    ['cannot be had', { kind: 'unavailable', error: null } as const],
    ['does not hold', checked('failed')],
  ])('is what was told while the evidence %s', (_when, proof) => {
    expect(shownAnswer(told, signed, proof)).toEqual({ answer: told, told: 'SUPPORTED' });
  });

  it('bears no verdict for a party, whatever was told', () => {
    const part = answer({ view: 'party', verdict: null });
    expect(shownAnswer(told, part, checked('verified')).told).toBe('PARTY');
  });
});
