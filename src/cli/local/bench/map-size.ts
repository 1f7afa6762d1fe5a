import { randomBytes } from 'node:crypto';
import { migrations } from '../../../migrations/index.js';
import { loadConfig } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { DatabaseServer } from '../../../platform/database/database-server.js';
import { createLogger } from '../../../platform/logging/pino-logger.js';
import {
  checkMapPath,
  decodeMapPage,
  EMPTY_CHAIN,
  EMPTY_MAP_ROOT,
  proveMapKey,
} from '../../../protocol/index.js';
import { MapStore, type SubjectState } from '../../../provenance/map/map.store.js';
import { MapThread } from '../../../provenance/map/map-thread.js';
import { leafOf } from '../../../provenance/map/subject-fold.js';
import { printNotice } from '../../terminal.js';
import { makeThrowawayFolder, removeThrowawayFolder } from '../throwaway-folder.js';
import type { Measurement } from './measurements.js';

/** As many as the follower takes at most. */
const STEP = 4096;
const TIMES = 200;
const VRF_TIMES = 500;
const REPORT_EVERY = 100_000;

/** What the completeness map costs when it holds so many keys; on PostgreSQL, without a log. */
export async function measureMap(keys: number): Promise<Measurement[]> {
  const dataDir = makeThrowawayFolder('map');
  const config = loadConfig({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  const logger = createLogger(config);
  const server = await DatabaseServer.start(config, migrations, logger);
  const database = await Database.open(server, config, logger);
  const thread = new MapThread();
  try {
    const filling = new Filling(new MapStore(database), thread);
    const first = await filling.grow(Math.min(keys - STEP, 10 * STEP));
    printNotice(`  ${Math.round(first)} keys a second up to ${filling.size} keys`);
    while (filling.size < keys - STEP) {
      const rate = await filling.grow(Math.min(REPORT_EVERY, keys - STEP - filling.size));
      printNotice(`  ${Math.round(rate)} keys a second up to ${filling.size} keys`);
    }
    const last = await filling.grow(keys - filling.size);
    const of = `${filling.size.toLocaleString('en-GB')} keys`;
    return [
      { what: 'map: new keys, at the beginning', value: first, unit: 'per second' },
      { what: `map: new keys, at ${of}`, value: last, unit: 'per second', ratio: last / first },
      timesOf(`map: step of one known key, at ${of}`, await filling.updateOneByOne()),
      timesOf(`map: proof read and made, at ${of}`, await filling.prove()),
      await measureVrf(thread),
    ];
  } finally {
    await thread.onApplicationShutdown();
    await database.close();
    await server.stop();
    removeThrowawayFolder(dataDir);
  }
}

class Filling {
  size = 0;
  private index = 0;
  private root: Uint8Array = EMPTY_MAP_ROOT;
  private readonly sample: SubjectState[] = [];

  constructor(
    private readonly store: MapStore,
    private readonly thread: MapThread,
  ) {}

  /** @returns keys a second */
  async grow(by: number): Promise<number> {
    const began = performance.now();
    for (let left = by; left > 0; left -= STEP) {
      const subjects = Array.from({ length: Math.min(STEP, left) }, (_, n) =>
        subject(this.size + n),
      );
      await this.step(subjects);
      this.size += subjects.length;
      this.sample.push(subjects[0]!);
    }
    return by / ((performance.now() - began) / 1000);
  }

  async updateOneByOne(): Promise<number[]> {
    return timed(async (n) => {
      const known = this.sample[n % this.sample.length]!;
      await this.step([{ ...known, count: known.count + 1 + n }]);
    });
  }

  /** Keys that are there, and as many that are not. */
  async prove(): Promise<number[]> {
    return timed(async (n) => {
      const known = this.sample[n % this.sample.length]!;
      const key = n % 2 === 0 ? known.key : randomBytes(32);
      const { pages, state } = await this.store.view(known.subject, key);
      const path = proveMapKey(
        new Map([...pages].map(([at, page]) => [at, decodeMapPage(page)])),
        key,
      );
      if (!checkMapPath(state.root, key, path)) throw new Error('a proof of the map does not hold');
    });
  }

  private async step(subjects: readonly SubjectState[]): Promise<void> {
    const { edition } = await this.store.state();
    const pages = await this.store.pages(subjects.map(({ key }) => key));
    const update = await this.thread.ask({ type: 'update', pages, leaves: subjects.map(leafOf) });
    const from = this.index;
    this.index += subjects.length;
    this.root = update.root;
    await this.store.write({
      edition,
      from,
      to: this.index,
      subjects,
      entries: subjects.map((one, n) => ({ subject: one.subject, index: from + n })),
      pages: update.pages,
      root: this.root,
      rootSize: this.index,
    });
  }
}

/** Keys are as evenly spread as the outputs of a VRF, and much quicker to come by. */
function subject(n: number): SubjectState {
  return {
    subject: `item:LOT-${n}`,
    key: randomBytes(32),
    salt: randomBytes(32),
    count: 1,
    chain: EMPTY_CHAIN,
  };
}

async function measureVrf(thread: MapThread): Promise<Measurement> {
  const seed = randomBytes(32);
  const subjects = Array.from({ length: VRF_TIMES }, (_, n) => `item:LOT-${n}`);
  await thread.ask({ type: 'outputs', seed, subjects: subjects.slice(0, 50) });
  const began = performance.now();
  await thread.ask({ type: 'outputs', seed, subjects });
  const value = VRF_TIMES / ((performance.now() - began) / 1000);
  return { what: 'map: places of new subjects (VRF), one thread', value, unit: 'per second' };
}

async function timed(work: (n: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    await work(n);
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b);
}

function timesOf(what: string, sorted: readonly number[]): Measurement {
  const p50 = sorted[Math.floor(sorted.length / 2)]!;
  const p99 = sorted[Math.floor(sorted.length * 0.99)]!;
  return { what, value: p50, unit: 'ms', p50, p99 };
}
