import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventFactory } from '../support/ledger-events.js';
import type { TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { makeStatements, type Posted, postAll, startLoad } from './load.js';
import { Chance } from './seeded.js';
import { buildService, ServiceProcess } from './service-process.js';

const LIMIT_MS = 300_000;
const ROUNDS = 3;
const PER_ROUND = 250;

let service: ServiceProcess;
let events: EventFactory;
let mine: TestParty;

beforeAll(async () => {
  buildService();
  service = await ServiceProcess.start();
  const parties = await service.parties();
  mine = await parties.party('P-MINE', ['producer']);
  events = new EventFactory(parties);
}, LIMIT_MS);

afterAll(async () => {
  await service?.destroy();
}, LIMIT_MS);

describe('SIGKILL of the service in the middle of load', () => {
  it(
    'loses nothing that was acknowledged, and a retry makes one entry of what was not',
    async () => {
      const chance = Chance.forDrill('service killed');
      const all: Posted[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const statements = makeStatements(events, mine, PER_ROUND);
        all.push(...statements);
        const killAfter = chance.between(1, PER_ROUND / 2);
        const alsoServer = chance.next() < 0.4;

        const load = startLoad(service, statements, chance);
        await until(() => load.acknowledged() >= killAfter, 60_000);
        await service.kill();
        // As if the machine lost power: the database server goes too.
        if (alsoServer) await service.killPostmaster();
        load.stop();
        await load.done;
        await service.start();
      }
      const before = all.map(({ receipt }) => receipt);
      const sent = all.filter(({ wasSent }) => wasSent);
      const acknowledged = sent.filter(({ receipt }) => receipt !== undefined);
      expect(acknowledged.length).toBeLessThan(sent.length);

      const { size } = await service.check();
      expect(size).toBeGreaterThan(acknowledged.length);

      // Everything once more, acknowledged or not, all mixed up.
      const statuses = await postAll(service.url, chance.shuffled(sent));
      for (const { receipt } of acknowledged) expect(statuses.get(String(receipt))).toBe(200);

      all.forEach(({ receipt }, at) => {
        if (before[at] !== undefined) expect(receipt).toBe(before[at]);
      });
      const indexes = sent.map(({ receipt }) => JSON.parse(receipt ?? '{}').index);
      expect(new Set(indexes).size).toBe(sent.length);
      await service.check();
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing behind that stops an orderly end',
    async () => {
      const statements = makeStatements(events, mine, 200);
      const load = startLoad(service, statements, new Chance(1));
      await until(() => load.acknowledged() > 20, 60_000);

      expect(await service.terminate()).toBe(0);
      load.stop();
      await load.done;
      expect(service.postmasterPid).toBe(0);

      await service.start();
      const acknowledged = statements.filter(({ receipt }) => receipt !== undefined);
      const statuses = await postAll(service.url, acknowledged);
      expect(new Set(statuses.values())).toEqual(new Set([200]));
      await service.check();
    },
    LIMIT_MS,
  );
});
