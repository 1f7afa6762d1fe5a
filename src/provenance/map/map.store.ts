import { Injectable } from '@nestjs/common';
import { KIND_CODES } from '../../ledger/log-entry.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/transaction.js';
import { mapPagesOnPath, type SubjectEntry } from '../../protocol/index.js';
import { arrayLiteral } from '../array-literal.js';

export interface MapState {
  /** The first entry that is not in the map yet. */
  readonly next: number;
  /** How often the map was begun anew. */
  readonly edition: number;
  readonly root: Uint8Array;
  /** Entries that the newest root speaks of: those the map held when it last changed, or later; 0 before the first. */
  readonly rootSize: number;
  /** Entry of the statement about the root; `undefined` while there is none. */
  readonly statedAt: number | undefined;
}

/** A subject as the map holds it. */
export interface SubjectState {
  readonly subject: string;
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  readonly count: number;
  readonly chain: Uint8Array;
}

/** All that one step writes. */
export interface MapStep {
  readonly edition: number;
  readonly from: number;
  readonly to: number;
  readonly subjects: readonly SubjectState[];
  readonly entries: readonly { readonly subject: string; readonly index: number }[];
  /** Encoded pages by path. */
  readonly pages: ReadonlyMap<string, Uint8Array>;
  readonly root: Uint8Array;
  /** See `MapState`. */
  readonly rootSize: number;
}

/** Where a key stands, and what the subject's entries are, as of the newest root. */
export interface MapView {
  readonly state: MapState;
  readonly pages: ReadonlyMap<string, Uint8Array>;
  readonly entries: readonly SubjectEntry[];
}

const STATE = `select s.next_idx as next, s.edition, s.root, s.root_size as "rootSize", r.idx as "statedAt"
  from map_state s left join map_roots r on r.size = s.root_size`;

type StateRow = Omit<MapState, 'statedAt'> & { readonly statedAt: number | null };

/** The tables of the map. */
@Injectable()
export class MapStore {
  constructor(private readonly database: Database) {}

  async state(): Promise<MapState> {
    return stateOf(await this.database.query<StateRow>(STATE));
  }

  /** Of those of the subjects that the map holds. */
  async subjects(subjects: readonly string[]): Promise<Map<string, SubjectState>> {
    const rows = await this.database.query<SubjectState>(
      'select subject, key, salt, count, chain from map_subjects where subject = any($1)',
      [subjects],
    );
    return new Map(rows.map((row) => [row.subject, row]));
  }

  /** Every page on the ways to some keys. */
  async pages(keys: readonly Uint8Array[]): Promise<Map<string, Uint8Array>> {
    return pagesOf(async (sql, params) => this.database.query<PageRow>(sql, params), keys);
  }

  /** The next size for which there is a statement already: a rebuild stops there and compares. */
  async statedAfter(size: number): Promise<{ size: number; root: Uint8Array } | undefined> {
    const [row] = await this.database.query<{ size: number; root: Uint8Array }>(
      'select size, root from map_roots where size > $1 order by size limit 1',
      [size],
    );
    return row;
  }

  /** Size of the newest root that was stated; 0 before the first. */
  async lastStated(): Promise<number> {
    const [row] = await this.database.query<{ size: number }>(
      'select coalesce(max(size), 0) as size from map_roots',
    );
    return row?.size ?? 0;
  }

  /** Entry of the oldest root that was stated; `undefined` before the first. */
  async firstStatedAt(): Promise<number | undefined> {
    const [row] = await this.database.query<{ idx: number }>(
      'select idx from map_roots order by size limit 1',
    );
    return row?.idx;
  }

