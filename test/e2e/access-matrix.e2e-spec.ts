import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../src/platform/clock.js';
import { expectProblem, START_MS, type TextAnswer } from './desk.js';
import { type Cast, Shipment } from './shipment.js';

const QUARTER_MS = 15 * 60_000;

type ReaderName = keyof Cast;
type Route = readonly [method: string, path: string];

let shipment: Shipment;
let alert: { id: string };
/** Ids that only exist when the story was told. */
const made = { alert: '', webhook: '' };
const tokens: Partial<Record<ReaderName | 'expired' | 'revoked', string>> = {};

beforeAll(async () => {
  // A clock that stands still: sessions end when the test says so.
  const clock = new SimulatedClock(Date.now());
  shipment = await Shipment.start({ clock });
  const { parties } = shipment.desk;
  tokens.expired = await parties.logIn(shipment.cast.auditor);
  clock.advanceTo(clock.now() + QUARTER_MS);
  const revoked = await shipment.desk.party('A-GONE', ['auditor']);
  tokens.revoked = await parties.logIn(revoked);
  await parties.revoke(revoked.key.keyid);
  await shipment.play();
  alert = await shipment.brokenAlert();
  made.alert = alert.id;
  for (const name of Object.keys(shipment.cast) as ReaderName[])
    tokens[name] = await parties.logIn(shipment.cast[name]);
  const hook = await send(
    'POST',
    '/v1/webhooks',
    'inspector',
    '{"url":"https://example.org/hook"}',
  );
  made.webhook = hook.body.id;
}, START_MS);

afterAll(async () => {
  await shipment?.close();
}, START_MS);

