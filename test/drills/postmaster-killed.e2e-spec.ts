import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventFactory } from '../support/ledger-events.js';
import type { Parties, TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { makeStatements, post, type Posted, postAll } from './load.js';
import { Chance } from './seeded.js';
import { ServiceProcess } from './service-process.js';

const LIMIT_MS = 300_000;
const KILLS = 3;
const COUNT = 600;

let service: ServiceProcess;
let parties: Parties;
let events: EventFactory;
let mine: TestParty;

beforeAll(async () => {
  service = await ServiceProcess.start();
  parties = await service.parties();
  mine = await parties.party('P-MINE', ['producer']);
  events = new EventFactory(parties);
}, LIMIT_MS);

afterAll(async () => {
  await service?.destroy();
}, LIMIT_MS);

/** Posts until it is acknowledged, as a good client does. @returns how often it had to come back */
async function postStubbornly(statements: readonly Posted[]): Promise<number> {
  let failures = 0;
  await until(async () => {
    try {
      return await post(service.url, statements);
    } catch (error) {
      failures += 1;
      // Away for a moment is what may be said; anything else is a fault.
      expect(String(error)).toMatch(/^Error: 503 |fetch failed|terminated/u);
      return undefined;
    }
  }, 120_000);
  return failures;
}

describe('SIGKILL of PostgreSQL while the service stays up', () => {
  it(
    'loses nothing, doubles nothing, and the service finds its way back by itself',
    async () => {
      const chance = Chance.forDrill('PostgreSQL killed');
      const statements = makeStatements(events, mine, COUNT);
      const queue = [...statements];
      const pid = service.pid;
      const worker = async (): Promise<void> => {
        while (queue.length > 0) {
          const size = chance.next() < 0.5 ? 1 : chance.between(2, 20);
          await postStubbornly(queue.splice(0, size));
        }
      };
      const load = Promise.all(Array.from({ length: 8 }, worker));
      const killed = new Set<number>();
      for (let kill = 1; kill <= KILLS; kill++) {
        const left = COUNT - Math.floor((kill * COUNT) / (KILLS + 1)) + chance.between(-50, 50);
        await until(() => queue.length <= left, 120_000);
        await until(() => service.postmasterPid !== 0 && !killed.has(service.postmasterPid));
        killed.add(await service.killPostmaster());
      }
      await load;

      expect(killed.size).toBe(KILLS);
      expect(service.isRunning).toBe(true);
      expect(service.pid).toBe(pid);
      await service.ready();
      const indexes = statements.map(({ receipt }) => JSON.parse(receipt ?? '{}').index);
      expect(new Set(indexes).size).toBe(COUNT);
      expect(new Set((await postAll(service.url, statements)).values())).toEqual(new Set([200]));
      await service.check();
    },
    LIMIT_MS,
  );

  it(
    'serves readers again: log in, ask, follow',
    async () => {
      const auditor = await parties.party('A-1', ['auditor']);
      const token = await parties.logIn(auditor);
      const { body } = await parties.get('/v1/feed?limit=1', token);
      await service.killPostmaster();

      const again = await until(async () => {
        const answer = await parties.get('/v1/feed?limit=1', token);
        if (answer.status !== 200) expect(answer.status).toBe(503);
        return answer.status === 200 && answer.body;
      }, 120_000);

      expect(again).toEqual(body);
      const envelope = Buffer.from(events.commission(mine)).toString();
      await postStubbornly([{ envelope, wasSent: false }]);
      const item: string = JSON.parse(
        Buffer.from(JSON.parse(envelope).payload, 'base64').toString(),
      ).items[0].itemId;
      // The projector has come back, too.
      await until(
        async () => (await parties.get(`/v1/items/${item}`, token)).status === 200,
        120_000,
      );
    },
    LIMIT_MS,
  );
});