  /** @returns whether it was written: not, when another process was quicker */
  async write(step: MapStep): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [cursor] = await tx.query<Pick<MapState, 'next' | 'edition'>>(
        'select next_idx as next, edition from map_state for update',
      );
      // Begun anew and come as far again it is another map: what the step was made of is gone.
      if (cursor?.next !== step.from || cursor.edition !== step.edition) return false;
      await this.writeSubjects(tx, step.subjects);
      await this.writeEntries(tx, step.entries);
      await this.writePages(tx, step.pages);
      await tx.query('update map_state set next_idx = $1, root = $2, root_size = $3', [
        step.to,
        step.root,
        step.rootSize,
      ]);
      return true;
    });
  }

  /** Does the log hold anything but roots of the map, from one entry to another (both included)? */
  async hasOtherThanRoots(from: number, to: number): Promise<boolean> {
    const [row] = await this.database.query<{ found: boolean }>(
      `select exists (
         select 1 from log_entries where idx >= $1 and idx <= $2 and kind <> $3
       ) as found`,
      [from, to, KIND_CODES.map],
    );
    return row?.found ?? false;
  }

  /** The root is to be stated again, for all that is in the map now; not, when another process was quicker. */
  async renewSize(rootSize: number): Promise<void> {
    await this.database.query(
      'update map_state set root_size = next_idx where root_size = $1 and next_idx > $1',
      [rootSize],
    );
  }

  /** Notes the statement of a root. */
  async stated(size: number, root: Uint8Array, index: number): Promise<void> {
    await this.database.query(
      'insert into map_roots (size, root, idx) values ($1, $2, $3) on conflict do nothing',
      [size, root, index],
    );
  }

  /** Everything a proof is made of, in one snapshot. */
  async view(subject: string, key: Uint8Array): Promise<MapView> {
    return this.database.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      const state = stateOf(await tx.query<StateRow>(STATE));
      const pages = await pagesOf(async (sql, params) => tx.query<PageRow>(sql, params), [key]);
      const entries = await tx.query<SubjectEntry>(
        `select m.idx as index, e.leaf_hash as "leafHash"
         from map_entries m join log_entries e on e.idx = m.idx
         where m.subject = $1 order by m.idx`,
        [subject],
      );
      return { state, pages, entries };
    });
  }

  /** Everything is made again from the log; what was stated stays. */
  async clear(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('select next_idx from map_state for update');
      await tx.query('truncate map_subjects, map_entries, map_pages');
      await tx.query(
        `update map_state set next_idx = 0, edition = edition + 1, root_size = 0,
           root = decode(repeat('00', 32), 'hex')`,
      );
    });
  }

  private async writeSubjects(tx: Tx, subjects: MapStep['subjects']): Promise<void> {
    if (subjects.length === 0) return;
    await tx.query(
      `insert into map_subjects (subject, key, salt, count, chain)
       select * from unnest($1::text[], $2::bytea[], $3::bytea[], $4::bigint[], $5::bytea[])
       on conflict (subject) do update set count = excluded.count, chain = excluded.chain`,
      [
        subjects.map(({ subject }) => subject),
        byteaArray(subjects.map(({ key }) => key)),
        byteaArray(subjects.map(({ salt }) => salt)),
        subjects.map(({ count }) => count),
        byteaArray(subjects.map(({ chain }) => chain)),
      ],
    );
  }

  private async writeEntries(tx: Tx, entries: MapStep['entries']): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      'insert into map_entries (subject, idx) select * from unnest($1::text[], $2::bigint[])',
      [entries.map(({ subject }) => subject), entries.map(({ index }) => index)],
    );
  }

  private async writePages(tx: Tx, pages: MapStep['pages']): Promise<void> {
    if (pages.size === 0) return;
    await tx.query(
      `insert into map_pages (path, slots) select * from unnest($1::text[], $2::bytea[])
       on conflict (path) do update set slots = excluded.slots`,
      [[...pages.keys()], byteaArray([...pages.values()])],
    );
  }
}

interface PageRow {
  readonly path: string;
  readonly slots: Buffer;
}

/** How many levels of pages are asked for at a time: enough for four thousand million keys. */
const LEVELS = 9;

/**
 * Level by level in bunches: a path has six pages at a million keys, and could have 64. The rest is asked for only
 * where the last page of a bunch is there.
 */
async function pagesOf(
  query: (sql: string, params: readonly unknown[]) => Promise<PageRow[]>,
  keys: readonly Uint8Array[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  let open = keys.map(mapPagesOnPath);
  for (let level = 0; open.length > 0; level += LEVELS) {
    const paths = new Set(open.flatMap((path) => path.slice(level, level + LEVELS)));
    const rows = await query('select path, slots from map_pages where path = any($1)', [
      arrayLiteral([...paths]),
    ]);
    for (const { path, slots } of rows) found.set(path, slots);
    open = open.filter((path) => found.has(path[level + LEVELS - 1] ?? 'beyond'));
  }
  return found;
}

function stateOf([row]: readonly StateRow[]): MapState {
  if (row === undefined) throw new Error('the map has no state row');
  return { ...row, statedAt: row.statedAt ?? undefined };
}

/** The driver would write a list of buffers element by element; as text it is one parameter. */
function byteaArray(values: readonly Uint8Array[]): string {
  return `{${values.map((bytes) => `"\\\\x${Buffer.from(bytes).toString('hex')}"`).join(',')}}`;
}
