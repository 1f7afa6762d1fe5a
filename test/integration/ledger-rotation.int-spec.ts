import { existsSync, linkSync, readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { KeyRotation } from '../../src/cli/local/rotate-ledger-key.js';
import { AppendStatement } from '../../src/ledger/append-statement.js';
import { auditLog, type AuditReport } from '../../src/ledger/audit.js';
import { prepareRotation, rotationStatement } from '../../src/ledger/key-rotation.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { keyFilePath } from '../../src/ledger/ledger-keys.js';
import type { LogEntry } from '../../src/ledger/log-entry.js';
import { StatementIndex } from '../../src/ledger/statement-index.js';
import {
  checkCompleteness,
  checkReceipt,
  checkRotations,
  decodeUtf8,
  formatVkey,
  ledgerKeyOf,
  type LedgerKeys,
  openCheckpoint,
  parseEnvelope,
  parseVkey,
  publicKeyOf,
  type Receipt,
  secretKeyOfJwk,
  signCheckpoint,
  sign,
  thumbprint,
  toHex,
  verifyEvidence,
  verifyFile,
} from '../../src/protocol/index.js';
import { CompletenessProofs } from '../../src/provenance/map/completeness-proofs.js';
import { MapFollower } from '../../src/provenance/map/map-follower.js';
import { directoryAt } from '../../src/registry/directory-at.js';
import { RegistryState } from '../../src/registry/registry-state.js';
import { Provenance } from '../../src/provenance/provenance.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { testFolder } from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { makeKey, Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { mapCaughtUp } from '../support/map.js';

jest.setTimeout(120_000);

const UCR = '6RW2077-ROTATION';
const any = { strict: false } as const;

/** The running service, and the process in which the operator rotates; both on one database and one data folder. */
let service: TestApp;
let operator: TestApp;
let parties: Parties;
let events: EventFactory;
let mine: TestParty;
let oldVkey: string;
let before: { envelope: Uint8Array; receipt: Receipt };
let bundleBefore: Uint8Array;

beforeAll(async () => {
  service = await startTestApp();
  parties = new Parties(service);
  events = new EventFactory(parties);
  mine = await parties.party('mine', ['producer', 'exporter']);
  oldVkey = service.app.get(LedgerIdentity, any).vkey;
  before = await posted(service, events.commission(mine));
  const items = [{ itemId: 'ROT-LOT', hs: '261590', qty: { value: '500', unit: 'KGM' } }];
  await record('COMMISSION', { basis: 'mined', items, place: { locode: 'RWKGL' } });
  await record('CONSIGN', {
    ucr: UCR,
    items,
    commodity: '3T',
    consignee: 'mine',
    endUser: 'mine',
    plan: { countries: ['RW'], transitCountries: [] },
  });
  await service.app.get(Provenance, any).idle();
  await mapCaughtUp(service);
  bundleBefore = await evidence();
  const { testDatabase: database, dataDir } = service;
  operator = await startTestApp({ database, dataDir });
});

afterAll(async () => {
  await checkLedger(service);
  await operator.close();
  await service.close();
});

async function posted(
  app: TestApp,
  envelope: Uint8Array,
): Promise<{ envelope: Uint8Array; receipt: Receipt }> {
  const answer = await new Parties(app).post('/v1/events', envelope);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { envelope, receipt: answer.body };
}

async function record(type: string, more: object, { key } = mine): Promise<Receipt> {
  const payload = {
    schema: 'custody-event/1',
    ledger: parties.origin,
    eventId: `rot-${type}`,
    type,
    actor: 'mine',
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    ...more,
  };
  return (await posted(service, parties.sign('event', payload, [key]))).receipt;
}

async function evidence(): Promise<Uint8Array> {
  const token = await parties.logIn(mine);
  const response = await fetch(`${service.url}/v1/consignments/${UCR}/evidence`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(decodeUtf8(bytes));
  return bytes;
}

async function wellKnown(app = service): Promise<any> {
  return (await fetch(`${app.url}/.well-known/custody-ledger`)).json();
}

function rotate(options: Partial<ConstructorParameters<typeof KeyRotation>[1]> = {}) {
  return new KeyRotation(operator.app, { reason: 'a year has passed', ...options }).run();
}

function formatOwn(origin: string, secretKey: Uint8Array): string {
  return formatVkey(origin, publicKeyOf(secretKey));
}

async function sizeOfLog(): Promise<number> {
  const [row] = await service.database.query<{ size: number }>('select size from log_head');
  return row!.size;
}

function keyOfFile(name: string, dataDir = service.dataDir): Uint8Array {
  return publicKeyOf(secretKeyOfJwk(JSON.parse(readFileSync(keyFilePath(dataDir, name), 'utf8'))));
}

async function keysOf(app = service): Promise<LedgerKeys> {
  const { rotations } = await wellKnown(app);
  const checked = checkRotations(rotations, [ledgerKeyOf(oldVkey)]);
  if (!checked.ok) throw new Error(checked.reason);
  return checked.value;
}

async function audit(vkey?: string): Promise<AuditReport> {
  await service.app.get(StatementIndex, any).catchUp();
  const state = new RegistryState();
  const registry = {
    directory: directoryAt(state),
    fold: (entry: Pick<LogEntry, 'index' | 'recordedAt' | 'statement'>) => {
      const registration = JSON.parse(decodeUtf8(parseEnvelope(entry.statement).payload));
      state.fold({ ...entry, registration });
    },
  };
  const { pool } = service.database;
  return auditLog({ pool, registry, ...(vkey === undefined ? {} : { vkey }) });
}

describe('before the rotation', () => {
  it('a new key of the ledger is not taken over HTTP, however well it is signed', async () => {
    const own = secretKeyOfJwk(
      JSON.parse(readFileSync(keyFilePath(service.dataDir, 'ledger.jwk.json'), 'utf8')),
    );
    const next = makeKey();
    const vkey = formatOwn(parties.origin, next.secretKey);
    const rotation = { replaces: oldVkey, vkey, reason: 'mine now' };
    const answer = await parties.tryRegister('ledger-key', { rotation }, [
      parties.registrar,
      makeKey(own),
      next,
    ]);

    expect(answer).toMatchObject({ status: 422, body: { code: 'role' } });
  });

  it('nobody is told of rotations', async () => {
    expect(await wellKnown()).toMatchObject({ vkey: oldVkey, formerKeys: [], rotations: [] });
  });

  it('preparing makes a key and appends nothing', async () => {
    const size = await sizeOfLog();

    const first = await rotate({ prepare: true });
    const again = await rotate({ prepare: true });

    expect(first).toMatchObject({ state: 'prepared', formerVkey: oldVkey, index: null });
    expect(again.vkey).toBe(first.vkey);
    expect(await sizeOfLog()).toBe(size);
  });
});

describe('a rotation beside a running service', () => {
  let rotation: number;
  let newVkey: string;
  let after: { envelope: Uint8Array; receipt: Receipt };

  beforeAll(async () => {
    const prepared = await rotate({ prepare: true });
    const rotated = await rotate();
    expect(rotated).toMatchObject({ state: 'rotated', vkey: prepared.vkey, formerVkey: oldVkey });
    rotation = rotated.index!;
    newVkey = rotated.vkey;
    after = await posted(service, events.commission(mine));
  });

  it('is taken up by the service without a restart: later receipts are of the new key', async () => {
    expect(checkReceipt({ ...after, vkey: newVkey })).toMatchObject({ ok: true });
    expect(checkReceipt({ ...after, vkey: oldVkey })).toMatchObject({ ok: false });
    expect((await wellKnown()).vkey).toBe(newVkey);
  });

  it('leaves old receipts as they were: they verify under the old key, and are given again', async () => {
    const again = await parties.post('/v1/events', before.envelope);

    expect(again).toMatchObject({ status: 200, body: before.receipt });
    expect(checkReceipt({ ...before, vkey: oldVkey })).toMatchObject({ ok: true });
  });

  it('gives every file its name, and the map a seed of its own', () => {
    const former = `ledger-${toHex(parseVkey(oldVkey).keyId)}.jwk.json`;

    expect(readdirSync(join(service.dataDir, 'keys')).toSorted()).toEqual(
      [former, 'ledger.jwk.json', 'map-seed.jwk.json', 'registrar.jwk.json'].toSorted(),
    );
    expect(keyOfFile('ledger.jwk.json')).toEqual(parseVkey(newVkey).publicKey);
    expect(keyOfFile(former)).toEqual(parseVkey(oldVkey).publicKey);
  });

  it('tells anybody how to come from either key to the other', async () => {
    const { rotations, formerKeys } = await wellKnown();

    expect(formerKeys).toEqual([{ vkey: oldVkey, replacedBy: rotation }]);
    for (const trusted of [oldVkey, newVkey])
      expect(checkRotations(rotations, [ledgerKeyOf(trusted)])).toMatchObject({
        ok: true,
        value: [{ from: 0 }, { from: rotation }],
      });
    const stranger = formatOwn(parties.origin, makeKey().secretKey);
    expect(checkRotations(rotations, [ledgerKeyOf(stranger)])).toMatchObject({ ok: false });
  });

  it('has every head signed by the key of its size', async () => {
    const keys = await keysOf();
    const rows = await service.database.query<{ size: number; note: string }>(
      'select size, note from log_checkpoints',
    );

    const wrong = rows.filter(({ note }) => !openCheckpoint(note, keys).ok);
    expect(wrong).toEqual([]);
    for (const { size, note } of rows)
      expect(openCheckpoint(note, oldVkey).ok).toBe(size <= rotation);
  });

  it('lets map and proofs of completeness go on with the same places', async () => {
    const follower = service.app.get(MapFollower, any);
    await mapCaughtUp(service);
    const proof = await service.app.get(CompletenessProofs, any).prove(`consignment:${UCR}`);

    expect(checkCompleteness(proof, await keysOf())).toMatchObject({ ok: true });
    expect(checkCompleteness(proof, newVkey)).toMatchObject({ ok: true });
    expect(proof!.map.receipt.index).toBeGreaterThan(rotation);
    expect(proof!.map.statement.signatures[0]?.keyid).toBe(
      thumbprint(parseVkey(newVkey).publicKey),
    );
    expect(operator.app.get(MapFollower, any).vrfKey).toEqual(follower.vrfKey);
  });

  it('gives evidence that either key verifies', async () => {
    const bundle = await evidence();

    expect(verifyEvidence(bundle, { vkey: oldVkey }).verdict).toBe('verified');
    expect(verifyEvidence(bundle, { vkey: newVkey }).verdict).toBe('verified');
    expect(
      verifyEvidence(bundle, { vkey: formatOwn(parties.origin, makeKey().secretKey) }).verdict,
    ).toBe('failed');
  });

  it('leaves evidence of before: the old key verifies it, and the new one with the rotations', async () => {
    const { rotations } = await wellKnown();

    expect(verifyEvidence(bundleBefore, { vkey: oldVkey }).verdict).toBe('verified');
    expect(verifyEvidence(bundleBefore, { vkey: newVkey }).verdict).toBe('failed');
    expect(verifyEvidence(bundleBefore, { vkey: newVkey, rotations }).verdict).toBe('verified');
  });

  it('verifies a receipt of after with the old key and the rotations', async () => {
    const { rotations } = await wellKnown();
    const file = Buffer.from(
      JSON.stringify({ envelope: JSON.parse(decodeUtf8(after.envelope)), receipt: after.receipt }),
    );

    expect(verifyFile(file, { vkey: oldVkey, rotations }, signingRules).verdict).toBe('verified');
    expect(verifyFile(file, { vkey: [oldVkey, newVkey] }, signingRules).verdict).toBe('verified');
    expect(verifyFile(file, { vkey: oldVkey }, signingRules).verdict).toBe('failed');
  });

  it('is followed by POST /v1/verify, from either key, without being told of it', async () => {
    for (const [{ envelope, receipt }, trusted] of [
      [after, oldVkey],
      [before, newVkey],
    ] as const) {
      const query = new URLSearchParams({ vkey: trusted }).toString();
      const response = await fetch(`${service.url}/v1/verify?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ envelope: JSON.parse(decodeUtf8(envelope)), receipt }),
      });

      expect(JSON.parse(await response.text())).toMatchObject({
        ok: true,
        checks: expect.arrayContaining([expect.objectContaining({ what: 'rotations' })]),
      });
    }
  });

  it('does nothing when it is run again for the key that is gone', async () => {
    const size = await sizeOfLog();

    expect(await rotate({ replace: oldVkey })).toMatchObject({
      state: 'done before',
      index: rotation,
    });
    expect(await sizeOfLog()).toBe(size);
    await expect(rotate({ replace: 'x' })).rejects.toThrow('is not a key of this ledger');
  });

  it('passes the audit of somebody who knows the old key', async () => {
    expect(await audit(oldVkey)).toMatchObject({ isSound: true, faults: [], vkey: oldVkey });
  });

  it('is found out by the audit when the old key signs a later head', async () => {
    const owner = new Client({ connectionString: service.testDatabase.url });
    await owner.connect();
    const size = rotation + 1;
    const { rows } = await owner.query('select note, root from log_checkpoints where size = $1', [
      size,
    ]);
    const former = `ledger-${toHex(parseVkey(oldVkey).keyId)}.jwk.json`;
    const secret = secretKeyOfJwk(
      JSON.parse(readFileSync(keyFilePath(service.dataDir, former), 'utf8')),
    );
    const forged = signCheckpoint(
      { origin: parties.origin, size, root: rows[0].root },
      (message) => sign(message, secret),
      publicKeyOf(secret),
    );
    const replace = async (note: string) => {
      await owner.query('alter table log_checkpoints disable trigger refuse_change');
      await owner.query('update log_checkpoints set note = $1 where size = $2', [note, size]);
      await owner.query('alter table log_checkpoints enable always trigger refuse_change');
    };

    await replace(forged);
    const report = await audit();
    await replace(rows[0].note);
    await owner.end();

    expect(report.faults).toEqual([
      { where: `checkpoint ${size}`, what: expect.stringContaining('the key that was') },
    ]);
  });
});

describe('a rotation that was cut short', () => {
  it('after the log took it: processes start and go on, and the command only gives the files their names', async () => {
    const { dataDir, testDatabase: database } = service;
    const identity = operator.app.get(LedgerIdentity, any);
    const next = await prepareRotation(dataDir, identity);
    const { secretKey: registrar } = parties.registrar;
    const by = { registrar, reason: 'cut short' };
    const statement = rotationStatement({ dataDir, identity }, next, by);
    const result = await operator.app.get(AppendStatement, any).append(statement, 'registration');
    expect(result).toMatchObject({ status: 201 });

    const started = await startTestApp({ database, dataDir });
    await expect(posted(started, events.commission(mine))).resolves.toBeDefined();
    expect((await wellKnown(started)).vkey).toBe(next.vkey);
    await started.close();
    // As if it had been stopped between keeping the former key and renaming the next.
    const former = identity.history.at(-2)!;
    linkSync(
      keyFilePath(dataDir, 'ledger.jwk.json'),
      keyFilePath(dataDir, `ledger-${toHex(former.key.keyId)}.jwk.json`),
    );
    const size = await sizeOfLog();

    expect(await rotate()).toMatchObject({ state: 'rotated', vkey: next.vkey });

    expect(await sizeOfLog()).toBe(size);
    expect(keyOfFile('ledger.jwk.json')).toEqual(parseVkey(next.vkey).publicKey);
    expect(existsSync(next.path)).toBe(false);
  });
});

describe('a process without the new key', () => {
  it('says so and signs nothing, until the file is brought', async () => {
    const { testDatabase: database } = service;
    const dataDir = join(testFolder('other-machine-'), 'data');
    await cp(join(service.dataDir, 'keys'), join(dataDir, 'keys'), { recursive: true });
    const other = await startTestApp({ database, dataDir });
    await rotate({ reason: 'another year' });

    const refused = await new Parties(other).post('/v1/events', events.commission(mine));
    const ready = await fetch(`${other.url}/health/ready`);
    expect(refused.status).toBe(503);
    expect(ready.status).toBe(503);

    await cp(join(service.dataDir, 'keys'), join(dataDir, 'keys'), { recursive: true });
    await until(async () => (await fetch(`${other.url}/health/ready`)).status === 200);
    await expect(posted(other, events.commission(mine))).resolves.toBeDefined();
    await other.close();
  });

  it('does not start', async () => {
    const { testDatabase: database } = service;
    const dataDir = join(testFolder('other-machine-'), 'data');
    const keys = join(service.dataDir, 'keys');
    await cp(join(keys, 'map-seed.jwk.json'), join(dataDir, 'keys', 'map-seed.jwk.json'));

    await expect(startTestApp({ database, dataDir })).rejects.toThrow('no file ledger*.jwk.json');
  });
});

describe('a key of a party', () => {
  it('is replaced: both sign meanwhile, then one; what the first signed stands', async () => {
    const spare = makeKey();
    const first = await posted(service, events.commission(mine));
    await parties.register('key', { key: { party: 'mine', jwk: spare.jwk } }, [
      parties.registrar,
      spare,
    ]);
    await posted(service, events.commission({ ...mine, key: spare }));
    await posted(service, events.commission(mine));
    await parties.revoke(mine.key.keyid);

    const again = await parties.post('/v1/events', first.envelope);
    const refused = await parties.post('/v1/events', events.commission(mine));
    mine = { ...mine, key: spare };
    const bundle = await evidence();

    expect(again).toMatchObject({ status: 200, body: first.receipt });
    expect(checkReceipt({ ...first, vkey: await keysOf() })).toMatchObject({ ok: true });
    expect(refused).toMatchObject({ status: 422, body: { code: 'key-revoked' } });
    expect(verifyEvidence(bundle, { vkey: oldVkey }).verdict).toBe('verified');
  });
});
