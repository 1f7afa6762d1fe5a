import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  checkFork,
  formatVkey,
  NOTE_KEY_TYPES,
  parsePolicy,
  publicKeyOf,
  rootOf,
  type JsonValue,
  type Policy,
} from '../../protocol/index.js';
import { UnreachableError } from '../../client/problem-error.js';
import { FAKE_KEY, FAKE_ORIGIN, FakeLog } from '../../../test/support/fake-log.js';
import { type FaultKind, type Look, lookAt } from './look.js';
import { judgeMisbehaviour, misbehaviourOf } from './misbehaviour.js';
import { monitor, type Ended, type Told } from './monitor.js';
import { MonitorState } from './monitor-state.js';

const [origin, key] = [FAKE_ORIGIN, FAKE_KEY];
const vkey = formatVkey(origin, publicKeyOf(key));

/** With other signatures. */
function spoiled(declared: readonly JsonValue[]): JsonValue[] {
  return JSON.parse(JSON.stringify(declared).replaceAll(/(?<="sig":")./gu, '/'));
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
    const found = await lookAt(log, {
      vkey: state.known.keys,
      saved: state.saved,
      copy: state.copy,
    });
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
    over: {
      rotationPatienceMs?: number;
      silenceMs?: number;
      patienceMs?: number;
      isOnce?: boolean;
      policy?: Policy;
    },
    onTold: (told: Told) => void = () => undefined,
  ): Promise<Ended> {
    return monitor({
      source: log,
      state,
      policy: undefined,
      intervalMs: 5,
      patienceMs: 100,
      rotationPatienceMs: 20,
      silenceMs: 100,
      isOnce: false,
      signal: AbortSignal.timeout(5000),
      tell: onTold,
      ...over,
    });
  }

  async function faultAtOnce(log: FakeLog): Promise<Extract<Look, { type: 'fault' }>> {
    const ended = await watch(log, { isOnce: true });
    if (ended.type !== 'caught') throw new Error(`it found nothing, but ${ended.type}`);
    return ended.fault;
  }

  async function written(log: FakeLog): Promise<string> {
    return reportOf(await fault(log));
  }

  async function reportOf(found: Extract<Look, { type: 'fault' }>): Promise<string> {
    const path = join(folder, 'report.json');
    const seenAt = '2026-11-22T12:00:00.000Z';
    const saved = state.saved?.note;
    const report = misbehaviourOf({
      url: 'http://x',
      known: state.known,
      saved,
      fault: found,
      seenAt,
    });
    writeFileSync(path, JSON.stringify(report));
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

    it('takes cosignatures that come after the first look, of a log that does not grow', async () => {
      const secret = new Uint8Array(32).fill(4);
      const witness = formatVkey('w', publicKeyOf(secret), NOTE_KEY_TYPES.cosignature);
      const policy = parsePolicy(`witness w ${witness}\nquorum w\n`);
      const log = new FakeLog().grow(5);
      expect(await watch(log, { isOnce: true, policy })).toMatchObject({ type: 'silent' });

      log.cosign('w', secret);

      expect(await watch(log, { isOnce: true, policy })).toEqual({ type: 'stopped' });
    });

    it('looks once where that is asked', async () => {
      expect(await watch(new FakeLog().grow(5), { isOnce: true })).toEqual({ type: 'stopped' });
    });
  });

  describe('a rotation of the ledger\u2019s key', () => {
    const [second, third] = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6)];

    it('is followed from the key that is trusted, told, and kept over a restart', async () => {
      const log = new FakeLog().grow(5);
      const told: Told[] = [];
      const once = async () => watch(log, { isOnce: true }, (what) => told.push(what));
      await once();
      log.rotate(key, second).grow(1).publish(undefined, second);
      expect(await once()).toEqual({ type: 'stopped' });
      reopen();
      log.rotate(second, third);

      expect(await once()).toEqual({ type: 'stopped' });
      expect(told.map(({ type }) => type)).toEqual([
        'grown',
        'rotated',
        'grown',
        'rotated',
        'grown',
      ]);
      state.close();
      state = MonitorState.open(join(folder, 'state.json'), formatVkey(origin, publicKeyOf(third)));
      expect(state.known.keys.map(({ from }) => from)).toEqual([0, 5, 7]);
    });

    it('does not let the former key sign on, nor a key that nobody handed over to', async () => {
      const log = new FakeLog().grow(5).rotate(key, second);
      await watch(log, { isOnce: true });
      const badSignature = { type: 'caught', fault: { kind: 'bad-signature' } };

      expect(await watch(log.grow(1), { isOnce: true })).toMatchObject(badSignature);
      expect(await watch(log.publish(undefined, third), { isOnce: true })).toMatchObject(
        badSignature,
      );
      log.rotated = [];
      expect(await watch(log, { isOnce: true })).toMatchObject(badSignature);
    });

    it('may be told late: nobody is accused before its patience is over', async () => {
      const log = new FakeLog().grow(5);
      await watch(log, { isOnce: true });
      log.rotate(key, second);
      let asked = 0;
      log.rotations = async () => (++asked < 4 ? [] : log.rotated);
      const told: Told[] = [];
      const ended = await watch(log, { isOnce: true, rotationPatienceMs: 2000 }, (what) =>
        told.push(what),
      );

      expect(ended).toEqual({ type: 'stopped' });
      expect(told.map(({ type }) => type)).toEqual([
        ...Array.from({ length: 3 }, () => 'unexplained'),
        'rotated',
        'grown',
      ]);
    });

    it('may be the older of two, while the list lacks the newer', async () => {
      const log = new FakeLog().grow(5);
      await watch(log, { isOnce: true });
      log.rotate(key, second).rotate(second, third);
      let asked = 0;
      log.rotations = async () => log.rotated.slice(0, ++asked < 3 ? 1 : 2);

      expect(await watch(log, { isOnce: true, rotationPatienceMs: 2000 })).toEqual({
        type: 'stopped',
      });
      expect(state.known.keys).toHaveLength(3);
    });

    it('is asked for twice at least, and what cannot be read is called so', async () => {
      const log = new FakeLog().grow(5).publish(5, second);
      let asked = 0;
      log.rotations = async () => {
        asked += 1;
        throw new UnreachableError('the answer is not JSON');
      };

      expect(await watch(log, { isOnce: true, rotationPatienceMs: 0 })).toMatchObject({
        type: 'caught',
        fault: {
          kind: 'bad-signature',
          detail:
            'no known key has signed the note, and the list of rotations cannot be read: the answer is not JSON',
        },
      });
      expect(asked).toBe(2);
    });

    it('is not waited for where a known key is named and has not signed', async () => {
      const log = new FakeLog().grow(5);
      log.note = log.note.replace('\n5\n', '\n6\n');
      const told: Told[] = [];

      const ended = await watch(log, { isOnce: true, rotationPatienceMs: 5000 }, (what) =>
        told.push(what),
      );
      expect(ended).toMatchObject({ type: 'caught', fault: { kind: 'bad-signature' } });
      expect(told).toEqual([]);
    });

    it('leaves a ledger that is then silent unexplained, which is told', async () => {
      const log = new FakeLog().grow(5).publish(5, second);
      const ended = await watch(log, { isOnce: true, rotationPatienceMs: 60 }, () => {
        log.isDown = true;
      });

      expect(ended).toEqual({
        type: 'silent',
        detail: expect.stringMatching(/refused; before: no known key has signed/u),
      });
    });

    it('must be an entry of the very log', async () => {
      const log = new FakeLog().grow(5).rotate(key, second);
      const other = new FakeLog().grow(5).grow(1, 3).publish(undefined, second);
      other.rotated = log.rotated;

      expect(await watch(other, { isOnce: true })).toMatchObject({
        type: 'caught',
        fault: { kind: 'false-entries' },
      });
    });

    it('does not stand in the way of the proof of a fork', async () => {
      const log = new FakeLog().grow(20);
      await watch(log, { isOnce: true });
      const fork = new FakeLog(log, 7).grow(16, 9).rotate(key, second).grow(10, 9);
      fork.publish(undefined, second);
      const found = await faultAtOnce(fork);

      expect(found.kind).toBe('fork');
      expect(judgeMisbehaviour(await reportOf(found), vkey)).toMatchObject({ isProven: true });
    });
  });

  describe('a declared loss', () => {
    const reason = 'the disk of 3 May was lost';
    let log: FakeLog;
    let signed: string;

    beforeEach(async () => {
      log = new FakeLog().grow(20);
      signed = log.note;
      await watch(log, { isOnce: true });
    });

    it.each([
      ['a tree that is smaller still', 0],
      ['a tree that has outgrown what was lost', 30],
    ])('is told with the fork that it admits, in %s', async (_what, more) => {
      const left = new FakeLog(log, 12).declareLoss(signed, reason).grow(more, 9);
      const found = await faultAtOnce(left);
      expect(found).toMatchObject({ kind: 'fork', declared: { lostFrom: 12, lostTo: 19, reason } });

      const judged = judgeMisbehaviour(await reportOf(found), vkey);
      expect(judged).toMatchObject({ isProven: true, detail: expect.stringContaining(reason) });
    });

    const shorter = (): string => new FakeLog(log, 14).publish().note;

    it.each<[string, (left: FakeLog) => unknown]>([
      ['is not told', (left) => (left.declared = [])],
      ['is not signed as it stands', (left) => (left.declared = spoiled(left.declared))],
      [
        'gives up another head',
        (left) => (left.declared = new FakeLog(log, 12).declareLoss(shorter(), reason).declared),
      ],
      ['is nonsense', (left) => (left.declared = [7])],
    ])('counts for nothing when it %s', async (_what, change) => {
      const left = new FakeLog(log, 12).declareLoss(signed, reason);
      change(left);

      expect(await faultAtOnce(left)).toMatchObject({ kind: 'fork', declared: undefined });
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
