import { describe, expect, it } from '@jest/globals';
import type { ScreeningFact } from '../../custody/vocabulary/registration.js';
import { succession } from './list-succession.js';

const SHA = 'ab'.repeat(32);
const origin = { listVersion: '2026-11-20', listSha256: SHA };

function fact(entry: string, more: Partial<ScreeningFact> = {}): ScreeningFact {
  return { party: 'P', list: 'L', entry, listedOn: '2026-01-15', match: 'strong', ...more };
}

function listOf(...entries: string[]) {
  return {
    list: 'L',
    version: '2026-11-20',
    sha256: SHA,
    entries: entries.map((entry) => ({
      entry,
      names: [],
      countries: [],
      identifiers: [],
      born: [],
      listedOn: '2026-01-15',
    })),
  };
}

describe('a newer version of a list', () => {
  it('ends what only an earlier one says, with the day before it', () => {
    const known = [fact('1', { listVersion: '2026-10-01' }), fact('2')];

    const { listed, delisted } = succession(known, [fact('2')], listOf('2', '3'));

    expect(listed).toEqual([fact('2', origin)]);
    expect(delisted).toEqual([fact('1', { ...origin, delistedOn: '2026-11-19' })]);
  });

  it('ends nothing twice, but brings forward an end that was to come later', () => {
    const known = [
      fact('1', { delistedOn: '2026-11-19' }),
      fact('2', { delistedOn: '2020-01-01' }),
      fact('3', { delistedOn: '2027-01-01' }),
    ];

    const { delisted } = succession(known, [], listOf('9'));

    expect(delisted).toEqual([fact('3', { ...origin, delistedOn: '2026-11-19' })]);
  });

  it('does not free who stands on it under an entry that no longer matches', () => {
    const known = [fact('1')];

    const { listed, delisted, unlike } = succession(known, [], listOf('1'));

    expect({ listed, delisted, unlike }).toEqual({ listed: [], delisted: [], unlike: known });
  });

  it('keeps the day when an entry was first seen where the list tells none', () => {
    const match = fact('1', { listedOn: '2026-11-20' });
    const first = fact('1', { listedOn: '2026-09-01', listVersion: '2026-09-01' });

    expect(succession([first], [match], listOf('1')).listed).toEqual([{ ...first, ...origin }]);
    const ended = { ...first, delistedOn: '2026-09-30' };
    expect(succession([ended], [match], listOf('1')).listed).toEqual([{ ...match, ...origin }]);
  });

  it('is refused when it is not newer', () => {
    const known = [fact('1', { listVersion: '2026-11-21' })];

    expect(() => succession(known, [], listOf('1'))).toThrow('of 2026-11-21 already');
    expect(() => succession([fact('1', origin)], [], listOf('1'))).not.toThrow();
  });
});
