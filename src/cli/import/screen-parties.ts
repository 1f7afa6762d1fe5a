import type { ScreeningFact } from '../../custody/vocabulary/registration.js';
import { normaliseMark } from '../../custody/vocabulary/serials.js';
import { jaroWinkler, plainName } from './name-likeness.js';
import type { ListEntry } from './screening-list.js';

/** What of a registered party is compared. */
export interface ScreenedParty {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[] | undefined;
}

/** Scheme of the registered identifier that holds a date of birth, `1971-05-15`. */
const BIRTH = 'birthdate';

/**
 * Which parties a list names: `strong` by an identifier of the same scheme and value, `weak` by a name of at least that
 * score (as PARTY_SANCTIONED has it) with the same country or date of birth. A name that neither supports is no match.
 */
export function screenParties(
  parties: readonly ScreenedParty[],
  entries: readonly ListEntry[],
  list: string,
  nameScore: number,
): ScreeningFact[] {
  const prepared = entries.map((entry) => ({
    entry,
    names: entry.names.map(plainName),
    numbers: new Set(entry.identifiers.map(numberOf)),
  }));
  return parties.flatMap((party) => {
    const name = plainName(party.name);
    const identifiers = party.identifiers ?? [];
    const numbers = identifiers.map(numberOf);
    const births = identifiers.filter(({ scheme }) => scheme.toLowerCase() === BIRTH);
    return prepared.flatMap(({ entry, names, numbers: listed }): ScreeningFact[] => {
      const { entry: id, listedOn, delistedOn } = entry;
      const fact = {
        party: party.id,
        list,
        entry: id,
        listedOn,
        ...(delistedOn !== undefined && { delistedOn }),
      };
      if (numbers.some((number) => listed.has(number))) return [{ ...fact, match: 'strong' }];
      const isSupported =
        entry.countries.includes(party.country) ||
        births.some(({ value }) => entry.born.some((born) => value.startsWith(born)));
      if (!isSupported) return [];
      const score = Math.max(0, ...names.map((each) => jaroWinkler(name, each)));
      return score < nameScore ? [] : [{ ...fact, match: 'weak', score: scoreText(score) }];
    });
  });
}

/** Cut off, not rounded: what is told never reaches a threshold that the names do not. */
function scoreText(score: number): string {
  return String(Math.floor(score * 10_000) / 10_000);
}

function numberOf({ scheme, value }: { readonly scheme: string; readonly value: string }): string {
  return `${scheme.toLowerCase()} ${normaliseMark(value)}`;
}
