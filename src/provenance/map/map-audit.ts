import type { Pool, PoolClient } from 'pg';
import { type LogEntry, LogReader } from '../../ledger/log-reader.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import { inSnapshot } from '../../platform/database/snapshot.js';
import {
  EMPTY_MAP_ROOT,
  encodeMapPage,
  equalBytes,
  mapInputOf,
  type MapPage,
  mapPlaceOf,
  type MapRoot,
  parseEnvelope,
  parseMapRoot,
  updateMap,
  vrfKeyOf,
  vrfOutput,
  type VrfKey,
} from '../../protocol/index.js';
import type { SubjectState } from './map.store.js';
import { leafOf, newSubject, withEntries } from './subject-fold.js';
import { readSubjects } from './subject-reader.js';

export interface MapFault {
  readonly where: string;
  readonly what: string;
}

export interface MapAuditReport {
  readonly roots: number;
  readonly subjects: number;
  readonly faults: readonly MapFault[];
}

interface StatedRoot extends MapRoot {
  readonly index: number;
}

interface StateRow {
  readonly next_idx: number;
  readonly root_size: number;
  readonly root: Buffer;
  readonly subjects: number;
  readonly entries: number;
}

interface SubjectRow extends SubjectState {
  readonly indexes: readonly number[];
}

const PAGE = 1000;
/** Entries taken in at a time between two stated sizes. */
const CHUNK = 4096;

/**
 * Derives the completeness map from the log again, in memory, and compares every root that was stated, and the tables.
 * It needs the map's secret, for without it nobody can tell where a subject belongs.
 *
 * @param pool `Database.pool`, or one with its type parsers; everything is read in one snapshot, nothing is written
 */
export async function auditMap(pool: Pool, mapSeed: Uint8Array): Promise<MapAuditReport> {
  return inSnapshot(pool, (client) => new MapAudit(client, vrfKeyOf(mapSeed)).run());
}

/** The roots up to the first one of more entries than this, and the others. */
function splitAt(stated: readonly StatedRoot[], size: number): [StatedRoot[], StatedRoot[]] {
  const first = stated.findIndex((root) => root.size > size);
  const end = first < 0 ? stated.length : first;
  return [stated.slice(0, end), stated.slice(end)];
}

class MapAudit {
  private readonly faults: MapFault[] = [];
  private readonly subjects = new Map<string, SubjectState>();
  private readonly pages = new Map<string, MapPage>();
  private readonly log: LogReader;
  private root: Uint8Array = EMPTY_MAP_ROOT;
  private size = 0;
  private entries = 0;
  /** Entries of each subject, in log order. */
  private readonly indexes = new Map<string, number[]>();

  constructor(
    private readonly client: PoolClient,
    private readonly key: VrfKey,
  ) {
    this.log = new LogReader({
      query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
        (await client.query<T>(sql, [...params])).rows,
    });
  }

  async run(): Promise<MapAuditReport> {
    const [found] = (
      await this.client.query<{ found: string | null }>(`select to_regclass('map_state') as found`)
    ).rows;
    // A database that was not migrated since the map came.
    if (found?.found === null) return { roots: 0, subjects: 0, faults: [] };
    const stated = await this.statedRoots();
    const state = await this.state();
    // Tables that are made again, or whose log was put back, are behind what was stated: they are of the log of then.
    const [held, ahead] = splitAt(stated, state?.next_idx ?? 0);
    for (const root of held) await this.checkRoot(root);
    if (state === undefined) this.fault('map', 'its state is missing');
    else await this.checkTables(state, held.at(-1)?.size ?? 0);
    for (const root of ahead) await this.checkRoot(root);
    await this.checkNoted(stated);
    return { roots: stated.length, subjects: this.subjects.size, faults: this.faults };
  }

  private async statedRoots(): Promise<StatedRoot[]> {
    const entries = await this.log.entriesOf(['map'], 0, await this.log.size());
    return entries.flatMap((entry) => this.readRoot(entry) ?? []);
  }

