import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findSharedVectors } from '../../../test/vectors/read-vector.js';
import {
  cosignatureIn,
  encodeUtf8,
  formatAddCheckpoint,
  formatVkey,
  hashLeaf,
  NOTE_KEY_TYPES,
  openNote,
  parseVkey,
  proveConsistency,
  publicKeyOf,
  rootOf,
  sha256,
  sign,
  signCheckpoint,
  toHex,
  type NoteKey,
} from '../../protocol/index.js';
import { keyPairOf } from '../key-file.js';
import { Witness } from './witness.js';
import { WitnessServer } from './witness-server.js';
import { WitnessState } from './witness-state.js';

const origin = 'custody.local/0123456789ab';
const logKey = new Uint8Array(32).fill(1);
const log = parseVkey(formatVkey(origin, publicKeyOf(logKey)));
const key = keyPairOf(new Uint8Array(32).fill(2));
const vkey = parseVkey(formatVkey('w.example', key.publicKey, NOTE_KEY_TYPES.cosignature));
const leaves = Array.from({ length: 30 }, (_, i) => hashLeaf(Uint8Array.of(i)));

function checkpoint(size: number, by: Uint8Array = logKey): string {
  return signCheckpoint(
    { origin, size, root: rootOf(leaves.slice(0, size)) },
    (message) => sign(message, by),
    publicKeyOf(by),
  );
}

