import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventFactory } from '../support/ledger-events.js';
import { makeKey, type Parties, type TestParty } from '../support/parties.js';
import { makeStatements, post, type Posted, postAll, startLoad } from './load.js';
import { until } from '../support/until.js';
import { Chance } from './seeded.js';
import { ServiceProcess } from './service-process.js';

const LIMIT_MS = 300_000;
const COUNT = 250;

let one: ServiceProcess;
let two: ServiceProcess;
let atOne: Parties;
let atTwo: Parties;
let events: EventFactory;
let mine: TestParty;

beforeAll(async () => {
  one = await ServiceProcess.start();
  two = await ServiceProcess.start(one.dataDir);
  atOne = await one.parties();
  atTwo = await two.parties();
  mine = await atOne.party('P-MINE', ['producer']);
  events = new EventFactory(atOne);
}, LIMIT_MS);

afterAll(async () => {
  await two?.destroy();
  await one?.destroy();
}, LIMIT_MS);

describe('two processes on one ledger', () => {
  it('are one ledger', async () => {
    expect(one.pid).not.toBe(two.pid);
    expect(atTwo.origin).toBe(atOne.origin);
    expect(two.postmasterPid).toBe(one.postmasterPid);
  });

  it(
    'given the same statements at the same time make one entry of each, with one receipt',
    async () => {
      const chance = Chance.forDrill('two processes');
      // Receipts are compared where they are kept: in the same objects.
      const statements = makeStatements(events, mine, COUNT);
      const loads = [one, two].map((service) =>
        startLoad(service, chance.shuffled(statements), chance, 6),
      );
      await Promise.all(loads.map(async ({ done }) => done));

      expect(statements.filter(({ receipt }) => receipt === undefined)).toEqual([]);
      const indexes = statements.map(({ receipt }) => JSON.parse(receipt ?? '{}').index);
      expect(new Set(indexes).size).toBe(COUNT);
      for (const { url } of [one, two])
        expect(new Set((await postAll(url, statements)).values())).toEqual(new Set([200]));
      await two.check();
    },
    LIMIT_MS,
  );

  it(
    'give one of two statements with one id its place, and refuse the other',
    async () => {
      // Several rounds: it matters which of the two moves the head between batches of the other.
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(
          Array.from({ length: 20 }, async (_, at) => {
            const eventId = `once-${round}-${at}`;
            const pair = await Promise.all([
              atOne.post('/v1/events', events.commission(mine, { eventId })),
              atTwo.post('/v1/events', events.commission(mine, { eventId })),
            ]);
            return pair.map(({ status }) => status).toSorted((a, b) => a - b);
          }),
        );
        expect(answers).toEqual(Array.from({ length: 20 }, () => [201, 409]));
      }
    },
    LIMIT_MS,
  );

  it(
    'know at once what the other registered and revoked',
    async () => {
      for (let round = 0; round < 5; round++) {
        const party = await atOne.party(`P-FRESH-${round}`, ['producer']);
        const second = makeKey();
        const { registrar } = atTwo;
        const early = await atTwo.post('/v1/events', events.commission(party));
        const body = { key: { party: party.id, jwk: second.jwk } };
        const registration = atOne.registration('key', body, [registrar, second]);
        expect((await atTwo.post('/v1/registrations', registration)).status).toBe(201);
        const bySecond = await atOne.post(
          '/v1/events',
          events.commission({ id: party.id, key: second }),
        );
        await atOne.revoke(party.key.keyid);
        const late = await atTwo.post('/v1/events', events.commission(party));

        expect([early.status, bySecond.status]).toEqual([201, 201]);
        expect(late).toMatchObject({ status: 422, body: { code: 'key-revoked' } });
      }
    },
    LIMIT_MS,
  );

  it(
    'go on when one of them is killed',
    async () => {
      const chance = Chance.forDrill('one of two killed');
      const statements: Posted[] = makeStatements(events, mine, COUNT);
      const [half, rest] = [statements.slice(0, COUNT / 2), statements.slice(COUNT / 2)];
      const dying = startLoad(one, half, chance, 6);
      const living = startLoad(two, rest, chance, 6);
      await until(() => dying.acknowledged() >= chance.between(5, 40), 60_000);
      await one.kill();
      dying.stop();
      await dying.done;
      await living.done;

      expect(rest.filter(({ receipt }) => receipt === undefined)).toEqual([]);
      const sent = half.filter(({ wasSent }) => wasSent);
      await postAll(two.url, sent);
      await two.check();

      await one.start();
      expect(await post(one.url, sent)).toEqual(sent.map(() => 200));
      await one.check();
    },
    LIMIT_MS,
  );
});
