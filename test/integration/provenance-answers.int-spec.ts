import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import {
  checkInclusion,
  decodeBase64,
  hashLeaf,
  openCheckpoint,
} from '../../src/protocol/index.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { Provenance } from '../../src/provenance/provenance.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { Parties, type TestParty } from '../support/parties.js';

const UCR = '6RW1029-SHIPMENT';

let app: TestApp;
let parties: Parties;
const who = new Map<string, TestParty>();
const tokens = new Map<string, string>();
const hashes = new Map<string, string>();
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  await enrol('mine', ['producer', 'exporter'], 'RW');
  await enrol('carrier', ['carrier'], 'TZ');
  await enrol('smelter', ['smelter', 'importer'], 'DE');
  await enrol('stranger', ['carrier'], 'RW');
  await enrol('customs-de', ['customs'], 'DE');
  await enrol('customs-fr', ['customs'], 'FR');
  await enrol('auditor', ['auditor'], 'CH');
  const items = [lot('ORE', '500')];
  const bag = [lot('BAG', '400')];
  await sign('mine', 'COMMISSION', {
    basis: 'mined',
    items: items.map((ore) => ({ ...ore, assay: { analyte: 'Ta2O5', pct: '20' } })),
    place: { locode: 'RWKGL' },
    tags: [{ prefix: 'RW-MT-', from: 100, to: 120 }],
  });
  await sign('mine', 'TRANSFORM', {
    process: 'magnetic-separation',
    inputs: items,
    outputs: bag.map((made) => ({ ...made, assay: { analyte: 'Ta2O5', pct: '24' } })),
    place: { locode: 'RWKGL' },
  });
  await sign('mine', 'CONSIGN', {
    ucr: UCR,
    items: bag,
    commodity: '3T',
    consignee: 'smelter',
    endUser: 'smelter',
    plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
  });
  await sign('mine', 'SEAL', {
    ucr: UCR,
    items: bag,
    seals: { applied: ['RW-H-771'] },
    transport: { container: 'CSQU3054383' },
  });
  await sign('mine', 'DISPATCH', {
    ucr: UCR,
    items: bag,
    handover: 'h-1',
    to: 'carrier',
    expectedBy: ago(-3_600_000),
    place: { locode: 'RWKGL' },
  });
  await sign('carrier', 'RECEIVE', {
    ucr: UCR,
    items: bag,
    handover: 'h-1',
    place: { locode: 'RWKGL' },
  });
  await sign('stranger', 'RECEIVE', { ucr: UCR, items: [lot('JUNK', '1')], handover: 'h-1' });
  await settled();
}, 120_000);

afterAll(async () => {
  await checkLedger(app);
  await app.close();
});

async function enrol(id: string, roles: readonly Role[], country: string): Promise<void> {
  const party = await parties.party(id, roles, { country });
  who.set(id, party);
  tokens.set(id, await parties.logIn(party));
}

