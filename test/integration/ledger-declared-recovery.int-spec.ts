import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MonitorState } from '../../src/cli/monitor/monitor-state.js';
import { lookAt } from '../../src/cli/monitor/look.js';
import { LedgerClient } from '../../src/client/ledger-client.js';
import { auditLog } from '../../src/ledger/audit.js';
import { readSignedHeads, SignerState } from '../../src/ledger/signing/signer-state.js';
import {
  secretKeyOfJwk,
  checkReceipt,
  envelopeOfJson,
  openCheckpoint,
  parseTlogProof,
  parseVkey,
  publicKeyOf,
  sign,
  signCheckpoint,
} from '../../src/protocol/index.js';
import { startTestApp } from '../support/app.js';
import { type TestDatabase, testFolder } from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { makeKey, Parties } from '../support/parties.js';
import {
  API,
  dataDir,
  dropAll,
  filesOf,
  foundSize,
  lost,
  monitorFile,
  newer,
  postTo,
  prepareLosses,
  registry,
  type RolledBack,
  rolledBack,
  signedSize,
  sizeOf,
  START_MS,
  vkey,
} from './ledger-recovery-fixture.js';

jest.setTimeout(60_000);

beforeAll(prepareLosses, START_MS);
afterAll(dropAll, START_MS);

describe('a loss that is declared', () => {
  const reason = 'the disk of the primary was lost';
  let place: RolledBack;
  let declaredAt: number;
  /** Entries before the declaration: the first three of those lost are put back. */
  let left: number;

  beforeAll(async () => {
    place = await rolledBack();
    left = foundSize + 3;
    const fromFile = filesOf(lost.filter((_one, at) => at !== 3));
    const report = await place.recover({ fromFile, declare: reason, yes: true });
    expect(report).toMatchObject({ putBack: 3, isWhole: false, declaredAt: left });
    declaredAt = report.declaredAt!;
    const { appendedAgain = [] } = report;
    // Two events between the gap and the registration, three after it; those put back keep their places.
    expect(appendedAgain.map(({ index }) => index)).toEqual(
      [1, 2, 3, 4, 5].map((step) => declaredAt + step),
    );
  });

  it('is the first entry behind what is left, public, and signed by a registrar and the ledger', async () => {
    const app = await startTestApp({ ...place, env: API });
    try {
      const { items } = (await new Parties(app).get('/log/recoveries')).body;
      const [{ index, envelope, receipt }] = items;
      const payload = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());

      expect(items).toHaveLength(1);
      expect(index).toBe(declaredAt);
      expect(payload).toMatchObject({
        kind: 'recovery',
        recovery: { lostFrom: left, lostTo: signedSize - 1, reason },
      });
      // The checkpoint that is given up is the one that was signed, to the byte.
      expect(openCheckpoint(payload.recovery.signed, vkey)).toMatchObject({
        ok: true,
        checkpoint: { size: signedSize },
      });
      expect(checkReceipt({ receipt, envelope: envelopeOfJson(envelope), vkey })).toMatchObject({
        ok: true,
      });
    } finally {
      await app.close();
    }
  });

  it('lets the ledger go on, sound, with old receipts still proofs and new ones for what came again', async () => {
    const app = await startTestApp({ ...place, env: API });
    try {
      for (const [at, { envelope, text }] of lost.entries()) {
        const answer = await postTo(app.url, envelope);
        if (at < 3) expect(answer).toEqual({ status: 200, text });
        // The one that nobody had is posted again by its party, who still holds it.
        expect(answer.status).toBe(at === 3 ? 201 : 200);
        for (const receipt of [JSON.parse(text), JSON.parse(answer.text)])
          expect(checkReceipt({ receipt, envelope, vkey })).toMatchObject({ ok: true });
      }
      await checkLedger(app);
      const signedHeads = await readSignedHeads(place.dataDir);
      const report = await auditLog({ pool: app.database.pool, registry: registry(), signedHeads });
      expect(report.faults).toEqual([]);
    } finally {
      await app.close();
    }
  });

  it('is a fork to whoever watched, as it should be', async () => {
    const app = await startTestApp({ ...place, env: API });
    const copy = join(testFolder('monitor-'), 'state.json');
    cpSync(monitorFile, copy);
    cpSync(`${monitorFile}.leaves`, `${copy}.leaves`);
    const state = MonitorState.open(copy, vkey);
    try {
      const look = await lookAt(new LedgerClient({ url: app.url }), {
        vkey,
        saved: state.saved,
        copy: state.copy,
      });
      expect(look).toMatchObject({ type: 'fault', kind: 'fork' });
    } finally {
      state.close();
      await app.close();
    }
  });

  it('makes the signer forget only the head it names', async () => {
    const other = await rolledBack(place.database);
    // The signer of the old history moved on by one entry that the declaration knows nothing of.
    const state = await SignerState.open(other.dataDir);
    await state.write({ size: state.head!.size + 1, root: Buffer.alloc(32, 1) });
    await state.close();

    const app = await startTestApp({ ...other, env: API });
    const answer = await postTo(app.url, lost[0]!.envelope);
    await app.close();

    expect(JSON.parse(answer.text)).toMatchObject({ code: 'rollback-detected' });
  });

  it('is refused when it is posted, asked for without --yes, or needless', async () => {
    const again = await rolledBack();
    await expect(again.recover({ declare: reason })).rejects.toThrow('add --yes');
    expect(await sizeOf(again.database)).toBe(foundSize);

    const needless = await again.recover({
      fromDatabase: [newer.url],
      declare: reason,
      yes: true,
    });
    expect(needless).toMatchObject({ isWhole: true });
    expect(needless.declaredAt).toBeUndefined();

    const app = await startTestApp({ ...again, env: API });
    const parties = new Parties(app);
    const recovery = {
      lostFrom: 1,
      lostTo: 2,
      signed: 'a note',
      foundRoot: '00'.repeat(32),
      reason,
    };
    const ledger = makeKey(secretKeyOf(again.dataDir, 'ledger'));
    const byBoth = await parties.tryRegister('recovery', { recovery, registrationId: 'r-1' }, [
      parties.registrar,
      ledger,
    ]);
    const byOne = await parties.tryRegister('recovery', { recovery, registrationId: 'r-2' });
    await app.close();
    expect(byBoth).toMatchObject({ status: 422, body: { code: 'role' } });
    expect(byOne).toMatchObject({ status: 422, body: { code: 'signature-set' } });
  });
});

