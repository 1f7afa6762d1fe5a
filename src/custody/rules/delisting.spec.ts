import { describe, expect, it } from '@jest/globals';
import { commission, dispatch, ore, receive, REGISTRY } from '../stories/acts.js';
import { Rehearsal } from '../stories/rehearsal.js';

const HANDOVER = { handover: 'H1', from: 'MINE', to: 'CARRIER', items: [ore('LOT', '100')] };

/** The carrier receives on 5 May what it was named for on the same day. */
const STORY = [
  commission('MINE', '05-04 08:00', [ore('LOT', '100')]),
  dispatch('05-05 08:00', HANDOVER, '05-06 08:00'),
  receive('05-05 09:00', HANDOVER),
];

function severities(delistedOn?: string): string[] {
  const listed = { party: 'CARRIER', list: 'L', entry: '1', listedOn: '2026-01-01' } as const;
  const until = delistedOn === undefined ? {} : { delistedOn };
  const screening = [{ ...listed, ...until, match: 'strong' as const }];
  return new Rehearsal({ ...REGISTRY, screening })
    .play(STORY, '2026-05-06T08:00:00Z')
    .findings()
    .filter(({ rule }) => rule === 'PARTY_SANCTIONED')
    .map(({ severity }) => severity);
}

describe('PARTY_SANCTIONED, who was taken off a list', () => {
  it('counts the last day on it, and no day after', () => {
    expect(severities()).toEqual(['CRITICAL']);
    expect(severities('2026-05-05')).toEqual(['CRITICAL']);
    expect(severities('2026-05-04')).toEqual([]);
  });
});
