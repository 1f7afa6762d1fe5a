import type { ScreeningFact } from '../../custody/vocabulary/registration.js';
import { normaliseMark } from '../../custody/vocabulary/serials.js';
import { comparable, likeness, type ComparableName } from './name-likeness.js';
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

/** Lists tell the year of a birth, its month or its day. */
const BIRTH_LENGTHS = [4, 7, 10];

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
  const index = new ListIndex(entries);
  return parties.flatMap((party) => {
    const name = comparable(party.name);
    const strong = index.numbered(party);
    const places = new Set([...strong, ...index.supported(party)]);
    return [...places]
      .toSorted((a, b) => a - b)
      .flatMap((place): ScreeningFact[] => {
        const { entry, listedOn, delistedOn } = index.entry(place);
        const fact = {
          party: party.id,
          list,
          entry,
          listedOn,
          ...(delistedOn !== undefined && { delistedOn }),
        };
        if (strong.has(place)) return [{ ...fact, match: 'strong' }];
        const score = index.score(place, name, nameScore);
        return score < nameScore ? [] : [{ ...fact, match: 'weak', score: scoreText(score) }];
      });
  });
}

/** The places in a list of entries that can match a party at all, so that not every party meets every entry. */
class ListIndex {
  private readonly byNumber = new Map<string, number[]>();
  private readonly byCountry = new Map<string, number[]>();
  private readonly byBirth = new Map<string, number[]>();
  private readonly names: (readonly ComparableName[] | undefined)[] = [];

  constructor(private readonly entries: readonly ListEntry[]) {
    for (const [place, { identifiers, countries, born }] of entries.entries()) {
      for (const number of new Set(identifiers.map(numberOf))) add(this.byNumber, number, place);
      for (const country of new Set(countries)) add(this.byCountry, country, place);
      for (const birth of new Set(born)) add(this.byBirth, birth, place);
    }
  }

  entry(place: number): ListEntry {
    const entry = this.entries[place];
    if (entry === undefined) throw new RangeError(`the list has no entry at ${place}`);
    return entry;
  }

  numbered({ identifiers = [] }: ScreenedParty): Set<number> {
    return new Set(identifiers.flatMap((each) => this.byNumber.get(numberOf(each)) ?? []));
  }

  /** What has the party's country or date of birth. */
  supported({ country, identifiers = [] }: ScreenedParty): number[] {
    const births = identifiers
      .filter(({ scheme }) => scheme.toLowerCase() === BIRTH)
      .flatMap(({ value }) => BIRTH_LENGTHS.map((length) => value.slice(0, length)));
    return [
      ...(this.byCountry.get(country) ?? []),
      ...births.flatMap((birth) => this.byBirth.get(birth) ?? []),
    ];
  }

  /** The highest likeness of the names at a place to another; below `least` it may be told as 0. */
  score(place: number, name: ComparableName, least: number): number {
    const names = (this.names[place] ??= this.entry(place).names.map(comparable));
    return Math.max(0, ...names.map((each) => likeness(name, each, least)));
  }
}

function add(index: Map<string, number[]>, key: string, place: number): void {
  const places = index.get(key);
  if (places === undefined) index.set(key, [place]);
  else places.push(place);
}

/** Cut off, not rounded: what is told never reaches a threshold that the names do not. */
function scoreText(score: number): string {
  return String(Math.floor(score * 10_000) / 10_000);
}

function numberOf({ scheme, value }: { readonly scheme: string; readonly value: string }): string {
  return `${scheme.toLowerCase()} ${normaliseMark(value)}`;
}
