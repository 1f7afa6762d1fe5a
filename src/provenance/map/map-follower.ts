import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppendStatement } from '../../ledger/append-statement.js';
import { LedgerIdentity } from '../../ledger/ledger-identity.js';
import { LogReader } from '../../ledger/log-reader.js';
import { MAP_SEED_FILE } from '../../ledger/map-seed.js';
import { PostersFirst } from '../../ledger/posters-first.js';
import { LOGGER, type Logger } from '../../platform/logging/logger.js';
import {
  encodeBase64,
  equalBytes,
  MAP_SCHEMA,
  mapPlaceOf,
  parseEnvelope,
  parseMapRoot,
  toHex,
  VRF_SUITE,
  vrfKeyOf,
} from '../../protocol/index.js';
import { type MapState, MapStore, type SubjectState } from './map.store.js';
import { MapThread } from './map-thread.js';
import { leafOf, newSubject, type Touched, withEntries } from './subject-fold.js';
import { readSubjects } from './subject-reader.js';

/** Entries per step, and so per root at most. */
const CHUNK = 4096;
/** Subjects per message to the thread: between two of them others get their turn. */
const SUBJECTS_A_TURN = 64;
const LOOK_AGAIN_MS = 20;

/** `progress`: there may be more to do; `elsewhere`: another process was quicker. */
export type MapStepResult = 'progress' | 'idle' | 'elsewhere';

/** The map that the log gives is not the one that was stated: an operator must look, nothing is stated any more. */
export class MapDiverged extends Error {
  constructor(readonly size: number) {
    super(
      `the map derived from the log is not the one stated for ${size} entries: run "custody audit"`,
    );
    this.name = 'MapDiverged';
  }
}

/** The map's secret in the data folder is not the one that this ledger's map was begun with. */
export class MapKeyChanged extends Error {
  constructor(stated: string, own: string) {
    super(
      `The completeness map of this ledger was begun with the key ${stated}; keys/${MAP_SEED_FILE} of the data folder, ` +
        `or without it the ledger's first key, gives ${own}. Bring the files of the data folder in which the ledger was ` +
        'begun: under another key the map would prove that there is nothing where there is something.',
    );
    this.name = 'MapKeyChanged';
  }
}

/**
 * Follows the log beside the append path, keeps the completeness map, and puts each new root into the log. Tables are
 * written in one transaction a step; the root is stated before the next step begins, so what is stored is always what
 * was stated, or is about to be.
 */
@Injectable()
export class MapFollower implements OnModuleInit {
  readonly vrfKey: Uint8Array;
  private readonly seed: Uint8Array;
  /** Callers who wait for the map. */
  private waiting = 0;

  constructor(
    private readonly store: MapStore,
    private readonly log: LogReader,
    private readonly identity: LedgerIdentity,
    private readonly append: AppendStatement,
    private readonly thread: MapThread,
    private readonly posters: PostersFirst,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.seed = identity.mapSeed;
    this.vrfKey = vrfKeyOf(this.seed).publicKey;
  }

  /** @throws MapKeyChanged before a root is stated that no later one could take back */
  async onModuleInit(): Promise<void> {
    const index = await this.store.firstStatedAt();
    const first = index === undefined ? undefined : await this.log.entry(index);
    // A row that points elsewhere is for the audit to tell.
    if (first?.kind !== 'map') return;
    const { vrfKey } = parseMapRoot(parseEnvelope(first.statement).payload);
    if (equalBytes(vrfKey, this.vrfKey)) return;
    throw new MapKeyChanged(encodeBase64(vrfKey), encodeBase64(this.vrfKey));
  }

  /** Entries of the log that are not in the map. */
  async lag(): Promise<number> {
    const [size, { next }] = await Promise.all([this.log.size(), this.store.state()]);
    return Math.max(0, size - next);
  }

  /** While this is at work the map does not step aside for those who post. */
  async urgently(work: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    try {
      await work();
    } finally {
      this.waiting -= 1;
    }
  }

