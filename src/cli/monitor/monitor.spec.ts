import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  checkFork,
  encodeEntryBundle,
  entryBytes,
  formatTime,
  formatVkey,
  hashLeaf,
  NOTE_KEY_TYPES,
  parsePolicy,
  parseTilePath,
  publicKeyOf,
  rootOf,
  sign,
  signCheckpoint,
  type Policy,
} from '../../protocol/index.js';
import type { LogSource } from './log-source.js';
import { type FaultKind, type Look, lookAt } from './look.js';
import { judgeMisbehaviour, writeMisbehaviour } from './misbehaviour.js';
import { monitor, type Ended, type Told } from './monitor.js';
import { MonitorState } from './monitor-state.js';

const origin = 'custody.local/0123456789ab';
const key = new Uint8Array(32).fill(1);
const vkey = formatVkey(origin, publicKeyOf(key));

/** A log in memory that can be made to lie. */
class FakeLog implements LogSource {
  readonly entries: Uint8Array[] = [];
  note = '';
  spoil: (path: string, bytes: Uint8Array) => Uint8Array = (_path, bytes) => bytes;
  isDown = false;
  private shown = 0;
  private readonly hashed: Uint8Array[] = [];

  /** @param from the first entries of another log */
  constructor(from?: FakeLog, count = 0) {
    this.entries.push(...(from?.entries.slice(0, count) ?? []));
  }

  get leaves(): Uint8Array[] {
    for (const entry of this.entries.slice(this.hashed.length)) this.hashed.push(hashLeaf(entry));
    return this.hashed;
  }

  grow(count: number, salt = 0): this {
    for (let i = 0; i < count; i++) {
      const index = this.entries.length;
      const previous = index === 0 ? new Uint8Array(32) : this.leaves[index - 1]!;
      const statementHash = new Uint8Array(32).fill(index % 251).with(0, salt);
      const recordedAt = formatTime(1_800_000_000_000 + index);
      this.entries.push(entryBytes({ index, previous, statementHash, recordedAt }));
    }
    return this.publish();
  }

  publish(size = this.entries.length, secretKey = key): this {
    const root = rootOf(this.leaves.slice(0, size));
    const checkpoint = { origin, size, root };
    const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
    this.note = signCheckpoint(checkpoint, signer, publicKeyOf(secretKey));
    this.shown = size;
    return this;
  }

  async checkpoint(): Promise<string> {
    if (this.isDown) throw new Error('connection refused');
    return this.note;
  }

  async tile(path: string): Promise<Uint8Array> {
    const { level, n, width } = parseTilePath(path)!;
    const start = n * 256;
    expect(start + width).toBeLessThanOrEqual(this.shown);
    if (level === 'entries')
      return this.spoil(path, encodeEntryBundle(this.entries.slice(start, start + width)));
    const span = 256 ** level;
    const hashes = Array.from({ length: width }, (_, i) =>
      rootOf(this.leaves.slice((start + i) * span, (start + i + 1) * span)),
    );
    return this.spoil(path, Buffer.concat(hashes));
  }
}

