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

/** R33: from this similarity on, with the same country, a name alone is a weak match. */
export const WEAK_FROM = 0.92;

/**
 * Which parties a list names: `strong` by an identifier of the same scheme and value, `weak` by name and country. A
 * name without a country that agrees is no match; an entry without a country gives none.
 */
export function screenParties(
  parties: readonly ScreenedParty[],
  entries: readonly ListEntry[],
  list: string,
): ScreeningFact[] {
  const prepared = entries.map((entry) => ({
    entry,
    names: entry.names.map(plainName),
    numbers: new Set(entry.identifiers.map(numberOf)),
  }));
  return parties.flatMap((party) => {
    const name = plainName(party.name);
    const numbers = (party.identifiers ?? []).map(numberOf);
    return prepared.flatMap(({ entry, names, numbers: listed }): ScreeningFact[] => {
      const isStrong = numbers.some((number) => listed.has(number));
      const isWeak =
        entry.countries.includes(party.country) &&
        names.some((each) => jaroWinkler(name, each) >= WEAK_FROM);
      if (!isStrong && !isWeak) return [];
      const { entry: id, listedOn, delistedOn } = entry;
      return [
        {
          party: party.id,
          list,
          entry: id,
          listedOn,
          ...(delistedOn !== undefined && { delistedOn }),
          match: isStrong ? 'strong' : 'weak',
        },
      ];
    });
  });
}

function numberOf({ scheme, value }: { readonly scheme: string; readonly value: string }): string {
  return `${scheme.toLowerCase()} ${normaliseMark(value)}`;
}
