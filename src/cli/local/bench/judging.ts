import { judge } from '../../../custody/judge.js';
import { NO_FACTS, type Focus, type RecordedEvent } from '../../../custody/lineage.js';
import { effectiveActs } from '../../../custody/replay/act.js';
import { defaultRuleSet } from '../../../custody/rules/default-rule-set.js';
import { usesKnownTo, usesOfEvents } from '../../../custody/uses/uses-in-memory.js';
import { usesOf } from '../../../custody/uses/uses-of.js';
import { migrations } from '../../../migrations/index.js';
import { loadConfig } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { DatabaseServer } from '../../../platform/database/database-server.js';
import { createLogger } from '../../../platform/logging/pino-logger.js';
import { UsesStore } from '../../../provenance/uses/uses.store.js';
import { printNotice } from '../../terminal.js';
import { makeThrowawayFolder, removeThrowawayFolder } from '../throwaway-folder.js';
import { JudgedGoods, oreLot } from './judged-goods.js';
import type { Measurement } from './measurements.js';

const START = Date.parse('2026-02-01T08:00:00Z');
const UCR = '6RW1234-BENCH';
const OF_LINEAGE = 100;
const WARM_UP = 300;
const TIMES = 2000;

/** What is promised: the rules on a lineage of a hundred events, and a hundred times as many lots cost no more than twice. */
const MOST_OF_LINEAGE_MS = 5;
const MOST_TIMES_AS_LONG = 2;

/** Lots of the processor at which its judging is measured; the ratio is that of the last to the first. */
const FEW_LOTS = 500;
const MANY_LOTS = 50_000;
const LOTS_A_STEP = 500;
const TIMES_STORED = 200;

/** What one event costs to judge: on a lineage of a hundred events, and at a processor with fifty thousand lots. */
export async function measureJudging(): Promise<Measurement[]> {
  return [measureLineage(), ...(await measureProcessor())];
}

/** The rules alone, all of them, on what is already loaded. */
function measureLineage(): Measurement {
  const goods = lineageOf(OF_LINEAGE);
  const all = usesOfEvents(goods.events);
  const focus = { items: ['LOT'], consignments: [`${UCR};2026`] };
  const now = goods.events.at(-1)!.recordedAt;
  const times: number[] = [];
  for (let n = -WARM_UP; n < TIMES; n++) {
    // Told anew each time, as by the database: nothing is remembered of the judgement before.
    const shared = usesKnownTo(goods.events, all);
    const began = performance.now();
    judge({ events: goods.events, focus, shared }, NO_FACTS, defaultRuleSet, now);
    if (n >= 0) times.push(performance.now() - began);
  }
  return {
    ...timesOf(`judge: one event of a lineage of ${OF_LINEAGE}, rules alone`, times),
    promised: { p99: MOST_OF_LINEAGE_MS },
  };
}

function lineageOf(count: number): JudgedGoods {
  const goods = new JudgedGoods(START);
  const items = [oreLot('LOT')];
  goods.add('COMMISSION', 'MINE', { basis: 'mined', place: { lat: -2, lon: 29.6 }, items });
  goods.add('CONSIGN', 'MINE', {
    ucr: UCR,
    commodity: '3T',
    consignee: 'SMELTER',
    endUser: 'SMELTER',
    plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
    items,
  });
  for (let n = 0; goods.events.length < count; n++)
    goods.handOver(items, n % 2 === 0 ? 'MINE' : 'TRADER', n % 2 === 0 ? 'TRADER' : 'MINE', {
      ucr: UCR,
    });
  return goods;
}

