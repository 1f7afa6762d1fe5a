import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebhookDispatcher } from '../../src/alerts/webhooks/webhook-dispatcher.js';
import { SimulatedClock } from '../../src/platform/clock.js';
import type { Answer, TestParty } from '../support/parties.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';
import { AlertsFixture } from './alerts-fixture.js';

const START = Date.parse('2026-06-01T08:00:00Z');
const HOUR = 3_600_000;

let clock: SimulatedClock;
let fixture: AlertsFixture;
let receiver: Receiver;
let token: string;
let count = 0;

beforeAll(async () => {
  clock = new SimulatedClock(START);
  fixture = await AlertsFixture.start({ clock });
}, 60_000);

beforeEach(async () => {
  receiver = await Receiver.start();
  // What the time that passed in an earlier test has brought about is over before the next begins.
  await fixture.deadlines.sweepDue();
  await fixture.rest();
  token = await fixture.act.logIn(fixture.parties.inspector);
});

afterEach(async () => {
  await receiver.close();
  token = await fixture.act.logIn(fixture.parties.inspector);
  const { body } = await send('GET', '/v1/webhooks');
  for (const { id } of body.items) await send('DELETE', `/v1/webhooks/${id}`);
});

afterAll(async () => {
  await fixture?.close();
}, 60_000);