describe('a monitor', () => {
  let folder: string;
  let state: MonitorState;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-monitor-'));
    state = MonitorState.open(join(folder, 'state.json'), vkey);
  });

  afterEach(() => {
    state.close();
    rmSync(folder, { recursive: true });
  });

  async function look(log: FakeLog): Promise<Look> {
    const found = await lookAt(log, { vkey, saved: state.saved, copy: state.copy });
    if (found.type === 'grown') await state.save(found.saved, found.copy);
    return found;
  }

  async function fault(log: FakeLog): Promise<Extract<Look, { type: 'fault' }>> {
    const found = await look(log);
    if (found.type !== 'fault') throw new Error(`it found nothing, but ${found.type}`);
    return found;
  }

  async function caught(log: FakeLog): Promise<FaultKind> {
    return (await fault(log)).kind;
  }

  function reopen(): void {
    state.close();
    state = MonitorState.open(join(folder, 'state.json'), vkey);
  }

  it('follows a log that grows, over bundles and over its own restarts', async () => {
    const log = new FakeLog();
    for (const count of [1, 4, 250, 1, 256, 3]) {
      expect((await look(log.grow(count))).type).toBe('grown');
      expect(state.copy.size).toBe(log.entries.length);
      expect((await look(log)).type).toBe('unchanged');
      reopen();
    }
  });

  it('catches a bad signature', async () => {
    const log = new FakeLog().grow(5);
    expect(await caught(log.publish(5, new Uint8Array(32).fill(2)))).toBe('bad-signature');
    log.publish().note = log.note.replace('\n5\n', '\n6\n');
    expect(await caught(log)).toBe('bad-signature');
  });

  it('catches a log that shows less than it has signed', async () => {
    const log = new FakeLog().grow(300);
    await look(log);

    expect(await fault(log.publish(299))).toMatchObject({ kind: 'shrink', seen: log.note });
  });

  it.each([
    ['of the same size', 20, 20],
    ['of a larger tree', 20, 31],
    ['of a smaller tree', 20, 12],
    ['of a full tile', 256, 400],
    ['far behind', 300, 700],
  ])('proves a fork %s', async (_what, seen, other) => {
    const log = new FakeLog().grow(seen);
    await look(log);
    const found = await fault(new FakeLog(log, 7).grow(other - 7, 9));

    expect(found.kind).toBe('fork');
    expect(checkFork(found.fork!, vkey)).toMatchObject({ ok: true });
    const stranger = formatVkey(origin, publicKeyOf(new Uint8Array(32).fill(3)));
    expect(checkFork(found.fork!, stranger).ok).toBe(false);
  });

  it('makes no proof against an honest log', async () => {
    const log = new FakeLog().grow(20);
    await look(log);
    const { note } = log;
    const newer = log.grow(11).note;
    const older = { older: note, newer, otherRoot: rootOf(log.leaves.slice(0, 20)), proof: [] };

    expect(checkFork(older, vkey)).toMatchObject({ ok: false });
    expect(checkFork({ ...older, otherRoot: log.leaves[0]! }, vkey)).toMatchObject({ ok: false });
    expect(checkFork({ ...older, older: newer, newer: note }, vkey)).toMatchObject({ ok: false });
  });

  it.each([
    ['a flipped bit of an entry', (bytes: Uint8Array) => bytes.with(bytes.length - 60, 1)],
    ['a bundle that is cut short', (bytes: Uint8Array) => bytes.slice(0, -9)],
    ['an empty bundle', () => new Uint8Array()],
  ])('catches %s', async (_what, change) => {
    const log = new FakeLog().grow(20);
    await look(log);
    log.grow(300).spoil = (path, bytes) => (path.includes('entries/000') ? change(bytes) : bytes);

    expect(await caught(log)).toBe('false-entries');
    expect(state.saved?.checkpoint.size).toBe(20);
  });

  it.each(['tile/0/000', 'tile/0/001.p/64', 'tile/1/000.p/1'])(
    'catches a false %s',
    async (path) => {
      const log = new FakeLog().grow(320);
      log.spoil = (asked, bytes) => (asked === path ? bytes.with(9, 1 ^ bytes[9]!) : bytes);

      expect(await fault(log)).toMatchObject({
        kind: 'false-tiles',
        detail: expect.stringContaining(path),
      });
    },
  );

  it('takes up where a crash left it, and does not go on from what is damaged', async () => {
    const path = join(folder, 'state.json');
    const log = new FakeLog().grow(20);
    await look(log);
    writeFileSync(
      `${path}.leaves`,
      Buffer.concat([readFileSync(`${path}.leaves`), Buffer.alloc(48)]),
    );
    reopen();
    expect((await look(log.grow(5))).type).toBe('grown');
    reopen();
    expect(state.copy.size).toBe(25);

    state.close();
    truncateSync(`${path}.leaves`, 24 * 32);
    expect(() => MonitorState.open(path, vkey)).toThrow('damaged');
    const other = formatVkey('other.example', publicKeyOf(key));
    expect(() => MonitorState.open(path, other)).toThrow('another ledger');
  });

  async function watch(
    log: FakeLog,
    over: { silenceMs?: number; patienceMs?: number; isOnce?: boolean; policy?: Policy },
    onTold: (told: Told) => void = () => undefined,
  ): Promise<Ended> {
    return monitor({
      source: log,
      vkey,
      state,
      policy: undefined,
      intervalMs: 5,
      patienceMs: 100,
      silenceMs: 100,
      isOnce: false,
      signal: AbortSignal.timeout(5000),
      tell: onTold,
      ...over,
    });
  }

  async function written(log: FakeLog): Promise<string> {
    const path = join(folder, 'report.json');
    const found = await fault(log);
    const seenAt = '2026-11-22T12:00:00.000Z';
    writeMisbehaviour(path, {
      url: 'http://x',
      vkey,
      saved: state.saved?.note,
      fault: found,
      seenAt,
    });
    return path;
  }

  describe('left alone', () => {
    it('calls silence what lasts, not what passes', async () => {
      const log = new FakeLog().grow(5);
      let looks = 0;
      const ended = await watch(log, { silenceMs: 300 }, ({ type }) => {
        looks += 1;
        // Down for three looks, back, then down for ever.
        log.isDown = looks < 4 || (looks > 6 && type !== 'grown');
      });

      expect(ended).toEqual({ type: 'silent', detail: 'connection refused' });
      expect(looks).toBeGreaterThan(10);
    });

    it('waits before it calls an older checkpoint a fault', async () => {
      const log = new FakeLog().grow(9);
      await look(log);
      let looks = 0;
      const passing = watch(log.publish(8), {}, ({ type }) => {
        looks += 1;
        if (type === 'behind') log.publish(9);
        if (looks > 4) log.publish(7);
      });

      expect(await passing).toMatchObject({ type: 'caught', fault: { kind: 'shrink' } });
      expect(looks).toBeGreaterThan(5);
    });

    it('wants the quorum of a policy', async () => {
      const witness = formatVkey(
        'w',
        publicKeyOf(new Uint8Array(32).fill(4)),
        NOTE_KEY_TYPES.cosignature,
      );
      const policy = parsePolicy(`witness w ${witness}\nquorum w\n`);

      expect(await watch(new FakeLog().grow(5), { isOnce: true, policy })).toMatchObject({
        type: 'silent',
        detail: expect.stringContaining('no witness'),
      });
    });

    it('looks once where that is asked', async () => {
      expect(await watch(new FakeLog().grow(5), { isOnce: true })).toEqual({ type: 'stopped' });
    });
  });

  describe('what it writes', () => {
    it('proves a fork by itself, and any change to it proves nothing', async () => {
      const log = new FakeLog().grow(20);
      await look(log);
      const path = await written(new FakeLog(log, 7).grow(30, 9));

      expect(judgeMisbehaviour(path, vkey)).toMatchObject({ isProven: true });
      const report = JSON.parse(readFileSync(path, 'utf8'));
      for (const change of [
        { older: report.fork.newer },
        { otherRoot: '00'.repeat(32) },
        { proof: report.fork.proof.slice(1) },
        { proof: 'none' },
        { otherRoot: 'no hex' },
      ]) {
        const changed = { ...report, fork: { ...report.fork, ...change } };
        writeFileSync(path, JSON.stringify(changed));
        expect(judgeMisbehaviour(path, vkey)).toMatchObject({ isProven: false });
      }
    });

    it('says of a log that shrank that this is no proof, and what is signed', async () => {
      const log = new FakeLog().grow(20);
      await look(log);
      const path = await written(log.publish(19));

      expect(judgeMisbehaviour(path, vkey)).toEqual({
        isProven: false,
        detail: expect.stringContaining('size 20 and size 19'),
      });
    });
  });
});