async function send(
  method: string,
  path: string,
  reader: ReaderName,
  body?: string,
): Promise<TextAnswer> {
  const headers = {
    authorization: `Bearer ${tokens[reader]}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return shipment.desk.ask(path, { method, headers, ...(body !== undefined && { body }) });
}

async function read(path: string, reader: ReaderName): Promise<TextAnswer> {
  return send('GET', path, reader);
}

/** Every route that asks who is there. */
function guarded(): Route[] {
  const { ucr, key, item, hashes } = shipment;
  return [
    ['GET', `/v1/consignments/${ucr}`],
    ['GET', `/v1/consignments/${key}`],
    ['GET', `/v1/consignments/${ucr}/evidence`],
    ['GET', `/v1/items/${item}`],
    ['GET', `/v1/statements/${hashes['consign']}`],
    ['GET', '/v1/feed'],
    ['GET', `/v1/search?q=${ucr}`],
    ['GET', '/v1/alerts'],
    ['GET', `/v1/alerts/${made.alert}`],
    ['GET', '/v1/alerts/stream'],
    ['GET', '/v1/alerts/counts?dueBefore=2026-12-01T00:00:00Z'],
    ['GET', '/v1/webhooks'],
    ['POST', '/v1/webhooks'],
    ['GET', `/v1/webhooks/${made.webhook}`],
    ['PATCH', `/v1/webhooks/${made.webhook}`],
    ['DELETE', `/v1/webhooks/${made.webhook}`],
    ['POST', `/v1/webhooks/${made.webhook}/secret`],
    ['POST', `/v1/webhooks/${made.webhook}/test`],
    ['GET', `/v1/webhooks/${made.webhook}/deliveries`],
    ['POST', `/v1/webhooks/${made.webhook}/deliveries/x/redeliver`],
    ['GET', '/v1/parties'],
    ['GET', '/v1/parties/P-MINE'],
    ['GET', '/v1/sites'],
    ['GET', '/v1/sites/S-1'],
  ];
}

/** What must not differ between "not yours" and "not there". */
function substance({ status, headers, body }: TextAnswer): object {
  const kept = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return { status, headers: kept, body: { ...body, instance: '' } };
}

describe('without a good token', () => {
  const bad: [string, () => Record<string, string>][] = [
    ['none', () => ({})],
    ['an empty one', () => ({ authorization: 'Bearer ' })],
    ['garbage', () => ({ authorization: 'Bearer custody_0123456789' })],
    ['one of another scheme', () => ({ authorization: `Basic ${tokens.auditor}` })],
    ['a good one with a letter more', () => ({ authorization: `Bearer ${tokens.auditor}A` })],
    ['one that has expired', () => ({ authorization: `Bearer ${tokens.expired}` })],
    ['one whose key was revoked', () => ({ authorization: `Bearer ${tokens.revoked}` })],
  ];
  it.each(bad)(
    'every route says the same, whether the thing is there or not: %s',
    async (_, headers) => {
      for (const [method, path] of guarded()) {
        const there = await shipment.desk.ask(path, { method, headers: headers() });
        const missing = await shipment.desk.ask(path.replace(/[^/]+$/u, 'NOTHING'), {
          method,
          headers: headers(),
        });
        expect({ path, status: there.status }).toEqual({ path, status: 401 });
        expectProblem(there, 401, 'unauthenticated');
        expect(there.headers.get('www-authenticate')).toMatch(/^Bearer realm="custody-ledger"/u);
        // The last part may itself be a route; then its absence is no secret.
        if (missing.status === 401) expect(substance(missing)).toEqual(substance(there));
      }
    },
  );

  it('no token is taken from the query or a cookie', async () => {
    const path = `/v1/consignments/${shipment.ucr}`;
    const answers = [
      await shipment.desk.ask(`${path}?access_token=${tokens.auditor}`),
      await shipment.desk.ask(path, { headers: { cookie: `token=${tokens.auditor}` } }),
    ];
    for (const answer of answers) expectProblem(answer, 401, 'unauthenticated');
  });
});

describe('who may read the shipment', () => {
  const NOTHING = { consignment: 404, item: 404, own: 404, found: 0 };
  const PARTY = { consignment: 'party', item: 'party', found: 1 };
  const ALL = { consignment: 'authority', item: 'authority', own: 200, found: 1 };
  const expected: [ReaderName, object][] = [
    ['stranger', NOTHING],
    ['customsAbroad', NOTHING],
    ['mine', { ...PARTY, own: 200 }],
    ['truck', { ...PARTY, own: 404 }],
    ['importer', { ...PARTY, own: 404 }],
    // Named, but it has signed nothing and been handed nothing: there is nothing of the item to tell it.
    ['smelter', { ...PARTY, item: 404, own: 404 }],
    ['customs', ALL],
    ['customsTransit', ALL],
    ['inspector', ALL],
    ['auditor', ALL],
  ];
  it.each(expected)('%s', async (reader, what) => {
    const { ucr, key, item, hashes } = shipment;
    const consignment = await read(`/v1/consignments/${ucr}`, reader);
    const exact = await read(`/v1/consignments/${encodeURIComponent(key)}`, reader);
    const goods = await read(`/v1/items/${item}`, reader);
    const consign = await read(`/v1/statements/${hashes['seal']}`, reader);
    const found = await read(`/v1/search?q=${ucr}`, reader);

    const viewOf = ({ status, body }: TextAnswer): unknown => (status === 200 ? body.view : status);
    expect({
      consignment: viewOf(consignment),
      item: viewOf(goods),
      own: consign.status,
      found: found.body.items.length,
    }).toEqual(what);
    expect(viewOf(exact)).toBe(viewOf(consignment));
  });

  it('"not yours" and "not there" are one answer', async () => {
    const nothing = '0'.repeat(64);
    const { ucr, key, item, hashes } = shipment;
    for (const reader of ['stranger', 'customsAbroad'] as const) {
      const pairs: [string, string][] = [
        [`/v1/consignments/${ucr}`, '/v1/consignments/6RW-ACCESS-2'],
        [`/v1/consignments/${key}`, '/v1/consignments/6RW-ACCESS-2;2026'],
        [`/v1/consignments/${ucr}/evidence`, '/v1/consignments/6RW-ACCESS-2/evidence'],
        [`/v1/consignments/${ucr}?asOf=20`, '/v1/consignments/6RW-ACCESS-2?asOf=20'],
        [`/v1/items/${item}`, '/v1/items/LOT-NOTHING'],
        [`/v1/statements/${hashes['consign']}`, `/v1/statements/${nothing}`],
        [`/v1/statements/${hashes['consign']}?size=5`, `/v1/statements/${nothing}?size=5`],
        [`/v1/search?q=${ucr}`, '/v1/search?q=6RW-ACCESS-2'],
        [`/v1/search?q=${shipment.seal}`, '/v1/search?q=SEAL-NOTHING'],
        [`/v1/search?q=${shipment.document}`, '/v1/search?q=CERT-NOTHING'],
        [`/v1/search?q=${item}`, '/v1/search?q=LOT-NOTHING'],
      ];
      for (const [there, missing] of pairs) {
        const [one, other] = [await read(there, reader), await read(missing, reader)];
        expect({ there, ...substance(one) }).toEqual({ there, ...substance(other) });
      }
    }
  });

  it('naming the consignment, its item and its handover gave the stranger his own statement only', async () => {
    const { hashes } = shipment;
    const feed = await read('/v1/feed?limit=500', 'stranger');
    const events = feed.body.items.filter(({ kind }: { kind: string }) => kind === 'event');

    expect(events.map(({ statementHash }: { statementHash: string }) => statementHash)).toEqual([
      hashes['grab'],
    ]);
    expect((await read(`/v1/statements/${hashes['grab']}`, 'stranger')).status).toBe(200);
    for (const name of ['commission', 'consign', 'dispatch', 'offer', 'release', 'receive'])
      expect({ name, ...(await read(`/v1/statements/${hashes[name]}`, 'stranger')) }).toMatchObject(
        { name, status: 404 },
      );
  });
});

describe('alerts', () => {
  it('are for customs, inspectors and auditors', async () => {
    for (const reader of ['mine', 'truck', 'importer', 'stranger'] as const) {
      for (const path of [
        '/v1/alerts',
        `/v1/alerts/${alert.id}`,
        `/v1/alerts/${'0'.repeat(32)}`,
        '/v1/alerts/stream',
        '/v1/alerts/counts?dueBefore=2026-12-01T00:00:00Z',
        '/v1/webhooks',
      ]) {
        const answer = await read(path, reader);
        expectProblem(answer, 403, 'forbidden');
      }
    }
    expectProblem(await read('/v1/alerts/stream', 'auditor'), 403, 'forbidden');
    expectProblem(await read('/v1/webhooks', 'auditor'), 403, 'forbidden');
  });

  it('are read by those they concern; to others they are not there', async () => {
    for (const reader of [
      'customs',
      'customsTransit',
      'inspector',
      'colleague',
      'auditor',
    ] as const) {
      const one = await read(`/v1/alerts/${alert.id}`, reader);
      const list = await read('/v1/alerts', reader);
      expect({ reader, status: one.status }).toEqual({ reader, status: 200 });
      expect(list.body.items.map(({ id }: { id: string }) => id)).toContain(alert.id);
    }
    const [one, none] = [
      await read(`/v1/alerts/${alert.id}`, 'customsAbroad'),
      await read(`/v1/alerts/${'0'.repeat(32)}`, 'customsAbroad'),
    ];
    expectProblem(one, 404, 'not-found');
    expect(substance(one)).toEqual(substance(none));
    expect((await read('/v1/alerts', 'customsAbroad')).body).toEqual({ items: [], next: null });
    expect(
      (await read(`/v1/alerts?consignment=${shipment.ucr}`, 'customsAbroad')).body.items,
    ).toEqual([]);
  });

  it('are decided on by those they concern; to others they are not there', async () => {
    const { cast, desk } = shipment;
    const decide = async (who: ReaderName, id: string): Promise<TextAnswer> => {
      const payload = {
        schema: 'custody-decision/1',
        ledger: desk.origin,
        decisionId: desk.nextId('d'),
        actor: cast[who].id,
        alert: id,
        alertVersion: 1,
        action: 'acknowledge',
      };
      const envelope = desk.parties.sign('decision', payload, [cast[who].key]);
      return desk.post(envelope, `/v1/alerts/${id}/decisions`);
    };
    for (const who of ['customsAbroad', 'mine', 'auditor'] as const) {
      const [there, missing] = [await decide(who, alert.id), await decide(who, '0'.repeat(32))];
      expectProblem(
        there,
        who === 'customsAbroad' ? 404 : 422,
        who === 'customsAbroad' ? 'not-found' : 'role',
      );
      expect(substance(there)).toEqual(substance(missing));
    }
  });
});

describe('webhooks', () => {
  it('are their owner’s; to everybody else they are not there', async () => {
    const path = `/v1/webhooks/${made.webhook}`;
    const change = '{"description":"mine now"}';
    for (const reader of ['customs', 'colleague', 'customsAbroad'] as const) {
      const routes: [string, string, string?][] = [
        ['GET', ''],
        ['PATCH', '', change],
        ['DELETE', ''],
        ['POST', '/secret'],
        ['POST', '/test'],
        ['GET', '/deliveries'],
        ['POST', '/deliveries/x/redeliver'],
      ];
      for (const [method, rest, body] of routes) {
        const there = await send(method, `${path}${rest}`, reader, body);
        const missing = await send(method, `/v1/webhooks/NOTHING${rest}`, reader, body);
        expectProblem(there, 404, 'not-found');
        expect(substance(there)).toEqual(substance(missing));
      }
      expect((await read('/v1/webhooks', reader)).body.items).toEqual([]);
    }
    expect((await read(path, 'inspector')).body).toMatchObject({
      id: made.webhook,
      state: 'enabled',
    });
    expect((await read(path, 'inspector')).text).not.toContain('whsec_');
  });
});

describe('what is open', () => {
  it.each([
    '/.well-known/custody-ledger',
    '/log/checkpoint',
    '/log/tile/0/000.p/1',
    '/log/tile/entries/000.p/1',
    '/log/consistency?older=1&newer=2',
    '/health/live',
    '/health/ready',
    '/openapi.json',
    '/docs',
  ])('needs no token and tells nothing of contents: %s', async (path) => {
    const answer = await shipment.desk.ask(path);

    expect(answer.status).toBe(200);
    for (const secret of [shipment.ucr, shipment.item, 'P-MINE', shipment.seal])
      expect(answer.text).not.toContain(secret);
  });

  it('does not read metrics through a proxy, nor with a reader’s token', async () => {
    const proxied = await shipment.desk.ask('/metrics', {
      headers: { 'x-forwarded-for': '10.0.0.1' },
    });
    const withToken = await read('/metrics', 'auditor');

    for (const answer of [proxied, withToken]) expectProblem(answer, 404, 'not-found');
    const metrics = await shipment.desk.ask('/metrics');
    expect(metrics.status).toBe(200);
    for (const secret of [shipment.ucr, shipment.item, 'P-MINE'])
      expect(metrics.text).not.toContain(secret);
  });
});

describe('revoking a key logs out', () => {
  it('in every route, from the entry on', async () => {
    const { desk } = shipment;
    const leaver = await desk.party('I-LEAVER', ['inspector']);
    const token = await desk.parties.logIn(leaver);
    expect((await shipment.get(`/v1/consignments/${shipment.ucr}`, token)).status).toBe(200);

    await desk.parties.revoke(leaver.key.keyid);

    for (const [method, path] of guarded()) {
      const answer = await desk.ask(path, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
    }
  });
});
