import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { kindOfPayloadType, parseEvidence, verifyEvidence } from '../../src/protocol/index.js';
import { MapFollower } from '../../src/provenance/map/map-follower.js';
import { Provenance } from '../../src/provenance/provenance.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { makeKey, Parties, type TestParty } from '../support/parties.js';

const UCR = '6RW2077-EVIDENCE';
const PATH = `/v1/consignments/${UCR}/evidence`;

let app: TestApp;
let parties: Parties;
let vkey: string;
const who = new Map<string, TestParty>();
const tokens = new Map<string, string>();
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  ({ vkey } = app.app.get(LedgerIdentity, { strict: false }));
  await enrol('mine', ['producer', 'exporter'], 'RW');
  await enrol('carrier', ['carrier'], 'TZ');
  await enrol('customs', ['customs'], 'RW');
  await enrol('stranger', ['carrier'], 'RW');
  const items = [{ itemId: 'EV-LOT', hs: '261590', qty: { value: '500', unit: 'KGM' } }];
  await sign('mine', 'COMMISSION', { basis: 'mined', items, place: { locode: 'RWKGL' } });
  await sign('mine', 'CONSIGN', {
    ucr: UCR,
    items,
    commodity: '3T',
    consignee: 'carrier',
    endUser: 'carrier',
    plan: { countries: ['RW', 'TZ'], transitCountries: [] },
  });
  const handover = { ucr: UCR, items, handover: 'ev-1', place: { locode: 'RWKGL' } };
  await sign('mine', 'DISPATCH', { ...handover, to: 'carrier', expectedBy: ago(-3_600_000) });
  const less = [{ ...items[0], qty: { value: '440', unit: 'KGM' } }];
  await sign('carrier', 'RECEIVE', { ...handover, items: less });
  await app.app.get(Provenance, { strict: false }).idle();
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

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

async function sign(actor: string, type: string, more: object): Promise<void> {
  count += 1;
  const payload = {
    schema: 'custody-event/1',
    ledger: parties.origin,
    eventId: `ev-${count}`,
    type,
    actor,
    occurredAt: ago(60_000 - count * 1000),
    ...more,
  };
  const { key } = who.get(actor)!;
  const answer = await parties.post('/v1/events', parties.sign('event', payload, [key]));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}

