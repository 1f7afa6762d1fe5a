import type { ScreeningFact } from '../../custody/vocabulary/registration.js';
import type { ListEntry } from './screening-list.js';

/** One version of a list: it takes the place of every earlier one of the same name. */
export interface ListVersion {
  readonly list: string;
  /** Date of the list. */
  readonly version: string;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  readonly entries: readonly ListEntry[];
}

export interface Succession {
  /** Whom the list names. */
  readonly listed: readonly ScreeningFact[];
  /** Whom an earlier version named by an entry that this one does not have. */
  readonly delisted: readonly ScreeningFact[];
  /** Whom an earlier version named by an entry that is still there and no longer matches: they stay registered. */
  readonly unlike: readonly ScreeningFact[];
}

/**
 * What a list makes of what was registered of its earlier versions.
 *
 * @param known what is registered of the list
 * @throws RangeError when the list is older than one that was registered: it would end what only the newer one says
 */
export function succession(
  known: readonly ScreeningFact[],
  matches: readonly ScreeningFact[],
  { version, sha256, entries }: ListVersion,
): Succession {
  const newest = known
    .flatMap(({ listVersion }) => listVersion ?? [])
    .toSorted()
    .at(-1);
  if (newest !== undefined && newest > version)
    throw new RangeError(
      `the ledger has this list of ${newest} already; this one is of ${version}`,
    );
  const origin = { listVersion: version, listSha256: sha256 };
  const before = new Map(known.map((fact) => [keyOf(fact), fact]));
  const listed = matches.map((match) => ({
    ...match,
    listedOn: listedOn(match, before.get(keyOf(match)), version),
    ...origin,
  }));
  const found = new Set(matches.map(keyOf));
  const there = new Set(entries.map(({ entry }) => entry));
  const lastDay = dayBefore(version);
  const others = known.filter(
    (fact) => !found.has(keyOf(fact)) && (fact.delistedOn ?? version) > lastDay,
  );
  return {
    listed,
    delisted: others
      .filter(({ entry }) => !there.has(entry))
      .map((fact) => ({ ...fact, ...origin, delistedOn: lastDay })),
    unlike: others.filter(({ entry }) => there.has(entry)),
  };
}

/** A list that tells no day of listing names the day when it was first seen, not the day of its newest version. */
function listedOn(
  match: ScreeningFact,
  before: ScreeningFact | undefined,
  version: string,
): string {
  if (match.listedOn !== version || before === undefined) return match.listedOn;
  const wasDelisted = before.delistedOn !== undefined && match.delistedOn === undefined;
  return wasDelisted || before.listedOn > version ? version : before.listedOn;
}

/** `delistedOn` is the last day on which an entry counts. */
function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}

function keyOf({ party, entry }: ScreeningFact): string {
  return JSON.stringify([party, entry]);
}
