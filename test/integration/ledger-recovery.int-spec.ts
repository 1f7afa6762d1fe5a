import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { keyPairOf } from '../../src/cli/key-file.js';
import { Witness } from '../../src/cli/witness/witness.js';
import { WitnessServer } from '../../src/cli/witness/witness-server.js';
import { WitnessState } from '../../src/cli/witness/witness-state.js';
import { readSignedHeads } from '../../src/ledger/signing/signer-state.js';
import {
  checkReceipt,
  cosign,
  formatVkey,
  NOTE_KEY_TYPES,
  parseCheckpointText,
  parseNote,
  parseVkey,
  publicKeyOf,
  sign,
} from '../../src/protocol/index.js';
import { startTestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase, testFolder } from '../support/database.js';
import { EventFactory } from '../support/ledger-events.js';
import { recordingLogger } from '../support/logger.js';
import { makeKey, Parties, type TestKey } from '../support/parties.js';
import { until } from '../support/until.js';
import {
  API,
  auditor,
  copyOf,
  copyOfFolder,
  dataDir,
  dropAll,
  expectAsIfNothingHappened,
  filesOf,
  foundSize,
  keyFileOf,
  lost,
  monitorFile,
  newer,
  older,
  open,
  postTo,
  prepareLosses,
  rolledBack,
  signedSize,
  sizeOf,
  START_MS,
  tamper,
  vkey,
} from './ledger-recovery-fixture.js';

jest.setTimeout(60_000);

beforeAll(prepareLosses, START_MS);
afterAll(dropAll, START_MS);

describe('a service whose database was restored to an older state', () => {
  it('starts, serves reads, and tells posters and operators what is the matter', async () => {
    const place = await rolledBack();
    const logger = recordingLogger();
    const app = await startTestApp({ ...place, env: API, logger });
    try {
      const refused = await postTo(app.url, lost[0]!.envelope);
      const ready = await fetch(`${app.url}/health/ready`);
      const checkpoint = await fetch(`${app.url}/log/checkpoint`);
      const tile = await fetch(`${app.url}/log/tile/0/000.p/8`);
      const known = await fetch(`${app.url}/.well-known/custody-ledger`);

      expect(refused.status).toBe(503);
      expect(JSON.parse(refused.text)).toMatchObject({
        code: 'rollback-detected',
        type: expect.stringContaining('rollback-detected'),
        detail: expect.stringContaining('post again all that you hold'),
      });
      expect(ready.status).toBe(503);
      expect(await ready.text()).toContain(
        `the log has ${foundSize} entries, but a head of ${signedSize} entries was signed`,
      );
      // An older checkpoint would contradict what others were shown.
      expect(checkpoint.status).toBe(503);
      expect(await checkpoint.json()).toMatchObject({ code: 'rollback-detected' });
      // Evidence is signed for, and would be of a state behind what was signed before.
      const parties = new Parties(app);
      const evidence = await parties.get(
        '/v1/consignments/6RW-ANY/evidence',
        await parties.logIn(auditor),
      );
      expect(evidence).toMatchObject({ status: 503, body: { code: 'rollback-detected' } });
      expect([tile.status, known.status]).toEqual([200, 200]);
      // What is recovered may be other data under the same name.
      expect(tile.headers.get('cache-control')).toBe('no-store');
      expect(tile.headers.get('etag')).toBeNull();
      expect(logger.lines).toContainEqual(
        expect.objectContaining({
          level: 'error',
          fields: expect.objectContaining({ signed: signedSize, found: foundSize }),
          message: expect.stringContaining('npx custody recover'),
        }),
      );
      await expect(place.recover({ fromDatabase: [newer.url] })).rejects.toThrow(
        'a service runs on this database',
      );
    } finally {
      await app.close();
    }
    expect(await sizeOf(place.database)).toBe(foundSize);
  });

  it('makes no database of a folder that was mistyped as a copy', async () => {
    const place = await rolledBack();
    const typo = join(testFolder(), 'nowhere');

    await expect(place.recover({ fromDataDir: [typo] })).rejects.toThrow('holds no ledger');

    expect(existsSync(typo)).toBe(false);
  });

  it('does not begin a second history when even entry 0 is gone', async () => {
    const empty = await createTestDatabase();
    open.push(empty);
    const place = await rolledBack(empty);

    await expect(startTestApp({ ...place, env: API })).rejects.toThrow(
      /rollback-detected.*custody recover/su,
    );

    expect(await sizeOf(place.database)).toBe(0);
  });
});

