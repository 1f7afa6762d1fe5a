import { KNOWN_PLACES } from '../../custody/vocabulary/known-places.js';
import type { PlaceFact } from '../../custody/vocabulary/registration.js';
import { readBytes } from '../json-file.js';
import { printJson, printLine } from '../terminal.js';
import { type CoordinateFault, type ListedPlace, readLocodeList } from './locode-list.js';
import { textOfList } from './list-text.js';
import {
  digestOf,
  listIn,
  printRegistered,
  registerAll,
  type RegisterAllOptions,
} from './register-all.js';

export interface ImportPlacesOptions extends RegisterAllOptions {
  country: string[];
  function?: string;
  json?: boolean;
}

/**
 * Registers the places of a UN/LOCODE list. What the built-in table holds stays as it is: it was checked by hand. The
 * same row of the same list is the same statement, so that an import that was cut off is simply run again.
 */
export async function importPlaces(file: string, options: ImportPlacesOptions): Promise<void> {
  const listed = listIn(file, () => readLocodeList(textOfList(readBytes(file))));
  const chosen = listed.filter((place) => isChosen(place, options));
  const fresh = chosen.filter(({ place }) => !KNOWN_PLACES.has(place.locode));
  const faults: Partial<Record<CoordinateFault, number>> = {};
  for (const { fault } of fresh) if (fault !== undefined) faults[fault] = (faults[fault] ?? 0) + 1;
  const summary = {
    rows: listed.length,
    chosen: chosen.length,
    builtIn: chosen.length - fresh.length,
    withCoordinates: fresh.filter(({ fault }) => fault === undefined).length,
    faults,
    doubtful: fresh.flatMap(({ place: { locode }, fault }) =>
      fault === undefined || fault === 'missing' ? [] : [{ locode, fault }],
    ),
  };
  const result = await registerAll(
    fresh.map(({ place }) => ({ kind: 'place', id: idOf(place), member: place })),
    options,
  );
  if (options.json) return printJson({ ...summary, ...result });
  printLine(
    `${summary.rows} places listed, ${summary.chosen} chosen, ${summary.builtIn} of them built in and kept`,
  );
  printLine(
    `${summary.withCoordinates} with coordinates to rely on; registered without: ${faultText(faults)}`,
  );
  for (const { locode, fault } of summary.doubtful.slice(0, MOST_SHOWN))
    printLine(`  ${locode}  ${fault}`);
  if (summary.doubtful.length > MOST_SHOWN)
    printLine(`  … and ${summary.doubtful.length - MOST_SHOWN} more (--json lists all)`);
  printRegistered(result, options);
}

const MOST_SHOWN = 20;

function isChosen(
  listed: ListedPlace,
  { country, function: wanted }: ImportPlacesOptions,
): boolean {
  if (country.length > 0 && !country.includes(listed.country)) return false;
  if (wanted === undefined) return true;
  return Array.from(wanted).some(
    (classifier) => listed.place.function?.includes(classifier) === true,
  );
}

function idOf(place: PlaceFact): string {
  return `unlocode-${place.locode}-${digestOf(place)}`;
}

function faultText(faults: Readonly<Partial<Record<CoordinateFault, number>>>): string {
  const words = Object.entries(faults).map(([fault, count]) => `${count} ${fault}`);
  return words.length === 0 ? 'none' : words.join(', ');
}
