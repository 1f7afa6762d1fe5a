import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Parties, TestParty } from '../support/parties.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';
import { ServiceProcess } from './service-process.js';

const LIMIT_MS = 300_000;
const WAIT_MS = 120_000;
/** From the offer to its deadline: long enough to be killed before it on a busy machine. */
const DEADLINE_MS = 25_000;

let service: ServiceProcess;
let parties: Parties;
let receiver: Receiver;
let mine: TestParty;
let truck: TestParty;
let stranger: TestParty;
let inspector: TestParty;
let count = 0;

beforeAll(async () => {
  receiver = await Receiver.start();
  service = await ServiceProcess.start();
  parties = await service.parties();
  mine = await parties.party('P-MINE', ['producer']);
  truck = await parties.party('P-TRUCK', ['carrier']);
  stranger = await parties.party('P-STRANGER', ['carrier']);
  inspector = await parties.party('I-RW', ['inspector']);
  // No grace, so that a deadline can be waited for.
  const parameters = { HANDOVER_UNCONFIRMED: { graceHours: 0 } };
  const ruleSet = { version: 'drill-1', effectiveFrom: '2020-01-01', parameters };
  await parties.register('rule-set', { ruleSet });
}, LIMIT_MS);

afterAll(async () => {
  await service?.destroy();
  await receiver?.close();
}, LIMIT_MS);

async function put(party: TestParty, body: object): Promise<void> {
  count += 1;
  const payload = {
    schema: 'custody-event/1',
    ledger: parties.origin,
    eventId: `e-${count}`,
    occurredAt: new Date().toISOString(),
    actor: party.id,
    ...body,
  };
  const answer = await parties.post('/v1/events', parties.sign('event', payload, [party.key]));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}

function lot(itemId: string): object[] {
  return [{ itemId, hs: '261590', qty: { value: '100', unit: 'KGM' } }];
}

/** The mine offers a lot to the carrier. */
async function offer(itemId: string, handover: string, expectedBy: number): Promise<void> {
  const place = { locode: 'RWKGL' };
  const items = lot(itemId);
  await put(mine, { type: 'COMMISSION', basis: 'mined', items, place });
  const expected = new Date(expectedBy).toISOString();
  await put(mine, { type: 'DISPATCH', handover, to: truck.id, expectedBy: expected, items, place });
}

async function read(path: string, token: string) {
  const { status, body } = await parties.get(path, token);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The alert of a rule on a lot, once it is there. */
async function alertOn(rule: string, item: string, token: string) {
  return until(async () => {
    const { items } = await read(`/v1/alerts?rule=${rule}`, token);
    return items.find((alert: { items: string[] }) => alert.items.includes(item));
  }, WAIT_MS);
}

async function acknowledge(alert: { id: string; version: number }): Promise<void> {
  const payload = {
    schema: 'custody-decision/1',
    ledger: parties.origin,
    decisionId: `d-${alert.id}`,
    actor: inspector.id,
    alert: alert.id,
    alertVersion: alert.version,
    action: 'acknowledge',
  };
  const envelope = parties.sign('decision', payload, [inspector.key]);
  const answer = await parties.post(`/v1/alerts/${alert.id}/decisions`, envelope);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}

/** Alerts that the receiver was told of, by alert and version; each message is checked as a subscriber would. */
function delivered(secret: string): string[] {
  return receiver.received.map((message) => JSON.stringify(receiver.verified(message, secret)));
}

describe('SIGKILL and a new start', () => {
  it(
    'keep alerts, decisions, sessions, deadlines and what is still to be delivered',
    async () => {
      const token = await parties.logIn(inspector);
      const wish = Buffer.from(JSON.stringify({ url: receiver.url }));
      const { body: hook } = await parties.post('/v1/webhooks', wish, token);
      // The receiver is down at first.
      receiver.answer({ status: 503 });
      await offer('LOT-1', 'H-1', Date.now() + 3_600_000);
      await put(stranger, { type: 'RECEIVE', handover: 'H-1', items: lot('LOT-1') });
      const broken = await alertOn('CUSTODY_BREAK', 'LOT-1', token);
      await acknowledge(broken);
      await until(() => receiver.received.length > 0, WAIT_MS);
      const due = Date.now() + DEADLINE_MS;
      await offer('LOT-2', 'H-2', due);
      const before = await read(`/v1/alerts/${broken.id}`, token);

      await service.kill();
      const wasKilledInTime = Date.now() < due;
      receiver.answer({ status: 204 });
      const attempts = receiver.received.length;
      // The deadline passes while nobody is there.
      await until(() => Date.now() > due, WAIT_MS);
      await service.start();

      expect(wasKilledInTime).toBe(true);
      const overdue = await alertOn('HANDOVER_UNCONFIRMED', 'LOT-2', token);
      expect(overdue).toMatchObject({ state: 'OPEN', ruleSet: 'drill-1' });
      expect(await read(`/v1/alerts/${broken.id}`, token)).toMatchObject({
        state: 'ACKNOWLEDGED',
        version: 2,
        history: before.history,
      });
      await until(() => {
        const told = delivered(hook.secret).slice(attempts).join('\n');
        return told.includes(broken.id) && told.includes(overdue.id);
      }, WAIT_MS);
      // A finding is written once, whoever judged it before and after.
      const { items: opened } = await read('/v1/alerts', token);
      const names = opened.map(
        ({ rule, subject }: { rule: string; subject: string }) => `${rule} ${subject}`,
      );
      expect(new Set(names).size).toBe(names.length);
      await service.check();
    },
    LIMIT_MS,
  );

  it(
    'lose no judgement when they come between the append and its alert',
    async () => {
      const token = await parties.logIn(inspector);
      for (let round = 0; round < 2; round++) {
        const lotId = `LOT-K-${round}`;
        await offer(lotId, `H-K-${round}`, Date.now() + 3_600_000);
        await put(stranger, { type: 'RECEIVE', handover: `H-K-${round}`, items: lot(lotId) });
        await service.kill();
        await service.start();

        expect(await alertOn('CUSTODY_BREAK', lotId, token)).toMatchObject({ state: 'OPEN' });
      }
      await service.check();
    },
    LIMIT_MS,
  );
});