/** The state of a witness that has cosigned this checkpoint, and that of a log which is none of ours. */
async function cosignedBy({ secretKey }: TestKey, file: string, note: string): Promise<void> {
  const { text } = parseNote(note);
  const publicKey = publicKeyOf(secretKey);
  const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
  const state = WitnessState.open(file);
  for (const [origin, cosigned] of [
    [text.split('\n')[0]!, note],
    ['other.example/log', note.replace(/^[^\n]+/u, 'other.example/log')],
  ] as const) {
    const line = cosign(text, { name: 'w', publicKey, time: 1_790_000_000, sign: signer });
    const { size, root } = parseCheckpointText(parseNote(cosigned).text);
    await state.store({ origin, size, root, note: `${cosigned}${line}` });
  }
  state.close();
}

async function witnessOf(file: string): Promise<{ server: WitnessServer; stored: WitnessState }> {
  const stored = WitnessState.open(file);
  const logs = { keys: [parseVkey(vkey)], histories: [] };
  const key = keyPairOf(makeKey().secretKey);
  const witness = new Witness({ name: 'w', key, logs, state: stored, now: () => Date.now() });
  return { server: await WitnessServer.listen(witness, { host: '127.0.0.1', port: 0 }), stored };
}

/** A copy of the newer database in which a witness and somebody else have cosigned the last head, and one line is false. */
async function cosignedCopy(witness: TestKey): Promise<TestDatabase> {
  const source = await copyOf(newer);
  const [row] = await tamper(source, `select note from log_checkpoints where size = ${signedSize}`);
  const { text } = parseNote(row.note);
  for (const [name, key, cosigned] of [
    ['w', witness, text],
    ['stranger', makeKey(), text],
    ['liar', makeKey(), `${text}more\n`],
  ] as const) {
    const publicKey = publicKeyOf(key.secretKey);
    const signer = (message: Uint8Array): Uint8Array => sign(message, key.secretKey);
    const line = cosign(cosigned, { name, publicKey, time: 1_790_000_000, sign: signer });
    const vkeyOfIt = formatVkey(name, publicKey, NOTE_KEY_TYPES.cosignature);
    await tamper(
      source,
      `insert into log_cosignatures (size, witness, line) values (${signedSize}, '${vkeyOfIt}', '${line}')`,
    );
  }
  return source;
}

