import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { checkReceipt, fromHex, openCheckpoint } from '../../src/protocol/index.js';
import { Receipts } from '../../src/ledger/receipts.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { makeKey, Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

let app: TestApp;
let parties: Parties;
let events: EventFactory;
let mine: TestParty;
let trader: TestParty;
let inspector: TestParty;
let vkey: string;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  events = new EventFactory(parties);
  mine = await parties.party('P-MINE', ['producer']);
  trader = await parties.party('P-TRADER', ['exporter']);
  inspector = await parties.party('A-INSPECTOR', ['inspector']);
  vkey = (await parties.get('/.well-known/custody-ledger')).body.vkey;
}, START_MS);

afterAll(async () => {
  await checkLedger(app);
  await app.close();
}, START_MS);

/** The service itself adds findings, so only events are counted. */
async function countEvents(): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    'select count(*) from log_entries where kind = 1',
  );
  return row!.count;
}

describe('POST /v1/events with one statement', () => {
  it('answers 201 with a receipt that holds for the statement and nobody else’s', async () => {
    const envelope = events.commission(mine);
    const other = events.commission(mine);

    const answer = await parties.post('/v1/events', envelope);

    expect(answer.status).toBe(201);
    expect(checkReceipt({ receipt: answer.body, envelope, vkey })).toMatchObject({ ok: true });
    expect(checkReceipt({ receipt: answer.body, envelope: other, vkey }).ok).toBe(false);
  });

  it('gives the first receipt again, byte for byte, however the same statement is spelled', async () => {
    const envelope = events.commission(mine);
    const spaced = Buffer.from(
      JSON.stringify(JSON.parse(Buffer.from(envelope).toString()), null, 2),
    );

    const first = await events.postText(app.url, envelope);
    await parties.post('/v1/events', events.commission(trader));
    const second = await events.postText(app.url, envelope);
    const third = await events.postText(app.url, spaced);

    expect([first.status, second.status, third.status]).toEqual([201, 200, 200]);
    expect(second.text).toBe(first.text);
    expect(third.text).toBe(first.text);
  });

  it('appends a statement once that many post at the same moment', async () => {
    const envelope = events.commission(mine);
    const before = await countEvents();

    const answers = await Promise.all(
      Array.from({ length: 24 }, async () => events.postText(app.url, envelope)),
    );

    expect(await countEvents()).toBe(before + 1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(23);
  });

  it('refuses an eventId that the actor used for other content', async () => {
    await parties.post('/v1/events', events.commission(mine, { eventId: 'once' }));

    const again = await parties.post('/v1/events', events.commission(mine, { eventId: 'once' }));
    const others = await parties.post('/v1/events', events.commission(trader, { eventId: 'once' }));

    expect(again).toMatchObject({ status: 409, body: { code: 'event-id-reused' } });
    expect(others.status).toBe(201);
  });

  it('answers a statement of the log with its receipt after its key was revoked, and new ones not', async () => {
    const party = await parties.party('P-REVOKED', ['producer']);
    const envelope = events.commission(party);
    const first = await events.postText(app.url, envelope);
    await parties.revoke(party.key.keyid);

    const again = await events.postText(app.url, envelope);
    const fresh = await parties.post('/v1/events', events.commission(party));

    expect(again).toEqual({ status: 200, text: first.text });
    expect(fresh).toMatchObject({ status: 422, body: { code: 'key-revoked' } });
  });

  const refusals: [string, string, () => Uint8Array][] = [
    [
      'for another ledger',
      'wrong-ledger',
      () => events.commission(mine, { ledger: 'other.example/1' }),
    ],
    [
      'by a key nobody registered',
      'unknown-key',
      () => events.commission({ id: 'P-MINE', key: makeKey() }),
    ],
    [
      'by another party’s key',
      'actor-key-mismatch',
      () => events.commission({ id: 'P-MINE', key: trader.key }),
    ],
    [
      'without the signature of its witness',
      'signature-set',
      () => events.commission(mine, { witness: inspector.id }),
    ],
    [
      'with a surplus signature',
      'signature-set',
      () => events.event(mine, events.commissionOf(mine), [mine.key, inspector.key]),
    ],
    [
      'signed by witness and actor in the wrong order',
      'signature-set',
      () =>
        events.event(mine, { ...events.commissionOf(mine), witness: inspector.id }, [
          inspector.key,
          mine.key,
        ]),
    ],
    [
      'signed twice by one key',
      'signature-set',
      () => events.event(mine, events.commissionOf(mine), [mine.key, mine.key]),
    ],
    [
      'whose signature is of other bytes',
      'bad-signature',
      () => events.spoiled(events.commission(mine)),
    ],
    ['of a type its role may not sign', 'role', () => events.commission(inspector)],
    [
      'that needs a witness',
      'witness-required',
      () => events.commission(mine, { basis: 'opening-balance' }),
    ],
    [
      'whose witness has not the role',
      'witness-required',
      () =>
        events.event(
          mine,
          { ...events.commissionOf(mine), basis: 'opening-balance', witness: trader.id },
          [mine.key, trader.key],
        ),
    ],
    [
      'for a principal without delegation',
      'delegation',
      () => events.commission(mine, { onBehalfOf: trader.id }),
    ],
    ['that corrects nothing', 'unknown-reference', () => events.correction(mine, '0'.repeat(64))],
  ];
  it.each(refusals)('refuses an event %s with %s and appends nothing', async (_, code, make) => {
    const before = await countEvents();

    const answer = await parties.post('/v1/events', make());

    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(await countEvents()).toBe(before);
  });

  it('takes a correction by the original’s actor and refuses anybody else’s', async () => {
    const { body } = await parties.post('/v1/events', events.commission(mine));

    const own = await parties.post('/v1/events', events.correction(mine, body.statementHash));
    const others = await parties.post('/v1/events', events.correction(trader, body.statementHash));

    expect(own.status).toBe(201);
    expect(others).toMatchObject({ status: 422, body: { code: 'unknown-reference' } });
  });

  it('takes an event of an agent while the delegation holds', async () => {
    const now = Date.now();
    const day = 86_400_000;
    await parties.register('delegation', {
      delegation: {
        principal: mine.id,
        agent: trader.id,
        types: ['COMMISSION'],
        validFrom: new Date(now - day).toISOString(),
        validTo: new Date(now + day).toISOString(),
      },
    });

    const answer = await parties.post(
      '/v1/events',
      events.commission(trader, { onBehalfOf: mine.id }),
    );

    expect(answer.status).toBe(201);
  });
});

describe('POST /v1/events with many statements', () => {
  it('judges each alone and answers in order', async () => {
    const good = events.commission(mine);
    const batch = [
      good,
      events.spoiled(events.commission(mine)),
      Buffer.from('{"payload":"!"}'),
      good,
      events.commission(trader),
    ];

    const answer = await events.postText(app.url, events.array(batch));

    expect(answer.status).toBe(200);
    const { results } = JSON.parse(answer.text);
    expect(results.map((result: { status: number }) => result.status)).toEqual([
      201, 422, 400, 200, 201,
    ]);
    expect(results[3].receipt).toEqual(results[0].receipt);
    expect(results[1].problem).toMatchObject({ status: 422, code: 'bad-signature' });
    expect(checkReceipt({ receipt: results[0].receipt, envelope: good, vkey })).toMatchObject({
      ok: true,
    });
  });

  it('reads NDJSON, and an unreadable line is a 400 of its own', async () => {
    const lines = [
      events.commission(mine),
      Buffer.from('{"pay'),
      Buffer.from(''),
      events.commission(mine),
    ];
    const body = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));

    const answer = await events.postText(app.url, body, 'application/x-ndjson');

    const { results } = JSON.parse(answer.text);
    expect(results.map((result: { status: number }) => result.status)).toEqual([201, 400, 201]);
    expect(results[1].problem.code).toBe('malformed-envelope');
  });

  it('refuses an array that is not JSON as a whole', async () => {
    const before = await countEvents();
    const broken = [
      Buffer.concat([Buffer.from('['), events.commission(mine)]),
      events.array([events.commission(mine), Buffer.from('{"payload":nope}')]),
      Buffer.from('"text"'),
      Buffer.from(''),
    ];

    for (const body of broken) {
      const answer = await parties.post('/v1/events', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-envelope' } });
    }
    expect(await countEvents()).toBe(before);
  });

  it('refuses 1,001 statements unread and takes 1,000', async () => {
    const one = events.commission(mine);
    const before = await countEvents();

    const tooMany = await parties.post(
      '/v1/events',
      events.array(Array.from({ length: 1001 }, () => one)),
    );
    const enough = await parties.post(
      '/v1/events',
      events.array(Array.from({ length: 1000 }, () => one)),
    );

    expect(tooMany).toMatchObject({ status: 413, body: { code: 'too-many' } });
    expect(enough.body.results).toHaveLength(1000);
    expect(await countEvents()).toBe(before + 1);
  });

  it('proves every entry of batches that cross tiles, against every signed head that covers it', async () => {
    const envelopes = Array.from({ length: 420 }, () => events.commission(mine));
    const answers = [];
    for (let at = 0; at < envelopes.length; at += 105)
      answers.push(await events.postText(app.url, events.array(envelopes.slice(at, at + 105))));

    const receipts = answers
      .flatMap(({ text }) => JSON.parse(text).results)
      .map(({ receipt }) => receipt);
    for (let at = 0; at < receipts.length; at += 53)
      expect(checkReceipt({ receipt: receipts[at], envelope: envelopes[at]!, vkey })).toMatchObject(
        { ok: true },
      );
    const stored = app.app.get(Receipts, { strict: false });
    const last = receipts.at(-1);
    for (const at of [0, 1, 104, 105, 255, 256, 311, 419]) {
      expect(await stored.firstReceipt(receipts[at].index)).toEqual(receipts[at]);
      const against = await stored.receiptFor(
        receipts[at].index,
        Number(last.proof.split('\n\n')[1].split('\n')[1]),
      );
      expect(checkReceipt({ receipt: against!, envelope: envelopes[at]!, vkey })).toMatchObject({
        ok: true,
      });
    }
  });
});

describe('the public log', () => {
  it('publishes a checkpoint that grows', async () => {
    const [head] = await app.database.query<{ size: number }>('select size from log_head');
    const size = head!.size;
    const note = await until(async () => {
      const text = await (await fetch(`${app.url}/log/checkpoint`)).text();
      return Number(text.split('\n')[1]) >= size ? text : undefined;
    });
    expect(openCheckpoint(note, vkey)).toMatchObject({ ok: true });
  });

  it('serves no tile that no signed head implies', async () => {
    for (const path of ['0/x999/000', '9/000.p/1', '0/000.p/0', '0/0', 'entries/x999/000.p/3']) {
      const response = await fetch(`${app.url}/log/tile/${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('serves every width of a partial tile', async () => {
    const whole = Buffer.from(await (await fetch(`${app.url}/log/tile/0/000`)).arrayBuffer());
    expect(whole).toHaveLength(8192);
    for (const width of [1, 2, 100, 255]) {
      const part = Buffer.from(
        await (await fetch(`${app.url}/log/tile/0/000.p/${width}`)).arrayBuffer(),
      );
      expect(part.equals(whole.subarray(0, 32 * width))).toBe(true);
    }
    expect(fromHex(whole.toString('hex'))).toHaveLength(8192);
  });
});
