/**
 * Jaro-Winkler similarity (Winkler 1990): 0 for nothing in common, 1 for the same text; a common beginning of up to
 * four characters counts a tenth each.
 */
export function jaroWinkler(one: string, other: string): number {
  const jaro = jaroOf(Array.from(one), Array.from(other));
  let common = 0;
  while (common < 4 && common < one.length && one[common] === other[common]) common += 1;
  return jaro + common * 0.1 * (1 - jaro);
}

function jaroOf(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return one.length === other.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const matched: string[] = [];
  for (const [at, character] of one.entries()) {
    const last = Math.min(other.length - 1, at + reach);
    for (let there = Math.max(0, at - reach); there <= last; there++) {
      if (taken.has(there) || other[there] !== character) continue;
      taken.add(there);
      matched.push(character);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const there = [...taken].toSorted((a, b) => a - b).map((at) => other[at]);
  const moved = matched.filter((character, at) => character !== there[at]).length / 2;
  const count = matched.length;
  return (count / one.length + count / other.length + (count - moved) / count) / 3;
}

/** A name without accents, case, punctuation and legal form, its words in order: two spellings become one. */
export function plainName(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word));
  return words.toSorted().join(' ');
}

const LEGAL_FORMS = new Set(
  'ltd limited llc inc corp corporation co company plc gmbh ag sa sarl sas bv nv srl spa oy ab as'.split(
    ' ',
  ),
);
