import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import {
  formatVkey,
  NOTE_KEY_TYPES,
  publicKeyOfJwk,
  kindOfPayloadType,
  parseEvidence,
  verifyEvidence,
} from '../../src/protocol/index.js';
import { Provenance } from '../../src/provenance/provenance.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { testFolder } from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { makeKey, Parties, type TestParty } from '../support/parties.js';
import { archiveFaults } from '../support/pdf-archive.js';
import { until } from '../support/until.js';

const UCR = '6RW2077-EVIDENCE';
const PATH = `/v1/consignments/${UCR}/evidence`;

const WITNESS = formatVkey('w', publicKeyOfJwk(makeKey().jwk), NOTE_KEY_TYPES.cosignature);
const POLICY = `witness w ${WITNESS}\nquorum none\n`;

let app: TestApp;
let parties: Parties;
let vkey: string;
const who = new Map<string, TestParty>();
const tokens = new Map<string, string>();
let count = 0;

beforeAll(async () => {
  const folder = testFolder('policy-');
  writeFileSync(join(folder, 'policy'), POLICY);
  app = await startTestApp({ env: { WITNESS_POLICY: join(folder, 'policy') } });
  parties = new Parties(app);
  ({ vkey } = app.app.get(LedgerIdentity, { strict: false }));
  await enrol('mine', ['producer', 'exporter'], 'RW');
  await enrol('carrier', ['carrier'], 'TZ');
  await enrol('customs', ['customs'], 'RW');
  await enrol('stranger', ['carrier'], 'RW');
  await enrol('buyer', ['importer'], 'TZ');
  await enrol('agent', ['exporter'], 'RW');
  const items = [{ itemId: 'EV-LOT', hs: '261590', qty: { value: '500', unit: 'KGM' } }];
  await sign('mine', 'COMMISSION', { basis: 'mined', items, place: { locode: 'RWKGL' } });
  const delegation = { principal: 'mine', agent: 'agent', types: ['CONSIGN'] };
  const year = { validFrom: '2020-01-01', validTo: '2099-12-31' };
  await parties.register('delegation', { delegation: { ...delegation, ...year } });
  await sign('agent', 'CONSIGN', {
    onBehalfOf: 'mine',
    ucr: UCR,
    items,
    commodity: '3T',
    consignee: 'carrier',
    endUser: 'buyer',
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
  const { verdict, checks } = verifyEvidence(bytes, { vkey }, signingRules);
  expect({ verdict, broken: checks.filter(({ ok }) => !ok) }).toEqual({
    verdict: 'verified',
    broken: [],
  });
  return parseEvidence(bytes);
}

function rolesIn(bytes: Uint8Array): string | undefined {
  const { checks } = verifyEvidence(bytes, { vkey }, signingRules);
  return checks.find(({ what }) => what === 'roles')?.detail;
}

function asOfIndex({ answer }: ReturnType<typeof parseEvidence>): number {
  const { index } = answer['asOf'] as { index: number };
  return index;
}

function sizeOf({ completeness }: ReturnType<typeof parseEvidence>): number {
  const { size } = completeness as { size: number };
  return size;
}

async function newestIndex(): Promise<number> {
  return (await app.app.get(LogReader, { strict: false }).size()) - 1;
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
    expect(rolesIn(await evidenceFor('customs'))).toMatch(/^\d+ events and decisions, each by/u);
  });

  it('names the witness policy of the ledger, as a hint', async () => {
    expect(verified(await evidenceFor('customs')).ledger.policy).toBe(POLICY);
  });

  it('gives a party its own part, which verifies as well', async () => {
    expect(rolesIn(await evidenceFor('carrier'))).toContain('does not show the roles');
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

  it('shows an authority the registrations of all parties that the answer names, also of those who signed nothing', async () => {
    const { entries, answer } = verified(await evidenceFor('customs'));

    const registered = entries.flatMap(({ statement }) => {
      const payload = JSON.parse(Buffer.from(statement.payload).toString('utf8'));
      return payload.kind === 'party' ? [payload.party.id] : [];
    });
    const named = (answer['parties'] as { id: string }[]).map(({ id }) => id);
    expect(named).toContain('buyer');
    expect(registered).toEqual(expect.arrayContaining(named));
  });

  it('gives the same bytes for the same moment', async () => {
    const { body } = await parties.get(`/v1/consignments/${UCR}`, tokens.get('carrier'));
    const query = `?asOf=${body.timeline.at(-1).index}`;
    const first = await evidenceFor('carrier', query);

    expect(Buffer.compare(first, await evidenceFor('carrier', query))).toBe(0);
  });

  it('holds findings of its gaps, for those who may read them', async () => {
    const deadline = Date.now() + 20_000;
    let kinds: (string | undefined)[] = [];
    while (!kinds.includes('finding') && Date.now() < deadline) {
      const { entries } = verified(await evidenceFor('customs'));
      kinds = entries.map(({ statement }) => kindOfPayloadType(statement.payloadType));
    }

    expect(kinds).toContain('finding');
  });

  it('proves to authorities that no event of the consignment is left out, up to its moment', async () => {
    const transport = { mode: 'road', meansId: 'T-1' };
    await sign('carrier', 'ARRIVE', { ucr: UCR, transport, place: { locode: 'TZDAR' } });
    await app.app.get(Provenance, { strict: false }).idle();
    await parties.party('after', ['carrier']);

    const now = verified(await evidenceFor('customs', `?asOf=${await newestIndex()}`));

    expect(now.completeness).toMatchObject({ subject: `consignment:${UCR}` });
    expect(sizeOf(now)).toBeGreaterThan(asOfIndex(now));
    const bytes = await evidenceFor('customs');
    expect(sizeOf(verified(bytes))).toBeGreaterThan(asOfIndex(verified(bytes)));
    const { checks } = verifyEvidence(bytes, { vkey }, signingRules);
    expect(checks.find(({ what }) => what === 'completeness')?.detail).toContain('all are here');
    expect(verified(await evidenceFor('carrier')).completeness).toBeUndefined();
  });

  it('states no root for the roots that exports have stated', async () => {
    const rootsSince = async (index: number): Promise<number> => {
      const log = app.app.get(LogReader, { strict: false });
      return (await log.entriesOf(['map'], index, await log.size())).length;
    };
    await parties.party('yet-another', ['carrier']);
    const moment = await newestIndex();
    await evidenceFor('customs', `?asOf=${moment}`);
    const stated = await rootsSince(moment);
    const root = await until(async () => (await newestIndex()) > moment && newestIndex());

    await evidenceFor('customs', `?asOf=${root}`);

    expect(stated).toBeGreaterThan(0);
    expect(await rootsSince(moment)).toBe(stated);
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
    const { checks } = verifyEvidence(bytes, { vkey }, signingRules);
    expect(checks.find(({ what }) => what === 'signatures')?.detail).toContain('revoked later');
  });

  it('is as silent to strangers as the answer', async () => {
    const not = await parties.get(PATH, tokens.get('stranger'));
    const none = await parties.get('/v1/consignments/6RW-NOWHERE/evidence', tokens.get('customs'));

    expect(not.status).toBe(404);
    expect({ ...not.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });
});

describe('GET /v1/consignments/{ucr}/evidence, as a document to print', () => {
  async function pdfFor(reader: string, query = ''): Promise<Uint8Array> {
    const response = await ask(reader, 'application/pdf', query);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    return new Uint8Array(await response.arrayBuffer());
  }

  async function ask(reader: string, accept: string, query = ''): Promise<Response> {
    const headers = { authorization: `Bearer ${tokens.get(reader)}`, accept };
    return fetch(`${app.url}${PATH}${query}`, { headers });
  }

  it('has the bundle attached, which verifies', async () => {
    const query = `?asOf=${await newestIndex()}`;
    const bundle = await evidenceFor('customs', query);

    const pdf = await PDFDocument.load(await pdfFor('customs', query), { updateMetadata: false });

    const [attached] = attachmentsOf(pdf);
    expect(attached).toMatchObject({ name: `${UCR}.custody.json`, relationship: '/Source' });
    expect(Buffer.compare(attached!.bytes, bundle)).toBe(0);
    verified(attached!.bytes);
    expect(pdf.getTitle()).toBe(`Evidence report ${UCR}`);
    const sha256 = createHash('sha256').update(bundle).digest('hex');
    expect(pdf.getKeywords()).toContain(sha256);
    const { answer } = parseEvidence(bundle);
    const { time } = answer['asOf'] as { time: string };
    expect(pdf.getCreationDate()?.getTime()).toBe(Math.floor(Date.parse(time) / 1000) * 1000);
    expect(pdf.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
  });

  it('breaks none of the rules of PDF/A-3b that can be read from its parts', async () => {
    expect(await archiveFaults(await pdfFor('customs'))).toEqual([]);
  });

  it('is the same bytes for the same bundle', async () => {
    const query = `?asOf=${await newestIndex()}`;

    const [first, second] = [await pdfFor('customs', query), await pdfFor('customs', query)];

    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('gives a party its own part', async () => {
    const pdf = await PDFDocument.load(await pdfFor('carrier'), { updateMetadata: false });

    const { answer } = verified(attachmentsOf(pdf)[0]!.bytes);

    expect(answer).toMatchObject({ view: 'party', verdict: null });
  });

  it('is asked for by name: what is not offered is 406, and what is not there is 404', async () => {
    const odd = await ask('customs', 'text/html');
    const [html, stranger] = [await odd.json(), await ask('stranger', 'application/pdf')];

    expect(odd.status).toBe(406);
    expect(html).toMatchObject({ code: 'not-acceptable' });
    expect(stranger.status).toBe(404);
    expect((await ask('customs', '*/*')).headers.get('content-type')).toContain('json');
    expect((await ask('customs', 'text/html, */*;q=0.1')).status).toBe(200);
  });
});

interface Attachment {
  readonly name: string;
  readonly relationship: string;
  readonly bytes: Uint8Array;
}

/** Associated files of the document (ISO 32000-2, section 14.13). */
function attachmentsOf(pdf: PDFDocument): Attachment[] {
  const files = pdf.catalog.lookup(PDFName.of('AF'), PDFArray);
  return files.asArray().map((_, at) => {
    const spec = files.lookup(at, PDFDict);
    const stream = spec.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F'));
    if (!(stream instanceof PDFRawStream)) throw new Error('the attachment has no bytes');
    return {
      name: spec.lookup(PDFName.of('F'), PDFString).asString(),
      relationship: spec.lookup(PDFName.of('AFRelationship'), PDFName).toString(),
      bytes: new Uint8Array(decodePDFRawStream(stream).decode()),
    };
  });
}
