import type { Pool, PoolClient } from 'pg';
import { type LogEntry, LogReader } from '../../ledger/log-reader.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
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
  readonly root: Buffer;
  readonly subjects: number;
  readonly entries: number;
}

/** Entries taken in at a time between two stated sizes. */
const CHUNK = 4096;

/**
 * Derives the completeness map from the log again, in memory, and compares every root that was stated, and the tables.
 * It needs the map's secret, for without it nobody can tell where a subject belongs.
 *
 * @param pool `Database.pool`, or one with its type parsers; everything is read in one snapshot, nothing is written
 */
export async function auditMap(pool: Pool, mapSeed: Uint8Array): Promise<MapAuditReport> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const report = await new MapAudit(client, vrfKeyOf(mapSeed)).run();
    await client.query('commit');
    return report;
  } finally {
    client.release(true);
  }
}

class MapAudit {
  private readonly faults: MapFault[] = [];
  private readonly subjects = new Map<string, SubjectState>();
  private readonly pages = new Map<string, MapPage>();
  private readonly log: LogReader;
  private root: Uint8Array = EMPTY_MAP_ROOT;
  private size = 0;
  private entries = 0;

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
    for (const root of stated) await this.checkRoot(root);
    await this.checkTables(stated);
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

  private async checkTables(stated: readonly StatedRoot[]): Promise<void> {
    const { rows } = await this.client.query<StateRow>(
      `select next_idx, root, (select count(*) from map_subjects) as subjects,
        (select count(*) from map_entries) as entries from map_state`,
    );
    const [state] = rows;
    if (state === undefined) return this.fault('map', 'its state is missing');
    // A rebuild is at work, or the log was cut: the latter is told elsewhere.
    if (state.next_idx < this.size || state.next_idx > (await this.log.size()))
      return this.fault('map', `it holds ${state.next_idx} entries; ${this.size} were stated`);
    await this.takeIn(state.next_idx);
    if (!equalBytes(state.root, this.root)) this.fault('map', 'its root is not that of the log');
    if (state.subjects !== this.subjects.size)
      this.fault('map', `it has ${state.subjects} subjects; the log has ${this.subjects.size}`);
    if (state.entries !== this.entries)
      this.fault('map', `it counts ${state.entries} entries; the log has ${this.entries}`);
    await this.checkPages();
    await this.checkNoted(stated);
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
