import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KeyRotation } from '../../src/cli/local/rotate-ledger-key.js';
import { auditLog } from '../../src/ledger/audit.js';
import { readSignedHeads } from '../../src/ledger/signing/signer-state.js';
import {
  encodeBase64,
  entryBytes,
  formatVkey,
  fromHex,
  parseVkey,
  publicKeyOf,
} from '../../src/protocol/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase, testFolder } from '../support/database.js';
import { EventFactory } from '../support/ledger-events.js';
import { makeKey, Parties, type TestParty } from '../support/parties.js';
import {
  API,
  copyOf,
  filesOf,
  open,
  type Posted,
  postTo,
  registry,
  type RolledBack,
  rolledBack,
  sizeOf,
} from './ledger-recovery-fixture.js';

jest.setTimeout(60_000);

/** The log before its key was replaced, with the rotation as its newest entry, and with all that came after. */
let unrotated: TestDatabase;
let rotated: TestDatabase;
let whole: TestDatabase;
let dataDir: string;
let firstVkey: string;
let newVkey: string;
/** What `/.well-known/custody-ledger` answered after the rotation. */
let wellKnownFile: string;
let wellKnown: any;
const after: Posted[] = [];
let mine: TestParty;
let rotation: number;
let size: number;
let running: TestApp | undefined;

beforeAll(async () => {
  whole = await createTestDatabase();
  open.push(whole);
  dataDir = join(testFolder('rotated-'), 'data');
  try {
    await makeHistory();
  } finally {
    await running?.close();
  }
  size = await sizeOf(whole);
}, 120_000);

afterAll(async () => {
  for (const database of open) await database.drop();
});

async function makeHistory(): Promise<void> {
  running = await startTestApp({ database: whole, dataDir, env: API });
  const parties = new Parties(running);
  mine = await parties.party('P-MINE', ['producer']);
  const events = new EventFactory(parties);
  await postTo(running.url, events.commission(mine));
  await running.close();
  unrotated = await copyOf(whole);

  running = await startTestApp({ database: whole, dataDir, env: API });
  const { index, vkey, formerVkey } = await new KeyRotation(running.app, { reason: 'aged' }).run();
  rotation = index!;
  [firstVkey, newVkey] = [formerVkey, vkey];
  await running.close();
  rotated = await copyOf(whole);

  running = await startTestApp({ database: whole, dataDir, env: API });
  for (let at = 0; at < 3; at++) {
    const envelope = events.commission(mine);
    const { status, text } = await postTo(running.url, envelope);
    expect(status).toBe(201);
    after.push({ envelope, text });
  }
  wellKnown = await (await fetch(`${running.url}/.well-known/custody-ledger`)).json();
  wellKnownFile = join(testFolder('known-'), 'ledger.json');
  writeFileSync(wellKnownFile, JSON.stringify(wellKnown));
}

/** The service goes on, gives the receipts it gave, and the audit finds no fault. */
async function expectSound({ database, dataDir: folder }: RolledBack, kept = after): Promise<void> {
  const app = await startTestApp({ database, dataDir: folder, env: API });
  try {
    for (const { envelope, text } of kept)
      expect(await postTo(app.url, envelope)).toEqual({ status: 200, text });
    const next = new EventFactory(new Parties(app)).commission(mine, { eventId: 'goes-on' });
    expect((await postTo(app.url, next)).status).toBe(201);
    const signedHeads = await readSignedHeads(folder);
    const report = await auditLog({ pool: app.database.pool, registry: registry(), signedHeads });
    expect(report.faults).toEqual([]);
  } finally {
    await app.close();
  }
}

describe('recovering a ledger whose key was replaced', () => {
  it('takes receipts that the new key has signed, and any key of the ledger for its name', async () => {
    const place = await rolledBack(rotated, dataDir);
    const fromFile = filesOf(after);

    const known = await place.recover({ fromFile, vkey: firstVkey, dryRun: true });
    const report = await place.recover({ fromFile, vkey: newVkey });

    expect(known).toMatchObject({ isWhole: true, rejected: [] });
    expect(report).toMatchObject({ putBack: 3, size, isWhole: true, rejected: [] });
    await expectSound(place);
  });

  it('puts the rotation itself back from another database, with every head after it', async () => {
    const place = await rolledBack(unrotated, dataDir);

    const report = await place.recover({ fromDatabase: [whole.url], vkey: newVkey });

    expect(report).toMatchObject({ found: rotation, size, isWhole: true, rejected: [] });
    await expectSound(place);
  });

  it('puts it back from what the ledger told of its keys, wherever else others say it stood', async () => {
    const place = await rolledBack(unrotated, dataDir);
    const [{ envelope, receipt }] = wellKnown.rotations;
    const index = rotation + 1;
    const elsewhere = entryBytes({
      index,
      recordedAt: receipt.recordedAt,
      previous: fromHex(receipt.previous),
      statementHash: fromHex(receipt.statementHash),
    });
    const claim = join(testFolder('claim-'), 'claim.json');
    writeFileSync(claim, JSON.stringify({ envelope, entry: encodeBase64(elsewhere) }));

    const without = await place.recover({ fromFile: [claim, ...filesOf(after)] });
    const report = await place.recover({ fromFile: [claim, ...filesOf(after), wellKnownFile] });

    // Nothing proves the claim, so nothing proves that the new key is the ledger's.
    expect(without).toMatchObject({ putBack: 0, isWhole: false });
    expect(without.rejected).toHaveLength(3);
    expect(report).toMatchObject({ size, isWhole: true, rejected: [], unproven: 1 });
    await expectSound(place);
  });

  it.each([
    ['first', () => firstVkey],
    ['newest', () => newVkey],
  ])('puts everything back knowing only its %s key', async (_which, vkey) => {
    const empty = await createTestDatabase();
    open.push(empty);
    const place = await rolledBack(empty, dataDir);

    const report = await place.recover({ fromDatabase: [whole.url], vkey: vkey() });

    expect(report).toMatchObject({ found: 0, putBack: size, isWhole: true, rejected: [] });
  });

  it("refuses a key that was never the ledger's", async () => {
    const place = await rolledBack(rotated, dataDir);
    const { name } = parseVkey(newVkey);
    const vkey = formatVkey(name, publicKeyOf(makeKey().secretKey));

    await expect(place.recover({ vkey })).rejects.toThrow('not of the one given');
  });
});

describe('declaring a loss after the key was replaced', () => {
  const declared = { declare: 'the disk was lost', yes: true };

  it('is done with the key of its place, and the ledger goes on', async () => {
    const place = await rolledBack(rotated, dataDir);

    const report = await place.recover(declared);

    expect(report).toMatchObject({ declaredAt: rotation + 1 });
    await expectSound(place, []);
  });

  it('is refused with a key that was replaced, and nothing is appended', async () => {
    const place = await rolledBack(rotated, dataDir);
    const keys = join(place.dataDir, 'keys');
    const former = readdirSync(keys).find((name) => /^ledger-[0-9a-f]+/u.test(name))!;
    copyFileSync(join(keys, former), join(keys, 'ledger.jwk.json'));
    rmSync(join(keys, former));

    await expect(place.recover(declared)).rejects.toThrow(newVkey);

    expect(await sizeOf(place.database)).toBe(rotation + 1);
  });

  it('of the rotation itself goes on under the key before, until it is replaced again', async () => {
    const place = await rolledBack(unrotated, dataDir);

    const report = await place.recover(declared);

    expect(report).toMatchObject({ declaredAt: rotation });
    await expectSound(place, []);
  });
});