function request(old: number, size: number, by: Uint8Array = logKey): string {
  const proof = proveConsistency(old, size, (level, index) =>
    rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
  return formatAddCheckpoint({ old, proof, checkpoint: checkpoint(size, by) });
}

describe('a witness', () => {
  let folder: string;
  let path: string;
  let state: WitnessState;
  let server: WitnessServer | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-witness-'));
    path = join(folder, 'state.json');
  });

  afterEach(async () => {
    await server?.close();
    server = undefined;
    state.close();
    rmSync(folder, { recursive: true });
  });

  async function start(logs: readonly NoteKey[] = [log]): Promise<void> {
    state = WitnessState.open(path);
    const witness = new Witness({
      name: 'w.example',
      key,
      logs: { keys: logs, histories: [] },
      state,
      now: () => 1_800_000_000_000,
    });
    server = await WitnessServer.listen(witness, { host: '127.0.0.1', port: 0 });
  }

  async function restart(): Promise<void> {
    await server?.close();
    state.close();
    await start();
  }

  async function post(body: string): Promise<{ status: number; type: string; text: string }> {
    const response = await fetch(`${server!.url}/add-checkpoint`, { method: 'POST', body });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  }

  async function statusOf(old: number, size: number, by: Uint8Array): Promise<number> {
    return (await post(request(old, size, by))).status;
  }

  it('cosigns a checkpoint and shows it with both signatures', async () => {
    await start();

    const { status, text } = await post(request(0, 5));
    expect(status).toBe(200);
    expect(cosignatureIn(text, checkpoint(5), vkey)).toBe(text);
    const shown = await fetch(`${server!.url}/${toHex(sha256(encodeUtf8(origin)))}/checkpoint`);
    expect(openNote(await shown.text(), [log, vkey])).toMatchObject({
      ok: true,
      verifiedBy: [{ key: log }, { key: vkey, time: 1_800_000_000 }],
    });
  });

  it.each([
    ['a forged line under its own name', 1],
    ['ninety lines', 90],
    ['as many lines as a note may have', 99],
  ])('keeps and shows no line that nobody has vouched for: %s', async (_what, count) => {
    await start();
    const id = Buffer.from(vkey.keyId);
    const junk = Array.from({ length: count }, (_, i) => {
      const line = Buffer.concat([id, Buffer.alloc(72, i)]).toString('base64');
      return `\u2014 ${vkey.name} ${line}\n`;
    });
    const { status, text } = await post(`${request(0, 5)}${junk.join('')}`);

    expect(status).toBe(200);
    expect(cosignatureIn(text, checkpoint(5), vkey)).toBe(text);
    expect(state.of(origin)?.note).toBe(checkpoint(5) + text);
    const shown = await fetch(`${server!.url}/${toHex(sha256(encodeUtf8(origin)))}/checkpoint`);
    expect(await shown.text()).toBe(checkpoint(5) + text);
  });

  it('remembers what it cosigned when it is started again', async () => {
    await start();
    await post(request(0, 5));
    await restart();

    expect(await post(request(0, 9))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      text: '5\n',
    });
    expect((await post(request(5, 9))).status).toBe(200);
    const { logs } = JSON.parse(readFileSync(path, 'utf8'));
    expect(logs).toHaveLength(1);
    expect(logs[0]).toMatchObject({ origin, size: 9 });
  });

  it('never goes back, whatever arrives at the same time', async () => {
    await start();
    await post(request(0, 3));

    const sizes = [4, 9, 5, 30, 12, 7];
    const answers = await Promise.all(sizes.map(async (size) => post(request(3, size))));
    const accepted = answers.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
    const won = sizes[answers.indexOf(accepted[0]!)]!;
    expect(state.of(origin)?.size).toBe(won);
    for (const { text } of answers.filter(({ status }) => status === 409))
      expect(text).toBe(`${won}\n`);
  });

  it('answers for each log by itself', async () => {
    const other = new Uint8Array(32).fill(3);
    await start([log, parseVkey(formatVkey('other.example', publicKeyOf(other)))]);
    await post(request(0, 5));

    const note = signCheckpoint(
      { origin: 'other.example', size: 2, root: rootOf(leaves.slice(0, 2)) },
      (message) => sign(message, other),
      publicKeyOf(other),
    );
    expect((await post(`old 0\n\n${note}`)).status).toBe(200);
    expect(state.of(origin)?.size).toBe(5);
    expect(state.of('other.example')?.size).toBe(2);
  });

  it('cosigns nothing more of a key of the log once it has seen a newer one, after a restart too', async () => {
    const newKey = new Uint8Array(32).fill(4);
    const rotated = [parseVkey(formatVkey(origin, publicKeyOf(newKey))), log];
    await start(rotated);
    expect(await statusOf(0, 3, logKey)).toBe(200);
    expect(await statusOf(3, 5, newKey)).toBe(200);
    expect(await statusOf(5, 9, logKey)).toBe(403);
    await server?.close();
    state.close();
    await start(rotated);
    expect(await statusOf(5, 9, logKey)).toBe(403);
    expect(await statusOf(5, 9, newKey)).toBe(200);
  });

  it('keeps a second process from its state, and takes over from one that died', async () => {
    await start();
    writeFileSync(`${path}.lock`, '1\n');
    expect(() => WitnessState.open(path)).toThrow('in use by process 1');

    writeFileSync(`${path}.lock`, '99999999\n');
    await restart();
    expect((await post(request(0, 5))).status).toBe(200);
  });

  it('does not start on a damaged state', async () => {
    await start();
    await post(request(0, 5));
    state.close();
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"size": 5', '"size": 3'));

    expect(() => WitnessState.open(path)).toThrow('must not forget');
    writeFileSync(path, whole.slice(0, -40));
    expect(() => WitnessState.open(path)).toThrow('not JSON');
    writeFileSync(path, '{"format":"custody-witness/v1"}');
    expect(() => WitnessState.open(path)).toThrow('must not forget');
  });

  it('says no to what is not add-checkpoint', async () => {
    await start();

    const read = await fetch(`${server!.url}/add-checkpoint`);
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    const posted = await fetch(`${server!.url}/${'0'.repeat(64)}/checkpoint`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${server!.url}/`)).status).toBe(404);
    expect((await fetch(`${server!.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
    expect((await post('x'.repeat(600_000))).status).toBe(413);
    const response = await fetch(`${server!.url}/add-checkpoint`, {
      method: 'POST',
      body: Uint8Array.of(0xff, 0xfe),
    });
    expect(response.status).toBe(400);
  });

  const vectors = findSharedVectors('c2sp');
  if (vectors)
    it('gives the answers of the public sequence', async () => {
      const file = new URL('witness-add-checkpoint-sequence.json', vectors);
      const { log_vkey: logVkey, requests } = JSON.parse(readFileSync(file, 'utf8'));
      await start([parseVkey(logVkey)]);

      for (const { body, status_spec_2026_07: expected, content_type_expected: type } of requests) {
        const answer = await post(body);
        expect(answer.status).toBe(expected);
        if (type !== null) expect(answer.type).toBe(type);
        if (expected === 200) {
          const note = body.slice(body.indexOf('\n\n') + 2);
          expect(cosignatureIn(answer.text, note, vkey)).toBe(answer.text);
        }
      }
      expect(requests).toHaveLength(9);
    });
});