async function evidenceFor(reader: string, query = '', path = PATH): Promise<Uint8Array> {
  const response = await fetch(`${app.url}${path}${query}`, {
    headers: { authorization: `Bearer ${tokens.get(reader)}` },
  });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

function verified(bytes: Uint8Array): ReturnType<typeof parseEvidence> {
  const { verdict, checks } = verifyEvidence(bytes, { vkey });
  expect({ verdict, broken: checks.filter(({ ok }) => !ok) }).toEqual({
    verdict: 'verified',
    broken: [],
  });
  return parseEvidence(bytes);
}

describe('GET /v1/consignments/{ucr}/evidence', () => {
  it('gives customs one file that verifies offline, with the whole story', async () => {
    const { entries, answer } = verified(await evidenceFor('customs'));

    const events = entries.filter(
      ({ statement }) => kindOfPayloadType(statement.payloadType) === 'event',
    );
    expect(events).toHaveLength(4);
    expect(answer).toMatchObject({ ucr: UCR, view: 'authority' });
    expect(answer).not.toHaveProperty('integrity');
  });

  it('gives a party its own part, which verifies as well', async () => {
    const bytes = await evidenceFor('carrier');
    const { entries, answer, completeness } = verified(bytes);

    expect(answer).toMatchObject({ view: 'party', verdict: null });
    expect(completeness).toBeUndefined();
    const kinds = entries.map(({ statement }) => kindOfPayloadType(statement.payloadType));
    expect(kinds.filter((kind) => kind === 'event')).toHaveLength(2);
    expect(kinds).not.toContain('finding');
    expect(kinds).not.toContain('decision');
  });

  it('tells a party of no registration but its own and of keys that signed what it may read', async () => {
    const { entries } = verified(await evidenceFor('carrier'));

    const registered = entries.flatMap(({ index, statement }) => {
      if (index === 0 || kindOfPayloadType(statement.payloadType) !== 'registration') return [];
      const payload = JSON.parse(Buffer.from(statement.payload).toString('utf8'));
      return `${payload.kind} ${payload.party?.id ?? payload.key?.party}`;
    });
    expect(registered.toSorted()).toEqual(['key carrier', 'key mine', 'party carrier']);
  });

  it('gives the same bytes for the same moment', async () => {
    const { body } = await parties.get(`/v1/consignments/${UCR}`, tokens.get('carrier'));
    const query = `?asOf=${body.timeline.at(-1).index}`;
    const first = await evidenceFor('carrier', query);

    expect(Buffer.compare(first, await evidenceFor('carrier', query))).toBe(0);
  });

  it('holds findings of its gaps, for those who may read them', async () => {
    const until = Date.now() + 20_000;
    let kinds: (string | undefined)[] = [];
    while (!kinds.includes('finding') && Date.now() < until) {
      const { entries } = verified(await evidenceFor('customs'));
      kinds = entries.map(({ statement }) => kindOfPayloadType(statement.payloadType));
    }

    expect(kinds).toContain('finding');
  });

  it('proves to authorities that no event of the consignment is left out', async () => {
    await app.app.get(MapFollower, { strict: false }).catchUp();

    const bytes = await evidenceFor('customs');

    expect(verified(bytes).completeness).toMatchObject({ subject: `consignment:${UCR}` });
    const { checks } = verifyEvidence(bytes, { vkey });
    expect(checks.find(({ what }) => what === 'completeness')?.detail).toContain('all are here');
    expect(verified(await evidenceFor('carrier')).completeness).toBeUndefined();
  });

  it('holds also what came before the goods concerned its reader', async () => {
    await enrol('customs-far', ['customs'], 'KE');
    const lot = (itemId: string, value: string) => [
      { itemId, hs: '261590', qty: { value, unit: 'KGM' } },
    ];
    const place = { locode: 'RWKGL' };
    await sign('mine', 'COMMISSION', { basis: 'mined', items: lot('EV-ORE', '90'), place });
    const inputs = lot('EV-ORE', '90');
    const outputs = lot('EV-BAG', '80');
    await sign('mine', 'TRANSFORM', { process: 'washing', inputs, outputs, place });
    const ucr = '6RW1-FAR';
    await sign('mine', 'CONSIGN', {
      ucr,
      items: outputs,
      commodity: '3T',
      consignee: 'carrier',
      endUser: 'carrier',
      plan: { countries: ['RW', 'KE'], transitCountries: [] },
    });
    await app.app.get(Provenance, { strict: false }).idle();

    const path = `/v1/consignments/${ucr}/evidence`;
    const { entries } = verified(await evidenceFor('customs-far', '', path));

    const types = entries
      .filter(({ statement }) => kindOfPayloadType(statement.payloadType) === 'event')
      .map(({ statement }) => JSON.parse(Buffer.from(statement.payload).toString('utf8')).type);
    expect(types).toEqual(['COMMISSION', 'TRANSFORM', 'CONSIGN']);
  }, 60_000);

  it('still proves what a key signed before it was revoked', async () => {
    const spare = makeKey();
    const body = { key: { party: 'mine', jwk: spare.jwk } };
    await parties.register('key', body, [parties.registrar, spare]);
    const revocation = { keyid: who.get('mine')!.key.keyid, reason: 'lost' };
    await parties.register('key-revocation', { revocation }, [spare]);
    const query = `?asOf=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`;

    const bytes = await evidenceFor('customs', query);

    verified(bytes);
    const { checks } = verifyEvidence(bytes, { vkey });
    expect(checks.find(({ what }) => what === 'signatures')?.detail).toContain('revoked later');
  });

  it('is as silent to strangers as the answer', async () => {
    const not = await parties.get(PATH, tokens.get('stranger'));
    const none = await parties.get('/v1/consignments/6RW-NOWHERE/evidence', tokens.get('customs'));

    expect(not.status).toBe(404);
    expect({ ...not.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });
});