describe('recovering', () => {
  it('puts back the lines of those witnesses that the policy names', async () => {
    const witness = makeKey();
    const key = formatVkey('w', publicKeyOf(witness.secretKey), NOTE_KEY_TYPES.cosignature);
    const policy = join(testFolder('policy-'), 'policy');
    writeFileSync(policy, `witness w ${key}\nquorum none\n`);
    const place = await rolledBack(older, dataDir, { WITNESS_POLICY: policy });
    const source = await cosignedCopy(witness);

    const report = await place.recover({ fromDatabase: [source.url] });
    const again = await place.recover({ fromDatabase: [source.url] });

    expect(report).toMatchObject({ isWhole: true, cosignatures: 1 });
    expect(again.cosignatures).toBe(0);
    await expectAsIfNothingHappened(place);
  });

  it('from another database makes the log what it was, receipts included', async () => {
    const place = await rolledBack();

    const report = await place.recover({ fromDatabase: [newer.url] });

    expect(report).toMatchObject({
      found: foundSize,
      signed: signedSize,
      putBack: signedSize - foundSize,
      isWhole: true,
      rejected: [],
    });
    await expectAsIfNothingHappened(place);
  });

  it('only tells what it would do when asked for that', async () => {
    const place = await rolledBack();

    const report = await place.recover({ fromDatabase: [newer.url], dryRun: true });

    expect(report).toMatchObject({ isWhole: true, size: signedSize });
    expect(await sizeOf(place.database)).toBe(foundSize);
  });

  it('from an empty database on', async () => {
    const empty = await createTestDatabase();
    open.push(empty);
    const place = await rolledBack(empty);

    await expect(place.recover({ fromDatabase: [newer.url] })).rejects.toThrow('give --vkey');
    const report = await place.recover({ fromDatabase: [newer.url], vkey });

    expect(report).toMatchObject({ found: 0, putBack: signedSize, isWhole: true });
    await expectAsIfNothingHappened(place);
  });

  it('from receipts and envelopes goes as far as they reach, and says what is missing', async () => {
    const place = await rolledBack();
    // Between the sixth and the seventh event stands a registration that no poster of events has.
    const gap = foundSize + 6;

    const report = await place.recover({ fromFile: filesOf(lost) });

    expect(report).toMatchObject({ putBack: 6, size: gap, isWhole: false, rejected: [] });
    expect(report.missing).toEqual([
      { from: gap, to: gap, lacks: 'entry' },
      { from: gap + 1, to: signedSize - 1, lacks: 'waiting' },
    ]);
    const app = await startTestApp({ ...place, env: API });
    expect((await postTo(app.url, lost[0]!.envelope)).status).toBe(503);
    await app.close();

    // Resumed with what was missing, from a ledger that still answers, and whose workers add to it.
    const source = await startTestApp({ database: await copyOf(newer), dataDir: copyOfFolder() });
    try {
      const key = keyFileOf(auditor);
      const without = await place.recover({ fromUrl: [source.url], fromFile: filesOf(lost) });
      expect(without.putBack).toBe(0);
      expect(without.missing[0]).toMatchObject({ from: gap, lacks: 'statement' });
      // The receipts again: their signed heads make first receipts what they were.
      const fromFile = filesOf(lost);
      const asked = { fromUrl: [source.url], key, party: auditor.id, fromFile };
      await until(async () => (await place.recover(asked)).isWhole);
    } finally {
      await source.close();
    }
    await expectAsIfNothingHappened(place, await sizeOf(place.database));
  });

  it('believes a copy that nothing signed leads to only as far as a monitor has seen it', async () => {
    const stripped = await copyOf(newer);
    await tamper(stripped, 'delete from log_checkpoints');
    const place = await rolledBack();
    // As if the signer's state had been restored with the database: only the monitor knows what was signed.
    const folder = join(place.dataDir, 'signer');
    rmSync(folder, { recursive: true });

    const alone = await place.recover({ fromDatabase: [stripped.url] });
    const together = await place.recover({
      fromDatabase: [stripped.url],
      fromFile: [monitorFile],
    });

    expect(alone).toMatchObject({
      signed: foundSize,
      putBack: 0,
      unproven: signedSize - foundSize,
    });
    expect(together).toMatchObject({ putBack: signedSize - foundSize, isWhole: true });
    expect(await readSignedHeads(place.dataDir)).toContainEqual(
      expect.objectContaining({ size: signedSize }),
    );
  });

  it('takes a witness for the proof of what nothing else signed leads to, by its address or its file', async () => {
    const [stripped, empty] = [await copyOf(newer), testFolder('witness-')];
    const signed = `select note from log_checkpoints where size = ${signedSize}`;
    const [{ note }] = await tamper(stripped, signed);
    await tamper(stripped, 'delete from log_checkpoints');
    const file = join(testFolder('witness-'), 'state.json');
    await cosignedBy(makeKey(), file, note);
    const fresh = join(empty, 'state.json');

    for (const [state, sources] of [
      [file, (url: string) => ({ fromWitness: [url] })],
      [file, () => ({ fromFile: [file] })],
    ] as const) {
      const place = await rolledBack();
      rmSync(join(place.dataDir, 'signer'), { recursive: true });
      const { server, stored } = await witnessOf(state);
      try {
        const alone = await place.recover(sources(server.url));
        expect(alone).toMatchObject({ signed: signedSize, putBack: 0, isWhole: false });
        expect(alone.missing).toEqual([{ from: foundSize, to: signedSize - 1, lacks: 'entry' }]);
        const fromDatabase = [stripped.url];
        const together = await place.recover({ fromDatabase, ...sources(server.url) });
        expect(together).toMatchObject({ putBack: signedSize - foundSize, isWhole: true });
      } finally {
        await server.close();
        stored.close();
      }
    }
    const place = await rolledBack();
    const { server, stored } = await witnessOf(fresh);
    const none = await place.recover({ fromWitness: [server.url] });
    await server.close();
    stored.close();
    expect(none.rejected).toEqual([
      { where: server.url, why: expect.stringContaining('has no checkpoint of') },
    ]);
  });

  it('writes nothing when nothing is missing', async () => {
    const place = await rolledBack(newer);

    const report = await place.recover({ fromDatabase: [newer.url] });

    expect(report).toMatchObject({ putBack: 0, isWhole: true, size: signedSize });
  });
});

