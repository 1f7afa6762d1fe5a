import { createHash } from 'node:crypto';
import { KNOWN_PLACES } from '../../custody/vocabulary/known-places.js';
import type { PlaceFact } from '../../custody/vocabulary/registration.js';
import { canonicalize } from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readBytes } from '../json-file.js';
import { printJson, printLine } from '../terminal.js';
import { type CoordinateFault, type ListedPlace, readLocodeList } from './locode-list.js';
import { textOfList } from './list-text.js';
import { registerAll, type RegisterAllOptions } from './register-all.js';

export interface ImportPlacesOptions extends RegisterAllOptions {
  country: string[];
  function?: string;
  dryRun?: boolean;
  json?: boolean;
}

/**
 * Registers the places of a UN/LOCODE list. What the built-in table holds stays as it is: it was checked by hand. The
 * same row of the same list is the same statement, so that an import that was cut off is simply run again.
 */
export async function importPlaces(file: string, options: ImportPlacesOptions): Promise<void> {
  const listed = listedIn(file);
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
  const result = options.dryRun
    ? { registered: 0, known: 0 }
    : await registerAll(
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
  printLine(
    options.dryRun
      ? 'dry run: nothing was registered'
      : `${result.registered} registered, ${result.known} there already`,
  );
}

const MOST_SHOWN = 20;

function listedIn(file: string): ListedPlace[] {
  try {
    return readLocodeList(textOfList(readBytes(file)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`${file}: ${error.message}`, EXIT.usage, { cause: error });
  }
}

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
  const digest = createHash('sha256')
    .update(canonicalize({ ...place }))
    .digest('hex');
  return `unlocode-${place.locode}-${digest.slice(0, 16)}`;
}

function faultText(faults: Readonly<Partial<Record<CoordinateFault, number>>>): string {
  const words = Object.entries(faults).map(([fault, count]) => `${count} ${fault}`);
  return words.length === 0 ? 'none' : words.join(', ');
}