  private readRoot({ index, statement }: LogEntry): StatedRoot | undefined {
    try {
      return { index, ...parseMapRoot(parseEnvelope(statement).payload) };
    } catch (error) {
      this.fault(`entry ${index}`, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private async checkRoot({ index, size, root, vrfKey }: StatedRoot): Promise<void> {
    const where = `entry ${index}`;
    if (size > index) return this.fault(where, `the map speaks of ${size} entries, beyond itself`);
    if (size < this.size)
      return this.fault(where, `the map went back from ${this.size} to ${size} entries`);
    if (!equalBytes(vrfKey, this.key.publicKey))
      this.fault(where, 'the places of the map are made with another key');
    await this.takeIn(size);
    if (!equalBytes(root, this.root))
      this.fault(where, `the root of the map is not that of the ${size} entries it speaks of`);
  }

  private async state(): Promise<StateRow | undefined> {
    const { rows } = await this.client.query<StateRow>(
      `select next_idx, root, root_size, (select count(*) from map_subjects) as subjects,
        (select count(*) from map_entries) as entries from map_state`,
    );
    return rows[0];
  }

  /** @param last size of the newest root that the tables should know */
  private async checkTables(state: StateRow, last: number): Promise<void> {
    const size = await this.log.size();
    if (state.next_idx > size)
      return this.fault('map', `it holds ${state.next_idx} entries; the log has ${size}`);
    await this.takeIn(state.next_idx);
    if (!equalBytes(state.root, this.root)) this.fault('map', 'its root is not that of the log');
    if (state.subjects !== this.subjects.size)
      this.fault('map', `it has ${state.subjects} subjects; the log has ${this.subjects.size}`);
    if (state.entries !== this.entries)
      this.fault('map', `it counts ${state.entries} entries; the log has ${this.entries}`);
    if (state.root_size < last || state.root_size > state.next_idx)
      this.fault('map', `its root is of ${state.root_size} entries; ${last} were stated`);
    await this.checkSubjects();
    await this.checkPages();
  }

  /** What the next root would be made from, and what answers list. */
  private async checkSubjects(): Promise<void> {
    for (let after = ''; ;) {
      const { rows } = await this.client.query<SubjectRow>(
        `select subject, key, salt, count, chain,
           array(select idx from map_entries e where e.subject = s.subject order by idx) as indexes
         from map_subjects s where subject > $1 order by subject limit ${PAGE}`,
        [after],
      );
      for (const row of rows) this.checkSubject(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.subject;
    }
  }

  private checkSubject(row: SubjectRow): void {
    const where = `map subject ${row.subject}`;
    const own = this.subjects.get(row.subject);
    if (own === undefined) return this.fault(where, 'the log does not name it');
    const isPlace = equalBytes(row.key, own.key) && equalBytes(row.salt, own.salt);
    if (!isPlace) this.fault(where, 'its place is not the one its name gives');
    if (row.count !== own.count || !equalBytes(row.chain, own.chain))
      this.fault(where, 'its count or chain is not that of its entries');
    if (String(row.indexes) !== String(this.indexes.get(row.subject)))
      this.fault(where, 'its entries are not those of the log');
  }

  private async checkPages(): Promise<void> {
    const { rows } = await this.client.query<{ path: string; slots: Buffer }>(
      'select path, slots from map_pages',
    );
    for (const { path, slots } of rows) {
      const page = this.pages.get(path);
      if (page === undefined || !equalBytes(encodeMapPage(page), slots))
        this.fault(`map page ${path || 'at the top'}`, 'it is not the one the log gives');
    }
    if (rows.length < this.pages.size)
      this.fault('map', `it has ${rows.length} pages; the log gives ${this.pages.size}`);
  }

  private async checkNoted(stated: readonly StatedRoot[]): Promise<void> {
    const { rows } = await this.client.query<{ size: number; root: Buffer; idx: number }>(
      'select size, root, idx from map_roots',
    );
    const byIndex = new Map(stated.map((root) => [root.index, root]));
    for (const { size, root, idx } of rows) {
      const statement = byIndex.get(idx);
      if (statement?.size !== size || !equalBytes(statement.root, root))
        this.fault(`map root ${size}`, `entry ${idx} does not state it`);
    }
  }

  private async takeIn(to: number): Promise<void> {
    while (this.size < to) {
      const end = Math.min(to, this.size + CHUNK);
      const touched = await readSubjects(this.log, this.size, end);
      const changed = [...touched].map(([subject, entries]) => {
        this.entries += entries.length;
        const indexes = this.indexes.get(subject) ?? [];
        for (const { index } of entries) indexes.push(index);
        this.indexes.set(subject, indexes);
        const state = withEntries(this.subjectOf(subject), entries);
        this.subjects.set(subject, state);
        return state;
      });
      if (changed.length > 0) {
        const update = updateMap(this.pages, changed.map(leafOf), nativeSha256);
        for (const [at, page] of update.pages) this.pages.set(at, page);
        this.root = update.root;
      }
      this.size = end;
    }
  }

  private subjectOf(subject: string): SubjectState {
    const known = this.subjects.get(subject);
    if (known !== undefined) return known;
    return newSubject(subject, mapPlaceOf(vrfOutput(this.key, mapInputOf(subject))));
  }

  private fault(where: string, what: string): void {
    this.faults.push({ where, what });
  }
}