describe('a bad source', () => {
  it('of another ledger is not used', async () => {
    const stranger = await startTestApp();
    const parties = new Parties(stranger);
    const party = await parties.party('P-MINE', ['producer']);
    const envelope = new EventFactory(parties).commission(party);
    const { text } = await postTo(stranger.url, envelope);
    await stranger.close();
    const place = await rolledBack();

    const report = await place.recover({ fromFile: filesOf([{ envelope, text }]) });

    expect(report).toMatchObject({ putBack: 0, isWhole: false });
    expect(report.rejected).toEqual([
      { where: expect.stringContaining('receipts.ndjson'), why: expect.any(String) },
    ]);
  });

  it('is told apart line by line: what does not hash, what is no proof, what is no JSON', async () => {
    const [first, second] = lost;
    const spoiled = JSON.parse(second!.text);
    spoiled.recordedAt = spoiled.recordedAt.replace(/.{4}$/u, '999Z');
    const other = { ...JSON.parse(lost[2]!.text), statementHash: '00'.repeat(32) };
    const files = filesOf([
      first!,
      { envelope: second!.envelope, text: JSON.stringify(spoiled) },
      { envelope: lost[2]!.envelope, text: JSON.stringify(other) },
      { envelope: Buffer.from('{"payload":"!"}'), text: 'not a receipt' },
    ]);
    const place = await rolledBack();

    const report = await place.recover({ fromFile: files });

    expect(report).toMatchObject({ putBack: 1, isWhole: false });
    expect(report.rejected.map(({ why }) => why)).toEqual([
      expect.stringContaining('envelope'),
      expect.stringContaining('leaf hash'),
      expect.stringContaining('leaf hash'),
      'it is not JSON',
    ]);
  });

  it.each([
    [
      'a changed time',
      "update log_entries set recorded_at = recorded_at + interval '1 ms' where idx = $1",
    ],
    ['a changed hash', "update log_entries set statement_hash = sha256('x') where idx = $1"],
    ['a changed statement', "update log_entries set statement = statement || ' ' where idx = $1"],
  ])('that was tampered with gives nothing false: %s', async (_what, sql) => {
    const tampered = await copyOf(newer);
    const at = foundSize + 3;
    await tamper(tampered, sql.replace('$1', String(at)));
    const place = await rolledBack();

    const report = await place.recover({ fromDatabase: [tampered.url] });

    expect(report.isWhole).toBe(false);
    expect(report.putBack).toBeLessThanOrEqual(3);
    expect(await sizeOf(place.database)).toBe(foundSize + report.putBack);
    const mended = await place.recover({ fromDatabase: [tampered.url], fromFile: filesOf(lost) });
    expect(mended.isWhole).toBe(true);
  });

  it('cannot paper over a database that was changed', async () => {
    const place = await rolledBack();
    await tamper(
      place.database,
      `update log_entries set leaf_hash = sha256('x') where idx = ${foundSize - 1};
       update log_head set last_leaf = sha256('x')`,
    );

    await expect(place.recover({ fromFile: filesOf(lost) })).rejects.toThrow('changed, not lost');
  });

  it('leaves old receipts what they are: proofs', () => {
    for (const { envelope, text } of lost)
      expect(checkReceipt({ receipt: JSON.parse(text), envelope, vkey })).toMatchObject({
        ok: true,
      });
  });
});