function lot(itemId: string, value: string): object {
  return { itemId, hs: '261590', qty: { value, unit: 'KGM' } };
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

async function sign(actor: string, type: string, more: object): Promise<void> {
  count += 1;
  const payload = {
    schema: 'custody-event/1',
    ledger: parties.origin,
    eventId: `e-${count}`,
    type,
    actor,
    occurredAt: ago(60_000 - count * 1000),
    ...more,
  };
  const party = who.get(actor);
  if (party === undefined) throw new Error(`nobody is called ${actor}`);
  const answer = await parties.post('/v1/events', parties.sign('event', payload, [party.key]));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  hashes.set(`${actor} ${type}`, String(answer.body.statementHash));
}

async function settled(): Promise<void> {
  await app.app.get(Provenance, { strict: false }).idle();
}

async function get(reader: string, path: string) {
  return parties.get(path, tokens.get(reader));
}

async function feedOf(reader: string): Promise<{ kind: string; statementHash: string }[]> {
  const { body } = await get(reader, '/v1/feed?limit=500');
  return body.items;
}

async function eventsFor(reader: string): Promise<string[]> {
  const items = await feedOf(reader);
  return items.filter(({ kind }) => kind === 'event').map(({ statementHash }) => statementHash);
}

async function kindsFor(reader: string): Promise<Set<string>> {
  return new Set((await feedOf(reader)).map(({ kind }) => kind));
}

describe('GET /v1/consignments/{ucr}', () => {
  it('tells customs of a country in the plan the whole answer', async () => {
    const { status, body } = await get('customs-de', `/v1/consignments/${UCR}`);

    expect(status).toBe(200);
    expect(body.view).toBe('authority');
    expect(body.key).toBe(`${UCR};2026`);
    expect(body.custodian).toBe('carrier');
    expect(body.origins).toMatchObject([{ item: 'ORE', isProven: true, share: 1, basis: 'mined' }]);
    expect(body.upstream.items).toEqual(['ORE']);
    expect(body.timeline.map((step: { event: string }) => step.event)).toEqual([
      'COMMISSION',
      'TRANSFORM',
      'CONSIGN',
      'SEAL',
      'DISPATCH',
      'RECEIVE',
      'RECEIVE',
    ]);
    expect(body.seals.expected).toMatchObject([{ number: 'RW-H-771', party: 'mine' }]);
  });

  it('tells what a transformation’s lots hold by their recorded assays, as the rules count it', async () => {
    const { body } = await get('customs-de', `/v1/consignments/${UCR}`);
    const [, transform, consign] = body.timeline;
    const held = ({ contained }: { contained?: unknown }) => contained;

    expect(transform.items.map(held)).toEqual([
      { metal: 'Ta', quantity: { value: '81.897', unit: 'KGM' } },
      { metal: 'Ta', quantity: { value: '78.621', unit: 'KGM' } },
    ]);
    expect(consign.items.map(held)).toEqual([undefined]);
  });

  it('proves every step of the timeline against one signed head', async () => {
    const { body } = await get('auditor', `/v1/consignments/${UCR}`);
    const { vkey } = app.app.get(LedgerIdentity, { strict: false });
    const opened = openCheckpoint(body.integrity.checkpoint, vkey);
    if (!opened.ok) throw new Error(opened.reason);
    const { size, root } = opened.checkpoint;

    expect(size).toBe(body.integrity.treeSize);
    expect(body.integrity.proofs).toHaveLength(body.timeline.length);
    for (const { index, entry, proof } of body.integrity.proofs) {
      const leafHash = hashLeaf(decodeBase64(entry));
      const path = proof.map((hash: string) => decodeBase64(hash));
      expect(checkInclusion({ index, size, leafHash, root, proof: path })).toBe(true);
    }
  });

  it('tells a carrier only of its own leg, without a verdict', async () => {
    const { body } = await get('carrier', `/v1/consignments/${UCR}`);

    expect(body.view).toBe('party');
    expect(body).toMatchObject({ verdict: null, recommendedAction: null, reasons: null });
    expect(
      body.timeline.map((step: { event: string; party: string }) => `${step.party} ${step.event}`),
    ).toEqual(['mine DISPATCH', 'carrier RECEIVE']);
    expect(JSON.stringify(body)).not.toContain('stranger');
    expect(JSON.stringify(body)).not.toContain('ORE');
  });

  it.each(['stranger', 'customs-fr'])(
    'tells %s the same as of a UCR that is not there',
    async (reader) => {
      const not = await get(reader, `/v1/consignments/${UCR}`);
      const none = await get(reader, '/v1/consignments/6RW-NOWHERE');

      expect(not.status).toBe(404);
      expect({ ...not.body, instance: '' }).toEqual({ ...none.body, instance: '' });
      expect(not.body.verdict).toBe('UNKNOWN');
    },
  );

  it('finds a consignment by its UCR as it stands on a label', async () => {
    const spelled = encodeURIComponent(` ${UCR.slice(0, 5).toLowerCase()} ${UCR.slice(5)}`);
    const { body } = await get('auditor', `/v1/consignments/${UCR}`);

    const found = await get('auditor', `/v1/consignments/${spelled}`);

    expect(found.status).toBe(200);
    expect(found.body.key).toBe(body.key);
    expect((await get('auditor', `/v1/consignments/${spelled}/evidence`)).status).toBe(200);
  });

  it('answers as the ledger stood at an entry and at a time', async () => {
    const now = await get('auditor', `/v1/consignments/${UCR}`);
    const consigned = now.body.timeline[2];
    const then = await get('auditor', `/v1/consignments/${UCR}?asOf=${consigned.index}`);
    const byTime = await get(
      'auditor',
      `/v1/consignments/${UCR}?asOf=${encodeURIComponent(consigned.recordedAt)}`,
    );
    const before = await get('auditor', `/v1/consignments/${UCR}?asOf=${consigned.index - 1}`);

    expect(then.body.timeline).toHaveLength(3);
    expect(then.body.custodian).toBe('mine');
    expect(byTime.status).toBe(200);
    expect(before.status).toBe(404);
  });

  it.each(['yesterday', '99999999', '-1'])('refuses asOf=%s', async (asOf) => {
    const { status, body } = await get('auditor', `/v1/consignments/${UCR}?asOf=${asOf}`);

    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe('/query/asOf');
  });

  it('is shut without a token', async () => {
    expect((await parties.get(`/v1/consignments/${UCR}`)).status).toBe(401);
  });
});

describe('GET /v1/items/{itemId}', () => {
  it('tells where an item stands and what it was made of', async () => {
    const { status, body } = await get('customs-de', '/v1/items/BAG');

    expect(status).toBe(200);
    expect(body.madeFrom).toEqual(['ORE']);
    expect(body.state.custody).toMatchObject({ state: 'held', by: 'carrier' });
    expect(body.consignments).toEqual([`${UCR};2026`]);
  });

  it('is not there for a stranger', async () => {
    expect((await get('stranger', '/v1/items/BAG')).status).toBe(404);
    expect((await get('stranger', '/v1/items/NONE')).status).toBe(404);
  });
});

describe('GET /v1/search', () => {
  it.each([
    ['container', 'csqu 305438-3'],
    ['seal', 'rwh771'],
    ['ucr', UCR],
  ])('finds the consignment by %s', async (by, q) => {
    const { body } = await get('customs-de', `/v1/search?q=${encodeURIComponent(q)}`);

    expect(body.items[0]).toMatchObject({ kind: 'consignment', ucr: UCR, by });
  });

  it('finds an item by a tag within a range', async () => {
    const { body } = await get('auditor', '/v1/search?q=RW-MT-115');

    expect(body.items).toContainEqual({ kind: 'item', itemId: 'ORE', by: 'tag' });
  });

  it('finds nothing for who may read nothing of it', async () => {
    for (const q of [UCR, 'BAG', 'RW-H-771', 'RW-MT-115']) {
      expect((await get('stranger', `/v1/search?q=${q}`)).body.items).toEqual([]);
    }
  });

  it('does not tell a carrier what a seal is on that somebody else applied', async () => {
    expect((await get('carrier', '/v1/search?q=RW-H-771')).body.items).toEqual([]);
  });
});

describe('GET /v1/statements/{hash} and /v1/feed', () => {
  it('gives a signer his own statement with a receipt', async () => {
    const hash = hashes.get('stranger RECEIVE') ?? '';
    const { status, body } = await get('stranger', `/v1/statements/${hash}`);

    expect(status).toBe(200);
    expect(body.receipt.statementHash).toBe(hash);
  });

  it('does not show a stranger the handover he named', async () => {
    const hash = hashes.get('mine DISPATCH') ?? '';
    expect((await get('stranger', `/v1/statements/${hash}`)).status).toBe(404);
    expect((await get('carrier', `/v1/statements/${hash}`)).status).toBe(200);
  });

  it('feeds each reader what it may read, in log order', async () => {
    const all = ['COMMISSION', 'TRANSFORM', 'CONSIGN', 'SEAL', 'DISPATCH'].map((type) =>
      hashes.get(`mine ${type}`),
    );
    const received = hashes.get('carrier RECEIVE');
    const claimed = hashes.get('stranger RECEIVE');

    expect(await eventsFor('auditor')).toEqual([...all, received, claimed]);
    expect(await eventsFor('mine')).toEqual([...all, received]);
    expect(await eventsFor('carrier')).toEqual([hashes.get('mine DISPATCH'), received]);
    expect(await eventsFor('stranger')).toEqual([claimed]);
    expect(await eventsFor('customs-fr')).toEqual([]);
  });

  it('shows findings to authorities only', async () => {
    expect(await kindsFor('auditor')).toContain('finding');
    expect(await kindsFor('customs-de')).toContain('finding');
    expect(await kindsFor('mine')).not.toContain('finding');
  });

  it('goes on where it was left', async () => {
    const first = await get('auditor', '/v1/feed?limit=3');
    const second = await get('auditor', `/v1/feed?limit=3&after=${first.body.next}`);

    expect(first.body.items.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
    expect(second.body.items[0].index).toBe(3);
  });
});

describe('somebody who signs what he likes', () => {
  it('cannot claim another into the future, nor beyond any calendar', async () => {
    await sign('stranger', 'CONSIGN', {
      ucr: UCR,
      items: [lot('FUTURE', '1')],
      commodity: '3T',
      consignee: 'stranger',
      endUser: 'stranger',
      plan: { countries: ['RW', 'DE'], transitCountries: [] },
      occurredAt: '2036-01-01T00:00:00Z',
    });
    await settled();
    const { body } = await get('auditor', `/v1/consignments/${UCR}`);
    expect(body.key).toBe(`${UCR};2026`);

    for (const occurredAt of ['9999-12-31T23:59:59-14:00', '0003-01-01T00:00:00Z'])
      await expect(
        sign('stranger', 'REPORT_LOSS', {
          items: [lot('BAG', '1')],
          circumstances: 'none',
          occurredAt,
        }),
      ).rejects.toThrow('/occurredAt');
  });
});
