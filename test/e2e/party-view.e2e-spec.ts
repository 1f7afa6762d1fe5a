import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../src/platform/clock.js';
import { DeadlineSweep } from '../../src/alerts/deadline-sweep.js';
import { until } from '../support/until.js';
import { START_MS } from './desk.js';
import { type Cast, Shipment } from './shipment.js';

const DAY = 86_400_000;
/** Gaps that a party can cure; everything else would warn it that it is suspected. */
const TOLD = [
  'HANDOVER_UNCONFIRMED',
  'ORPHAN_RECEIPT',
  'DWELL_EXCEEDED',
  'TRANSIT_OVERDUE',
  'DOC_MISSING',
  'DELIVERY_UNVERIFIED',
];
/** Words of rules and of what officials do: none of them may reach a party. */
const TIP_OFF =
  /CUSTODY_BREAK|CUSTODY_FORK|I-RW|investigat|INVESTIGATING|ESCALATED|custody-finding|custody-decision/u;

interface FeedItem {
  kind: string;
  index: number;
  statementHash: string;
  envelope: { payload: string };
}

let shipment: Shipment;
let broken: { id: string; version: number };
let overdue: { id: string; version: number };
const tokens: Partial<Record<keyof Cast, string>> = {};

beforeAll(async () => {
  const clock = new SimulatedClock(Date.now());
  shipment = await Shipment.start({ clock });
  await shipment.play();
  // A stranger has signed for the first offer of the goods; nobody answers this one.
  const { truck, importer } = shipment.cast;
  await shipment.put(truck, 'offer again', {
    type: 'DISPATCH',
    ucr: shipment.ucr,
    handover: 'H-3',
    to: importer.id,
    expectedBy: new Date(clock.now() + DAY / 24).toISOString(),
    items: shipment.goods(),
  });
  broken = await shipment.brokenAlert();
  // Two days on, every handover that nobody confirmed is overdue.
  clock.advanceTo(clock.now() + 2 * DAY);
  await shipment.desk.service.app.get(DeadlineSweep, { strict: false }).sweepDue();
  for (const name of Object.keys(shipment.cast) as (keyof Cast)[])
    tokens[name] = await shipment.desk.parties.logIn(shipment.cast[name]);
  overdue = await until(async () => {
    const { body } = await read('/v1/alerts?rule=HANDOVER_UNCONFIRMED', 'inspector');
    return body.items[0];
  }, 60_000);
  await decide(broken, 'investigate');
  await decide(overdue, 'escalate');
}, START_MS);

afterAll(async () => {
  await shipment?.close();
}, START_MS);

async function decide(alert: { id: string; version: number }, action: string): Promise<void> {
  const { desk, cast } = shipment;
  const payload = {
    schema: 'custody-decision/1',
    ledger: desk.origin,
    decisionId: desk.nextId('d'),
    actor: cast.inspector.id,
    alert: alert.id,
    alertVersion: alert.version,
    action,
    reason: 'Looked at.',
  };
  const envelope = desk.parties.sign('decision', payload, [cast.inspector.key]);
  const answer = await desk.post(envelope, `/v1/alerts/${alert.id}/decisions`);
  expect(answer.status).toBe(201);
}

async function read(path: string, reader: keyof Cast) {
  return shipment.get(path, tokens[reader]);
}

/** The whole feed of a reader, walked page by page. */
async function feedOf(reader: keyof Cast): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { status, body } = await read(
      `/v1/feed?limit=3${after === null ? '' : `&after=${after}`}`,
      reader,
    );
    expect(status).toBe(200);
    items.push(...body.items);
    after = body.next;
    more = after !== null;
  }
  return items;
}