async function send(method: string, path: string, body?: object, as = token): Promise<Answer> {
  const response = await fetch(`${fixture.service.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${as}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

async function register(more: object = {}): Promise<{ id: string; secret: string }> {
  const { status, body } = await send('POST', '/v1/webhooks', { url: receiver.url, ...more });
  expect(status).toBe(201);
  return body;
}

/** A new alert (HIGH). @returns its id */
async function raise(): Promise<string> {
  count += 1;
  await fixture.breakCustody(`W${count}`);
  await fixture.rest();
  const [alert] = await fixture.alerts(fixture.parties.inspector, '?rule=CUSTODY_BREAK');
  return alert.id;
}

async function deliveries(id: string) {
  const { body } = await send('GET', `/v1/webhooks/${id}/deliveries`);
  return body.items;
}

/** Asks for a test message. @returns everything received when it is there */
async function tested(id: string): Promise<any[]> {
  const before = receiver.received.length;
  await send('POST', `/v1/webhooks/${id}/test`);
  await until(() => receiver.received.length > before);
  return receiver.received;
}

/** One message; as time passes an endpoint gets others, too. */
async function delivery(endpoint: string, messageId: string) {
  return (await deliveries(endpoint)).find((each: { id: string }) => each.id === messageId);
}

/** Lets the ledger's time pass and sends what has become due. */
async function pass(ms: number): Promise<void> {
  clock.advanceTo(clock.now() + ms);
  await fixture.service.app.get(WebhookDispatcher, { strict: false }).sweep();
  token = await fixture.act.logIn(fixture.parties.inspector);
}

describe('webhooks', () => {
  it('send each step of an alert once, signed, and without a word about the goods', async () => {
    const { id, secret } = await register();
    const alert = await raise();
    await fixture.decide(
      fixture.parties.inspector,
      { id: alert, version: 1 },
      { action: 'acknowledge' },
    );
    await until(() => receiver.received.length === 2);

    expect(receiver.ids).toEqual([`${alert}.1.${id}`, `${alert}.2.${id}`]);
    const [opened, seen] = receiver.received.map((each) => receiver.verified(each, secret));
    expect(opened).toMatchObject({
      type: 'alert.opened',
      data: { alert, version: 1, rule: 'CUSTODY_BREAK', severity: 'HIGH', change: 'opened' },
    });
    expect(seen).toMatchObject({ type: 'alert.acknowledge', data: { version: 2 } });
    expect(receiver.received[0]?.body).not.toMatch(/LOT-|H-W|P-|261590|RWKGL/u);
  });

  it('show the secret once', async () => {
    const { id, secret } = await register({ description: 'duty desk' });
    const { body: one } = await send('GET', `/v1/webhooks/${id}`);
    const { body: list } = await send('GET', '/v1/webhooks');

    expect(secret).toMatch(/^whsec_/u);
    expect(JSON.stringify([one, list])).not.toContain('whsec_');
    expect(one).toMatchObject({
      id,
      url: receiver.url,
      state: 'enabled',
      description: 'duty desk',
    });
  });

  it('change their secret: for a day both are believed, then only the new one', async () => {
    const { id, secret } = await register();
    const rotated = await send('POST', `/v1/webhooks/${id}/secret`);
    const { secret: next } = rotated.body;

    expect(rotated.status).toBe(201);
    expect(rotated.headers.get('cache-control')).toBe('no-store');
    expect(next).toMatch(/^whsec_/u);
    expect(next).not.toBe(secret);

    const [first] = await tested(id);
    expect([secret, next].map((each) => receiver.verified(first, each))).toHaveLength(2);
    await pass(24 * HOUR);
    const [, second] = await tested(id);
    expect(receiver.verified(second, next)).toMatchObject({ type: 'webhook.test' });
    expect(() => receiver.verified(second, secret)).toThrow();
  });

  it('send a test message that tells nothing, one at a time', async () => {
    const { id, secret } = await register();
    receiver.answer({ status: 500 });
    const first = await send('POST', `/v1/webhooks/${id}/test`);
    const second = await send('POST', `/v1/webhooks/${id}/test`);
    await until(() => receiver.received.length > 0);

    expect([first.status, second.body.id]).toEqual([202, first.body.id]);
    const [message] = receiver.received;
    expect(message && receiver.verified(message, secret)).toEqual({
      type: 'webhook.test',
      timestamp: expect.any(String),
      data: { endpoint: id, url: `/v1/webhooks/${id}` },
    });
  });

  it('are changed and tested by their owner only', async () => {
    const { id } = await register();
    const foreign = await fixture.act.logIn(fixture.parties.foreign);
    const answers = await Promise.all(
      ['secret', 'test'].map((what) =>
        send('POST', `/v1/webhooks/${id}/${what}`, undefined, foreign),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('send nothing below the wished severity and nothing that was there before', async () => {
    await raise();
    const { id } = await register({ leastSeverity: 'CRITICAL' });
    await raise();

    expect(await deliveries(id)).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it('send nothing that their owner may not read', async () => {
    const foreign = await fixture.act.logIn(fixture.parties.foreign);
    const { body } = await send('POST', '/v1/webhooks', { url: receiver.url }, foreign);
    await raise();
    const answer = await send('GET', `/v1/webhooks/${body.id}/deliveries`, undefined, foreign);

    expect(answer.body.items).toEqual([]);
    await send('DELETE', `/v1/webhooks/${body.id}`, undefined, foreign);
  });

  it('try again for days, and deliver everything once the receiver is back', async () => {
    const { id, secret } = await register();
    receiver.answer({ status: 500 });
    const alerts = [await raise(), await raise()];
    await until(async () =>
      (await deliveries(id)).every(({ attempts }: { attempts: number }) => attempts === 1),
    );
    for (const wait of [5000, 5 * 60_000, 30 * 60_000, 2 * HOUR, 5 * HOUR, 10 * HOUR]) {
      await pass(wait + 5 * 60_000);
    }
    const { body } = await send('GET', `/v1/webhooks/${id}`);
    expect(body.health.failuresInARow).toBeGreaterThan(5);
    expect(body.state).toBe('enabled');

    receiver.answer({ status: 204 });
    await pass(14 * HOUR);
    await pass(14 * HOUR);

    for (const alert of alerts) {
      const messageId = `${alert}.1.${id}`;
      expect(await delivery(id, messageId)).toMatchObject({ state: 'delivered' });
      expect(receiver.ids).toContain(messageId);
    }
    for (const each of receiver.received) receiver.verified(each, secret);
  }, 30_000);

  it('give a message up after ten attempts over 75 hours, visibly, and send it again when asked', async () => {
    const { id } = await register();
    receiver.answer({ status: 500 });
    const messageId = `${await raise()}.1.${id}`;
    const message = async () => delivery(id, messageId);
    const began = clock.now();
    await until(async () => (await message())?.attempts === 1);
    for (let at = 0; at < 60 && (await message()).state === 'pending'; at++) {
      await pass(2 * HOUR + 5 * 60_000);
    }
    expect(await message()).toMatchObject({ state: 'failed', attempts: 10, lastStatus: 500 });
    expect(clock.now() - began).toBeGreaterThanOrEqual(75 * HOUR);

    receiver.answer({ status: 204 });
    const path = `/v1/webhooks/${id}/deliveries/${messageId}/redeliver`;
    expect((await send('POST', path)).status).toBe(202);
    await until(async () => (await message()).state === 'delivered');
    expect(receiver.ids.filter((each) => each === messageId)).toHaveLength(11);
  }, 60_000);

  it('honour Retry-After', async () => {
    const { id } = await register();
    receiver.answer({ status: 429, headers: { 'retry-after': '600' } });
    const messageId = `${await raise()}.1.${id}`;
    const times = (): number => receiver.ids.filter((each) => each === messageId).length;
    await until(async () => (await delivery(id, messageId))?.attempts === 1);

    await pass(9 * 60_000);
    expect(times()).toBe(1);
    await pass(61_000);
    expect(times()).toBe(2);
  }, 30_000);

  it('stop when the receiver says 410, and go on when the owner enables them again', async () => {
    const { id } = await register();
    receiver.answer({ status: 410 });
    await raise();
    await until(async () => (await send('GET', `/v1/webhooks/${id}`)).body.state === 'disabled');
    const silent = await raise();
    expect(receiver.ids.join()).not.toContain(silent);

    receiver.answer({ status: 204 });
    const { body } = await send('PATCH', `/v1/webhooks/${id}`, { state: 'enabled' });
    expect(body).toMatchObject({ state: 'enabled', disabledBecause: null });
    const alert = await raise();
    await until(() => receiver.ids.includes(`${alert}.1.${id}`));
  }, 30_000);

  it('sum up what is too much in one digest, and then send again one by one', async () => {
    const { id } = await register();
    const { database } = fixture.service;
    await database.query(
      `insert into webhook_deliveries (id, endpoint, log_index, body, state, next_at, created_at, alert)
       select 'old.' || n, $1, 0, '{}', 'pending', $2, 0, 'old' from generate_series(1, 1000) n`,
      [id, clock.now() + 1000 * HOUR],
    );
    receiver.answer({ status: 500 });
    const alerts = [await raise(), await raise()];
    const [digest] = await deliveries(id);
    expect(digest).toMatchObject({ alert: null });

    receiver.answer({ status: 204 });
    await database.query(`update webhook_deliveries set state = 'cancelled' where alert = 'old'`);
    await pass(HOUR);
    await until(() => receiver.received.some(({ body }) => body.includes('alerts.digest')));
    const last = await raise();
    await until(() => receiver.ids.includes(`${last}.1.${id}`));
    for (const alert of alerts) expect(receiver.ids.join()).not.toContain(alert);
  }, 30_000);

  it('are their owner’s alone', async () => {
    const { id } = await register();
    const others: TestParty[] = [fixture.parties.colleague, fixture.parties.customs];
    for (const party of others) {
      const other = await fixture.act.logIn(party);
      for (const [method, path] of [
        ['GET', `/v1/webhooks/${id}`],
        ['DELETE', `/v1/webhooks/${id}`],
        ['GET', `/v1/webhooks/${id}/deliveries`],
      ] as const) {
        expect((await send(method, path, undefined, other)).status).toBe(404);
      }
    }
    const auditor = await fixture.act.logIn(fixture.parties.auditor);
    expect((await send('GET', '/v1/webhooks', undefined, auditor)).status).toBe(403);
  });

  it.each([
    [{ url: 'ftp://example.org' }, '/url'],
    [{ url: 'https://user:pass@example.org' }, '/url'],
    [{ url: 'https://example.org', colour: 'red' }, '/colour'],
    [{}, '/url'],
  ])('refuse %j', async (wish, pointer) => {
    const { status, body } = await send('POST', '/v1/webhooks', wish);
    expect([status, body.code]).toEqual([400, 'schema']);
    expect(body.errors[0].pointer).toBe(pointer);
  });
});