describe('what is left of a history that was given up', () => {
  let place: RolledBack;
  let files: string[];
  /** The ledger right after the declaration, and after more was posted. */
  let shorter: RolledBack;
  let longer: TestDatabase;

  beforeAll(async () => {
    place = await rolledBack();
    const { declaredAt } = await place.recover({ declare: 'nobody has it', yes: true });
    expect(declaredAt).toBe(foundSize);
    const folder = testFolder('given-up-');
    files = filesOf(lost);
    // A checkpoint alone: of more entries than the log has, and not the one that was given up.
    const checkpoint = join(folder, 'checkpoint');
    writeFileSync(checkpoint, parseTlogProof(JSON.parse(lost[4]!.text).proof).checkpoint);
    files.push(checkpoint);
  });

  it('is told from what is missing: the ledger goes on', async () => {
    const signedBefore = await readSignedHeads(place.dataDir);

    const report = await place.recover({ fromFile: files });
    const again = await place.recover({ fromFile: files, declare: 'once more', yes: true });

    expect(report).toMatchObject({ putBack: 0, isWhole: true, rejected: [] });
    expect(report.givenUp).toHaveLength(lost.length + 1);
    expect(new Set(report.givenUp.map(({ declaredAt }) => declaredAt))).toEqual(
      new Set([foundSize]),
    );
    expect(again.declaredAt).toBeUndefined();
    expect(largest(await readSignedHeads(place.dataDir))).toBe(largest(signedBefore));
    shorter = await rolledBack(place.database, place.dataDir);
    const app = await startTestApp({ ...place, env: API });
    try {
      for (const { envelope } of lost.slice(0, 4))
        expect((await postTo(app.url, envelope)).status).toBe(201);
    } finally {
      await app.close();
    }
    longer = place.database;
  });

  it('is told by its roots where the log has grown as large', async () => {
    const report = await place.recover({ fromFile: files });

    expect(report).toMatchObject({ putBack: 0, isWhole: true, rejected: [] });
    expect(report.givenUp).toHaveLength(lost.length + 1);
  });

  it('does not hide what this history lost later, though the sizes are the same', async () => {
    const report = await shorter.recover({ fromDatabase: [longer.url], fromFile: files });

    expect(report).toMatchObject({ found: foundSize + 1, putBack: 4, isWhole: true, rejected: [] });
    expect(report.givenUp).toHaveLength(lost.length + 1);
    expect(largest(await readSignedHeads(shorter.dataDir))).toBe(foundSize + 5);
  });

  it('stays a fault where more was signed than was declared', async () => {
    const secretKey = secretKeyOf(dataDir, 'ledger');
    const checkpoint = {
      origin: parseVkey(vkey).name,
      size: signedSize + 1,
      root: randomBytes(32),
    };
    const file = join(testFolder('beyond-'), 'checkpoint');
    const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
    writeFileSync(file, signCheckpoint(checkpoint, signer, publicKeyOf(secretKey)));

    const report = await place.recover({ fromFile: [file], dryRun: true });

    expect(report).toMatchObject({ isWhole: false, signed: signedSize + 1, givenUp: [] });
  });
});

function largest(heads: Awaited<ReturnType<typeof readSignedHeads>>): number {
  return Math.max(...heads.map(({ size }) => size));
}

function secretKeyOf(folder: string, name: string): Uint8Array {
  const text = readFileSync(join(folder, 'keys', `${name}.jwk.json`), 'utf8');
  return secretKeyOfJwk(JSON.parse(text));
}
