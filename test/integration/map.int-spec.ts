import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { itemSubject } from '../../src/custody/map-subjects.js';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import type { Role } from '../../src/custody/vocabulary/roles.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import {
  checkCompleteness,
  encodeUtf8,
  parseEnvelope,
  parseMapRoot,
  verifyFile,
} from '../../src/protocol/index.js';
import { CompletenessProofs } from '../../src/provenance/map/completeness-proofs.js';
import { auditMap } from '../../src/provenance/map/map-audit.js';
import { MapFollower } from '../../src/provenance/map/map-follower.js';
import { MapStore } from '../../src/provenance/map/map.store.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { mapCaughtUp } from '../support/map.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

const ITEM = 'LOT-COUNTED';
const any = { strict: false } as const;

let app: TestApp;
let mine: TestParty;
let parties: Parties;
let events: EventFactory;
let follower: MapFollower;
let proofs: CompletenessProofs;
let vkey: string;
let owner: Client;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  events = new EventFactory(parties);
  mine = await parties.party('P-MINE', ['producer']);
  follower = app.app.get(MapFollower, any);
  proofs = app.app.get(CompletenessProofs, any);
  vkey = app.app.get(LedgerIdentity, any).vkey;
  owner = new Client({ connectionString: app.testDatabase.url });
  await owner.connect();
}, START_MS);

afterAll(async () => {
  await owner.end();
  await checkLedger(app);
  await app.close();
}, START_MS);

async function commission(itemId: string): Promise<{ index: number; statementHash: string }> {
  const items = [{ itemId, hs: '261590', qty: { value: '1', unit: 'KGM' } }];
  const { status, body } = await parties.post('/v1/events', events.commission(mine, { items }));
  expect(status).toBe(201);
  return body;
}

async function rows<T extends object>(sql: string): Promise<T[]> {
  return app.database.query<T>(sql);
}

async function provedIndexes(subject: ReturnType<typeof itemSubject>): Promise<number[]> {
  const checked = checkCompleteness(await proofs.prove(subject), vkey);
  if (!checked.ok) throw new Error(checked.reason);
  return checked.entries.map(({ index }) => index);
}