async function measureProcessor(): Promise<Measurement[]> {
  const dataDir = makeThrowawayFolder('judge');
  const config = loadConfig({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  const logger = createLogger(config);
  const server = await DatabaseServer.start(config, migrations, logger);
  const database = await Database.open(server, config, logger);
  try {
    const processor = new Processor(database);
    await processor.takeIn(FEW_LOTS);
    const few = timesOf(nameOf(FEW_LOTS), await processor.judgeTimes());
    printNotice(`  filling up to ${MANY_LOTS} lots`);
    await processor.takeIn(MANY_LOTS);
    const many = timesOf(nameOf(MANY_LOTS), await processor.judgeTimes());
    const ratio = many.value / few.value;
    const promised = { ratio: MOST_TIMES_AS_LONG };
    return [few, { ...many, ratio, promised, note: `against ${FEW_LOTS} lots` }];
  } finally {
    await database.close();
    await server.stop();
    removeThrowawayFolder(dataDir);
  }
}

function nameOf(lots: number): string {
  return `judge: one event of a processor with ${lots.toLocaleString('en-GB')} lots, uses read`;
}

/** A party that takes in lot after lot, and now and then makes two of them into one and consigns it. */
class Processor {
  private readonly goods = new JudgedGoods(START, 60_000);
  private readonly uses: UsesStore;
  private lots = 0;
  private stored = 0;

  constructor(private readonly database: Database) {
    this.uses = new UsesStore(database);
  }

  async takeIn(upTo: number): Promise<void> {
    while (this.lots < upTo) {
      for (let n = 0; n < LOTS_A_STEP && this.lots < upTo; n++) this.takeOne();
      await this.store();
    }
    await this.database.query('analyze prov_uses');
  }

  async judgeTimes(): Promise<number[]> {
    const times: number[] = [];
    for (let n = -20; n < TIMES_STORED; n++) {
      const { events, focus } = this.makeAndConsign();
      await this.store();
      const began = performance.now();
      const shared = await this.uses.knownTo(events.map(({ index }) => index));
      const now = events.at(-1)!.recordedAt;
      judge({ events, focus, shared }, NO_FACTS, defaultRuleSet, now);
      if (n >= 0) times.push(performance.now() - began);
    }
    return times;
  }

  private takeOne(): readonly RecordedEvent[] {
    this.lots += 1;
    const items = [oreLot(`LOT-${this.lots}`)];
    const mined = this.goods.add('COMMISSION', 'MINE', {
      basis: 'mined',
      place: { site: 'PIT', lat: -2, lon: 29.6 },
      items,
    });
    return [mined, ...this.goods.handOver(items, 'MINE', 'PROCESSOR')];
  }

  private makeAndConsign(): { events: readonly RecordedEvent[]; focus: Focus } {
    const before = [...this.takeOne(), ...this.takeOne()];
    const inputs = [oreLot(`LOT-${this.lots - 1}`), oreLot(`LOT-${this.lots}`)];
    const itemId = `MADE-${this.lots}`;
    const assay = { analyte: 'Ta2O5', pct: '30' };
    const made = { itemId, hs: '261590', qty: { value: '620', unit: 'KGM' }, assay };
    const ucr = `6RW1234-B${this.lots}`;
    const after = [
      this.goods.add('TRANSFORM', 'PROCESSOR', {
        process: 'magnetic-separation',
        place: { locode: 'RWKGL' },
        inputs,
        outputs: [made],
      }),
      this.goods.add('CONSIGN', 'PROCESSOR', {
        ucr,
        commodity: '3T',
        consignee: 'SMELTER',
        endUser: 'SMELTER',
        plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
        items: [made],
      }),
    ];
    const focus = { items: [itemId], consignments: [`${ucr};2026`] };
    return { events: [...before, ...after], focus };
  }

  private async store(): Promise<void> {
    const fresh = this.goods.events.slice(this.stored);
    this.stored = this.goods.events.length;
    const uses = effectiveActs(fresh).flatMap(usesOf);
    await this.database.transaction((tx) => this.uses.write(tx, { replaced: [], uses }));
  }
}

function timesOf(what: string, times: readonly number[]): Measurement {
  const sorted = times.toSorted((a, b) => a - b);
  const p50 = sorted[Math.floor(sorted.length / 2)]!;
  const p99 = sorted[Math.floor(sorted.length * 0.99)]!;
  return { what, value: p50, unit: 'ms', p50, p99 };
}