describe('the answer to a party', () => {
  it('has the same shape as the one to customs, without verdict, advice and reasons', async () => {
    const whole = (await read(`/v1/consignments/${shipment.ucr}`, 'customs')).body;
    const part = (await read(`/v1/consignments/${shipment.ucr}`, 'truck')).body;

    expect(Object.keys(part).toSorted()).toEqual(Object.keys(whole).toSorted());
    expect(whole).toMatchObject({ view: 'authority', ucr: shipment.ucr });
    expect(['ALERT', 'BROKEN']).toContain(whole.verdict);
    expect(whole.reasons.length).toBeGreaterThan(0);
    expect(part).toMatchObject({
      view: 'party',
      verdict: null,
      recommendedAction: null,
      reasons: null,
    });
  });

  it('tells it nothing that would warn it', async () => {
    const whole = (await read(`/v1/consignments/${shipment.ucr}`, 'auditor')).body;
    expect(whole.gaps.map(({ rule }: { rule: string }) => rule)).toContain('CUSTODY_BREAK');

    for (const reader of ['mine', 'truck', 'importer', 'smelter'] as const) {
      for (const path of [`/v1/consignments/${shipment.ucr}`, `/v1/items/${shipment.item}`]) {
        const { status, body, text } = await read(path, reader);
        if (reader === 'smelter' && path.includes('items')) continue;
        expect({ reader, path, status }).toEqual({ reader, path, status: 200 });
        expect(text).not.toMatch(TIP_OFF);
        for (const { rule, state } of body.gaps) {
          expect(TOLD).toContain(rule);
          expect(state).toMatch(/^(OPEN|CURED\w*|RESOLVED)$/u);
        }
      }
    }
  });

  it('tells a gap it can cure, not what officials do about it', async () => {
    const path = `/v1/consignments/${shipment.ucr}`;
    const gapOf = ({ body }: { body: any }): any =>
      body.gaps.find(({ alert }: { alert: string }) => alert === overdue.id);

    expect(gapOf(await read(path, 'customs'))).toMatchObject({ state: 'ESCALATED' });
    expect(gapOf(await read(path, 'truck'))).toMatchObject({
      rule: 'HANDOVER_UNCONFIRMED',
      state: 'OPEN',
      isStanding: true,
      finding: null,
    });
  });

  it('tells its own events and the handovers next to them', async () => {
    const { hashes } = shipment;
    const told = async (reader: keyof Cast): Promise<string[]> => {
      const { body } = await read(`/v1/consignments/${shipment.ucr}`, reader);
      const names = new Map(Object.entries(hashes).map(([name, hash]) => [hash, name]));
      return body.timeline
        .map((step: { statementHash: string }) => names.get(step.statementHash))
        .toSorted();
    };

    expect(await told('mine')).toEqual([
      'commission',
      'consign',
      'dispatch',
      'document',
      'receive',
      'seal',
    ]);
    expect(await told('truck')).toEqual(['dispatch', 'offer', 'offer again', 'receive']);
    expect(await told('importer')).toEqual(['offer', 'offer again']);
    expect(await told('smelter')).toEqual([]);
    expect(await told('customs')).toEqual(Object.keys(hashes).toSorted());
  });

  it('was given as of an earlier moment what it was then', async () => {
    const { body } = await read('/v1/feed?limit=500', 'auditor');
    const { index } = body.items.find(
      (item: FeedItem) => item.statementHash === shipment.hashes['dispatch'],
    );

    const then = (await read(`/v1/consignments/${shipment.ucr}?asOf=${index}`, 'truck')).body;

    expect(then.asOf.index).toBe(index);
    expect(then.timeline.map((step: { statementHash: string }) => step.statementHash)).toEqual([
      shipment.hashes['dispatch'],
    ]);
    expect(then).toMatchObject({ view: 'party', verdict: null });
  });
});

describe('the same filter', () => {
  it('governs the feed: no finding, no decision, no event of a leg not its own', async () => {
    const all = await feedOf('auditor');
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set(['registration', 'event', 'finding', 'decision']),
    );
    expect(all.map(({ index }) => index)).toEqual(all.map((_, at) => at));

    for (const reader of ['mine', 'truck', 'importer', 'smelter', 'stranger'] as const) {
      const items = await feedOf(reader);
      expect(items.map(({ kind }) => kind)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/finding|decision/u)]),
      );
      const text = items
        .map(({ envelope }) => Buffer.from(envelope.payload, 'base64').toString())
        .join('\n');
      expect(text).not.toMatch(TIP_OFF);
    }
    const kinds = (await feedOf('customsAbroad')).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['registration']));
  });

  it('governs statements: each is readable exactly when the feed shows it', async () => {
    const all = (await feedOf('auditor')).map(({ statementHash }) => statementHash);
    for (const reader of ['truck', 'stranger', 'customsAbroad', 'customs'] as const) {
      const shown = new Set((await feedOf(reader)).map(({ statementHash }) => statementHash));
      for (const hash of all) {
        const { status } = await read(`/v1/statements/${hash}`, reader);
        expect({ reader, hash, status }).toEqual({
          reader,
          hash,
          status: shown.has(hash) ? 200 : 404,
        });
      }
    }
  });

  it('governs search: a mark finds the goods only for whom its statement is readable', async () => {
    const { seal, document, item, ucr, key } = shipment;
    const found = async (q: string, reader: keyof Cast): Promise<string[]> => {
      const { body } = await read(`/v1/search?q=${encodeURIComponent(q)}`, reader);
      return body.items.map((hit: { key?: string; itemId?: string }) => hit.key ?? hit.itemId);
    };
    for (const q of [seal, document]) {
      expect(await found(q, 'customs')).toContain(key);
      expect(await found(q, 'mine')).toContain(key);
      for (const reader of ['truck', 'importer', 'stranger', 'customsAbroad'] as const)
        expect({ q, reader, hits: await found(q, reader) }).toEqual({ q, reader, hits: [] });
    }
    expect(await found(item, 'truck')).toEqual(expect.arrayContaining([item]));
    expect(await found(ucr.toLowerCase(), 'customs')).toEqual([key]);
  });
});

describe('a party named by somebody who does not hold the goods', () => {
  it('reads that statement and nothing else', async () => {
    const { desk, cast, ucr, item } = shipment;
    const late = await desk.party('P-LATE', ['warehouse'], 'BE');
    const token = await desk.parties.logIn(late);
    expect((await shipment.get(`/v1/consignments/${ucr}`, token)).status).toBe(404);
    const expectedBy = new Date(Date.now() + 9 * DAY).toISOString();
    const offer = { type: 'DISPATCH', ucr, to: late.id, expectedBy, items: shipment.goods() };

    await shipment.put(cast.importer, 'naming', { ...offer, handover: 'H-8' });
    const named = await until(async () => {
      const { body } = await shipment.get('/v1/feed', token);
      return body.items.some((one: FeedItem) => one.statementHash === shipment.hashes['naming']);
    }, 60_000);

    expect(named).toBe(true);
    for (const path of [`/v1/consignments/${ucr}`, `/v1/items/${item}`])
      expect((await shipment.get(path, token)).status).toBe(404);
  });
});