describe('the completeness map', () => {
  it('proves nothing before its first root', async () => {
    expect(await proofs.prove(itemSubject(ITEM))).toBeUndefined();
  });

  it('proves all entries of an item, and that there are none of another', async () => {
    const first = await commission(ITEM);
    await commission('LOT-OTHER');
    const third = await commission(ITEM);
    await mapCaughtUp(app);

    expect(await provedIndexes(itemSubject(ITEM))).toEqual([first.index, third.index]);
    expect(await provedIndexes(itemSubject('LOT-NEVER'))).toEqual([]);
  });

  it('counts a correction with what it corrects', async () => {
    const original = await commission('LOT-CORRECTED');
    const { body } = await parties.post(
      '/v1/events',
      events.correction(mine, original.statementHash),
    );
    await mapCaughtUp(app);

    expect(await provedIndexes(itemSubject('LOT-CORRECTED'))).toEqual([original.index, body.index]);
  });

  it('is carried by the answers of authorities, not by those of parties', async () => {
    const auditor = await parties.logIn(await parties.party('A-CH', ['auditor']));
    const own = await parties.logIn(mine);
    const ucr = '6RW-COUNTED';
    const { body: entry } = await parties.post(
      '/v1/events',
      events.event(mine, {
        ...events.commissionOf(mine),
        basis: undefined,
        type: 'CONSIGN',
        ucr,
        commodity: '3T',
        consignee: 'P-MINE',
        endUser: 'P-MINE',
        plan: { countries: ['RW'], transitCountries: [] },
      }),
    );
    await mapCaughtUp(app);
    const { body: later } = await parties.post(
      '/v1/events',
      events.event(mine, {
        ...events.commissionOf(mine),
        basis: undefined,
        items: undefined,
        type: 'SEAL',
        ucr,
        seals: { applied: ['S-1'], class: 'H' },
      }),
    );
    const answer = await parties.get(`/v1/consignments/${ucr}`, auditor);

    const { completeness } = answer.body.integrity;
    expect(checkCompleteness(completeness.proof, vkey)).toMatchObject({
      ok: true,
      subject: `consignment:${ucr}`,
      entries: [{ index: entry.index }],
    });
    expect(completeness.after).toEqual([later.index]);
    const item = await parties.get(`/v1/items/${ITEM}`, auditor);
    expect(item.body.integrity.completeness.proof.entries).toHaveLength(2);
    const party = await parties.get(`/v1/consignments/${ucr}`, own);
    expect(party.body).toMatchObject({ view: 'party', integrity: { completeness: null } });
  });

  it('proves to auditors and prosecutors that there is none, and to nobody else', async () => {
    const log = async (id: string, role: Role): Promise<string> =>
      parties.logIn(await parties.party(id, [role], { country: 'KE' }));
    const [auditor, prosecutor, customs, other] = [
      await log('A-ABSENT', 'auditor'),
      await log('P-ABSENT', 'prosecutor'),
      await log('C-ABSENT', 'customs'),
      await log('X-ABSENT', 'carrier'),
    ];
    const { index } = await commission('LOT-JUST-NOW');
    const bodyFor = async (path: string, token: string): Promise<any> => {
      const { status, body } = await parties.get(path, token);
      expect(status).toBe(404);
      return { ...body, instance: '' };
    };

    for (const [path, there, subject] of [
      ['/v1/consignments/6RW-NONE', '/v1/consignments/6RW-COUNTED', 'consignment:6RW-NONE'],
      ['/v1/consignments/6RW-NONE;2026', '/v1/consignments/6RW-COUNTED', 'consignment:6RW-NONE'],
      [
        '/v1/consignments/6RW-NONE/evidence',
        '/v1/consignments/6RW-COUNTED/evidence',
        'consignment:6RW-NONE',
      ],
      ['/v1/items/LOT-NONE', `/v1/items/${ITEM}`, 'item:LOT-NONE'],
    ] as const) {
      const { completeness, ...rest } = await bodyFor(path, auditor);
      const checked = checkCompleteness(completeness, vkey);

      expect(checked).toMatchObject({ ok: true, subject, entries: [] });
      expect(completeness.size).toBeGreaterThan(index);
      const saved = encodeUtf8(JSON.stringify((await parties.get(path, auditor)).body));
      expect(verifyFile(saved, { vkey }, signingRules)).toMatchObject({
        verdict: 'verified',
        checks: [{ what: 'absence', detail: expect.stringContaining(subject) }],
      });
      expect((await parties.post('/v1/verify', saved)).body).toMatchObject({ ok: true });
      expect((await bodyFor(path, prosecutor)).completeness).toMatchObject({ subject });
      for (const token of [customs, other]) {
        expect(await bodyFor(path, token)).toEqual(rest);
        expect(JSON.stringify(await bodyFor(there, token))).toBe(JSON.stringify(rest));
      }
    }
  });

  it('proves that there was none at a time, but not of one year of a UCR that has another', async () => {
    const auditor = await parties.logIn(await parties.party('A-THEN', ['auditor']));
    const proofAt = async (path: string): Promise<unknown> =>
      (await parties.get(path, auditor)).body.completeness;

    expect(await proofAt('/v1/consignments/6RW-COUNTED?asOf=1')).toBeDefined();
    expect(await proofAt('/v1/consignments/6RW-COUNTED;2016')).toBeUndefined();
  });

  it('says how far it reaches, and an export brings it up to now', async () => {
    const before = await proofs.prove(itemSubject(ITEM));
    const { index } = await commission(ITEM);

    expect(await proofs.prove(itemSubject(ITEM))).toMatchObject({ size: before!.size });
    const now = await proofs.proveBeyond(itemSubject(ITEM), index);
    expect(now!.size).toBeGreaterThan(index);
    expect(now!.entries.at(-1)!.index).toBe(index);
    expect(checkCompleteness(now, vkey).ok).toBe(true);
  });

  it('states a root once, and only when it has changed', async () => {
    await mapCaughtUp(app);
    const [{ count } = { count: 0 }] = await rows<{ count: number }>(
      'select count(*) from log_entries where kind = 5',
    );
    await parties.party('P-NOBODY', ['carrier']);
    await mapCaughtUp(app);

    expect(await rows('select count(*) from log_entries where kind = 5')).toEqual([{ count }]);
  });

  it('states an old root again for whoever asks how far it goes, and not for its own statements', async () => {
    const roots = async () => (await rows('select idx from log_entries where kind = 5')).length;
    const before = await roots();
    const newest = (await rows<{ size: number }>('select size from log_head'))[0]!.size - 1;

    const proof = await proofs.proveBeyond(itemSubject(ITEM), newest);
    await proofs.proveBeyond(itemSubject(ITEM), newest + 1);

    expect(proof!.size).toBeGreaterThan(newest);
    expect(checkCompleteness(proof, vkey)).toMatchObject({ ok: true });
    expect(await roots()).toBe(before + 1);
  });

  it('proves that there was none as of an earlier entry, in an answer that says its moment', async () => {
    const auditor = await parties.logIn(
      await parties.party('A-EARLIER', ['auditor'], { country: 'KE' }),
    );
    const [head] = await rows<{ size: number }>('select size from log_head');
    const before = head!.size - 1;
    const { index } = await commission('LOT-LATER');
    await mapCaughtUp(app);
    const { status, body } = await parties.get(`/v1/items/LOT-LATER?asOf=${before}`, auditor);

    expect({ status, asOf: body.asOf }).toEqual({ status: 404, asOf: before });
    expect(body.completeness.entries).toEqual([expect.objectContaining({ index })]);
    const verdictOf = (answer: object) =>
      verifyFile(encodeUtf8(JSON.stringify(answer)), { vkey }, signingRules).verdict;
    expect(verdictOf(body)).toBe('verified');
    expect(verdictOf({ ...body, asOf: index })).toBe('failed');
    expect((await parties.post('/v1/verify', encodeUtf8(JSON.stringify(body)))).body).toMatchObject(
      { ok: true },
    );
  });

  it('is the same however often it is made again, by several at a time', async () => {
    await events.postText(
      app.url,
      events.array(Array.from({ length: 40 }, () => events.commission(mine))),
    );
    await Promise.all([mapCaughtUp(app), mapCaughtUp(app)]);
    const dump = 'select path, slots from map_pages order by path';
    const pages = await rows(dump);
    const roots = await rows('select * from map_roots order by size');

    await follower.rebuild();

    expect(await rows(dump)).toEqual(pages);
    expect(await rows('select * from map_roots order by size')).toEqual(roots);
    expect(await provedIndexes(itemSubject(ITEM))).toHaveLength(3);
  });

  it('takes no harm, and cries no wolf, when it is made again in the middle of a step', async () => {
    const store = app.app.get(MapStore, any);
    const pagesOf = store.pages.bind(store);
    const dump = 'select path, slots from map_pages order by path';
    const before = await rows(dump);
    const read = async (stage: 'cleared' | 'made again', keys: readonly Uint8Array[]) => {
      store.pages = pagesOf;
      if (stage === 'made again') await follower.rebuild();
      else await store.clear();
      const pages = await pagesOf(keys);
      if (stage === 'cleared') await follower.rebuild();
      return pages;
    };

    // A step of a rebuild, whose root was stated before: it looks wrong.
    await store.clear();
    store.pages = async (keys) => read('made again', keys);
    expect(await follower.step()).toBe('elsewhere');
    await follower.rebuild();
    // A step beyond: what it read is gone, and the cursor stands where it stood.
    await commission('LOT-MEANWHILE');
    store.pages = async (keys) => read('cleared', keys);
    expect(await follower.step()).toBe('elsewhere');
    store.pages = pagesOf;

    expect(await rows(dump)).toEqual(before);
    await mapCaughtUp(app);
    const { mapSeed } = app.app.get(LedgerIdentity, any);
    expect((await auditMap(app.database.pool, mapSeed)).faults).toEqual([]);
  });

  it('is derived again by an audit, which finds every change of its tables', async () => {
    const { mapSeed } = app.app.get(LedgerIdentity, any);
    const audit = async () => (await auditMap(app.database.pool, mapSeed)).faults;
    const tampered = async (sql: string): Promise<string[]> => {
      await owner.query('begin');
      await owner.query('alter table map_roots disable trigger refuse_change');
      const held = await owner.query(sql);
      expect(held.rowCount).toBeGreaterThan(0);
      await owner.query('commit');
      return (await audit()).map(({ where }) => where);
    };
    const { subjects, roots, faults } = await auditMap(app.database.pool, mapSeed);
    expect({ faults, hasAll: subjects > 40 && roots > 3 }).toEqual({ faults: [], hasAll: true });

    for (const [table, change] of [
      ['map_state', 'root = sha256(root)'],
      ['map_pages', `slots = slots || '\\x00'`],
      ['map_roots', 'root = sha256(root)'],
      ['map_roots', 'idx = idx + 1'],
    ] as const) {
      await owner.query(`create table saved as select * from ${table}`);
      expect(await tampered(`update ${table} set ${change}`)).not.toEqual([]);
      await owner.query(`delete from ${table}`);
      await owner.query(`insert into ${table} select * from saved`);
      await owner.query('drop table saved');
    }
    await owner.query('alter table map_roots enable always trigger refuse_change');
    expect(await audit()).toEqual([]);
    const others = await auditMap(app.database.pool, new Uint8Array(32));
    expect(others.faults.length).toBeGreaterThan(roots);
  });

  it('goes on where a process died between a step and its statement', async () => {
    const { index } = await commission('LOT-ORPHAN');
    // Takes the entries in, and does not come to stating.
    expect(await follower.step()).toBe('progress');
    expect(await proofs.prove(itemSubject('LOT-ORPHAN'))).toBeUndefined();

    await mapCaughtUp(app);

    expect(await provedIndexes(itemSubject('LOT-ORPHAN'))).toEqual([index]);
  });

  it('is sound to an audit while it is behind what was stated', async () => {
    const { mapSeed } = app.app.get(LedgerIdentity, any);
    const tables = ['map_state', 'map_pages', 'map_subjects', 'map_entries'];
    for (const table of tables) await owner.query(`create table behind_${table} as table ${table}`);
    await commission('LOT-AHEAD');
    await mapCaughtUp(app);
    await owner.query('begin');
    for (const table of tables) {
      await owner.query(`delete from ${table}`);
      await owner.query(`insert into ${table} select * from behind_${table}`);
    }
    await owner.query('commit');

    expect((await auditMap(app.database.pool, mapSeed)).faults).toEqual([]);
    await owner.query(`update map_state set root = sha256(root)`);
    expect((await auditMap(app.database.pool, mapSeed)).faults).not.toEqual([]);
    await owner.query('update map_state set root = behind.root from behind_map_state behind');
    for (const table of tables) await owner.query(`drop table behind_${table}`);
    await mapCaughtUp(app);
    expect(await provedIndexes(itemSubject('LOT-AHEAD'))).toHaveLength(1);
  });

  it('keeps what was stated, for ever', async () => {
    const [entry] = await rows<{ statement: Buffer }>(
      'select statement from log_entries where kind = 5 order by idx desc limit 1',
    );
    const root = parseMapRoot(parseEnvelope(entry!.statement).payload);

    expect(root.vrfKey).toEqual(follower.vrfKey);
    await expect(rows('update map_roots set idx = 1')).rejects.toThrow(/permission denied/u);
    await expect(owner.query('update map_roots set idx = 1')).rejects.toThrow(/append-only/u);
  });

  it('states nothing any more when the log gives another map than was stated', async () => {
    await owner.query('alter table map_roots disable trigger refuse_change');
    await owner.query(`update map_roots set root = decode(repeat('11', 32), 'hex')`);

    await expect(follower.rebuild()).rejects.toThrow(/is not the one stated/u);
  });
});