  /**
   * States the newest root if that is missing, else takes up to 4,096 entries into the map.
   * @throws MapDiverged, and what the database or the log throws
   */
  async step(): Promise<MapStepResult> {
    const state = await this.store.state();
    const ahead = await this.store.statedAfter(state.next);
    const isUnstated = state.rootSize > 0 && state.statedAt === undefined;
    if (isUnstated && ahead === undefined) {
      await this.stateRoot(state);
      return 'progress';
    }
    const from = state.next;
    const to = Math.min(from + CHUNK, await this.log.size(), ahead?.size ?? Infinity);
    if (to <= from) return 'idle';
    const touched = await readSubjects(this.log, from, to);
    const subjects = await this.advance(touched);
    const began = performance.now();
    const { pages, root } = await this.update(subjects, state);
    const isStated = ahead?.size === to;
    if (isStated && !equalBytes(ahead.root, root)) {
      if (!(await this.isStill(state))) return 'elsewhere';
      throw new MapDiverged(to);
    }
    const isWritten = await this.store.write({
      edition: state.edition,
      from,
      to,
      subjects,
      entries: [...touched].flatMap(([subject, entries]) =>
        entries.map(({ index }) => ({ subject, index })),
      ),
      pages,
      root,
      rootSize: isStated || !equalBytes(root, state.root) ? to : state.rootSize,
    });
    await this.rest(performance.now() - began);
    return isWritten ? 'progress' : 'elsewhere';
  }

  /**
   * Makes the tables again as of the newest stated root, and appends nothing.
   * @param onProgress called with the entries taken in and those to take in
   * @throws MapDiverged when a root does not come out as it was stated
   */
  async rebuild(onProgress?: (done: number, of: number) => void): Promise<void> {
    const last = await this.store.lastStated();
    await this.store.clear();
    await this.urgently(async () => {
      for (let next = 0; next < last; { next } = await this.store.state()) {
        onProgress?.(next, last);
        if ((await this.step()) !== 'progress') await pause(LOOK_AGAIN_MS);
      }
    });
    onProgress?.(last, last);
  }

  /** Has nobody written since? What was read in between may be half of another step, or of a map begun anew. */
  private async isStill({ next, edition }: MapState): Promise<boolean> {
    const state = await this.store.state();
    return state.next === next && state.edition === edition;
  }

  private async advance(touched: Touched): Promise<SubjectState[]> {
    const known = await this.store.subjects([...touched.keys()]);
    const unknown = [...touched.keys()].filter((subject) => !known.has(subject));
    for (let at = 0; at < unknown.length; at += SUBJECTS_A_TURN) {
      const began = performance.now();
      const some = unknown.slice(at, at + SUBJECTS_A_TURN);
      const task = { type: 'outputs', seed: this.seed, subjects: some } as const;
      const { outputs } = await this.thread.ask(task);
      some.forEach((subject, n) => {
        known.set(subject, newSubject(subject, mapPlaceOf(outputs[n]!)));
      });
      await this.rest(performance.now() - began);
    }
    return [...touched].map(([subject, entries]) => withEntries(known.get(subject)!, entries));
  }

  private async update(
    subjects: readonly SubjectState[],
    { root }: MapState,
  ): Promise<{ pages: ReadonlyMap<string, Uint8Array>; root: Uint8Array }> {
    if (subjects.length === 0) return { pages: new Map(), root };
    const pages = await this.store.pages(subjects.map(({ key }) => key));
    return this.thread.ask({ type: 'update', pages, leaves: subjects.map(leafOf) });
  }

  /** The bytes depend on nothing but the log, so another process's copy is the same statement. */
  private async stateRoot({ rootSize, root }: MapState): Promise<void> {
    const payload = {
      schema: MAP_SCHEMA,
      ledger: this.identity.origin,
      mapId: String(rootSize),
      size: rootSize,
      root: toHex(root),
      vrfSuite: VRF_SUITE,
      vrfKey: encodeBase64(this.vrfKey),
    };
    const sign = (): Uint8Array => this.identity.signStatement('map', payload);
    let result = await this.append.append(sign(), 'map');
    // The ledger's key was rotated in between; the refusal made the new one known here.
    if ('refusal' in result && result.refusal.code === 'key-revoked')
      result = await this.append.append(sign(), 'map');
    if ('refusal' in result)
      throw new Error(`the log refused the root of the map: ${result.refusal.detail}`);
    await this.store.stated(rootSize, root, result.index);
    this.logger.debug({ size: rootSize, index: result.index }, 'stated the root of the map');
  }

  /** Leaves the machine to posters while there are any and nobody waits for the map. */
  private async rest(workedMs: number): Promise<void> {
    if (this.waiting === 0) await this.posters.rest(workedMs);
  }
}
