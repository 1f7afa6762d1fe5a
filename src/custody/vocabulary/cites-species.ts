/**
 * Genera and species of the appendices of CITES that travel as goods of this ledger. A working list of what was listed
 * as a whole before 2020, without populations and parts that are exempt; compare it with Species+.
 */
export const CITES_SPECIES: readonly string[] = [
  // Timber
  'Aquilaria',
  'Cedrela odorata',
  'Dalbergia',
  'Gonystylus',
  'Guibourtia demeusei',
  'Guibourtia pellegriniana',
  'Guibourtia tessmannii',
  'Pericopsis elata',
  'Prunus africana',
  'Pterocarpus erinaceus',
  'Pterocarpus santalinus',
  'Swietenia',
  // Animals
  'Acinonyx jubatus',
  'Acipenser',
  'Ceratotherium simum',
  'Crocodylus',
  'Diceros bicornis',
  'Elephas maximus',
  'Eretmochelys imbricata',
  'Gorilla',
  'Hippopotamus amphibius',
  'Huso',
  'Loxodonta africana',
  'Manis',
  'Osteolaemus tetraspis',
  'Pan troglodytes',
  'Panthera',
  'Phataginus',
  'Psittacus erithacus',
  'Smutsia',
];

/** Is a scientific name one of the listed species, or of a listed genus? */
export function isListed(species: string, listed: readonly string[]): boolean {
  const name = plain(species);
  return listed.some((each) => name === plain(each) || name.startsWith(`${plain(each)} `));
}

function plain(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
