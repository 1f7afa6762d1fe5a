import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../client/provenance-answer.js';
import { meet } from './known-ledger.js';
import { doVerdictsDiffer, type Proof, shownVerdict } from './shown-verdict.js';

function checked(verdict: Verdict | undefined, isSound = true): Proof {
  const verification = { verdict: isSound ? 'verified' : 'failed', checks: [] } as const;
  return { kind: 'checked', verification, verdict, events: [], ms: 1 };
}

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem: (name, value) => void kept.set(name, value),
  };
}

describe('the verdict that is shown', () => {
  it.each([
    ['SUPPORTED', 'BROKEN', 'BROKEN'],
    ['BROKEN', 'SUPPORTED', 'BROKEN'],
    ['REVIEW', 'ALERT', 'ALERT'],
    ['PENDING', 'SUPPORTED', 'PENDING'],
  ] as const)('of the ledger’s %s and this browser’s %s is %s', (told, found, shown) => {
    expect(shownVerdict(told, checked(found))).toBe(shown);
  });

  it('is that the evidence does not verify, whatever the ledger says', () => {
    expect(shownVerdict('SUPPORTED', checked(undefined, false))).toBe('TAMPERED');
    expect(shownVerdict('PARTY', checked(undefined, false))).toBe('TAMPERED');
  });

  it('is the ledger’s word until the evidence was checked', () => {
    expect(shownVerdict('ALERT', { kind: 'checking' })).toBe('ALERT');
  });

  it('differs when the gaps amount to another one; open deadlines only the ledger knows', () => {
    expect(doVerdictsDiffer('SUPPORTED', checked('BROKEN'))).toBe(true);
    expect(doVerdictsDiffer('PENDING', checked('SUPPORTED'))).toBe(false);
    expect(doVerdictsDiffer('PARTY', checked(undefined))).toBe(false);
  });
});

describe('a ledger that is met', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const known = {
    policy: null,
    profile: 'p',
    apiVersion: '1',
    limits: { payloadBytes: 1, depth: 1, batch: 1 },
    formerKeys: [],
    rotations: [],
  };

  it('keeps the key it was first seen with, whatever it says later', () => {
    const browser = storage();
    meet({ ...known, origin: 'a', vkey: 'a+1+x' }, browser, now);

    expect(meet({ ...known, origin: 'a', vkey: 'a+2+y' }, browser, new Date())).toEqual({
      kind: 'known',
      origin: 'a',
      vkey: 'a+1+x',
      since: now.toISOString(),
      rotations: [],
      policy: null,
    });
  });

  it('says when another ledger was known at this address', () => {
    const browser = storage();
    expect(meet({ ...known, origin: 'a', vkey: 'a+1+x' }, browser, now).kind).toBe('new');
    expect(meet({ ...known, origin: 'b', vkey: 'b+1+x' }, browser, now).kind).toBe('other');
  });
});
