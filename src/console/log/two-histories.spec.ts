import { describe, expect, it } from '@jest/globals';
import type { LogSource } from '../../client/log-source.js';
import {
  checkFork,
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  forkOfJson,
  formatVkey,
  hashLeaf,
  publicKeyOf,
  rootOf,
  sign,
  signCheckpoint,
} from '../../protocol/index.js';
import { continuityOf } from './seen-checkpoint.js';
import { twoHistories } from './two-histories.js';

const origin = 'custody.local/1';
const secretKey = new Uint8Array(32).fill(7);
const vkey = formatVkey(origin, publicKeyOf(secretKey));

const leaves = (count: number, word = 'entry'): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => hashLeaf(encodeUtf8(`${word} ${at}`)));

/** A log of less than one tile: level 0 holds every leaf. */
function sourceOf(hashes: readonly Uint8Array[]): LogSource {
  return {
    checkpoint: async () => '',
    tile: async () => Uint8Array.from(hashes.flatMap((hash) => [...hash])),
  };
}

function stateOf(hashes: readonly Uint8Array[]) {
  const checkpoint = { origin, size: hashes.length, root: rootOf(hashes) };
  const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
  return { checkpoint, note: signCheckpoint(checkpoint, signer, publicKeyOf(secretKey)) };
}

/** What the button saves, and what the key alone makes of it. */
async function judged(
  before: readonly Uint8Array[],
  now: readonly Uint8Array[],
  source: LogSource,
) {
  const { checkpoint, note } = stateOf(before);
  const { size, root } = checkpoint;
  const seen = { origin, size, root: encodeBase64(root), note, at: '2026-11-22T12:00:00.000Z' };
  const state = stateOf(now);
  const continuity = await continuityOf(seen, state.checkpoint, source);
  const bytes = await twoHistories(
    {
      url: 'http://ledger.example',
      ledger: { vkey, rotations: [] },
      before: seen,
      log: { ...state, continuity },
      now: new Date('2026-11-23T12:00:00Z'),
    },
    source,
  );
  const { fork, ...report } = JSON.parse(decodeUtf8(bytes));
  return { report, proved: fork === null ? undefined : checkFork(forkOfJson(fork), vkey) };
}

describe('two histories', () => {
  const before = leaves(13);

  it.each([
    ['a longer log', [...leaves(12), ...leaves(9, 'other')]],
    ['a log of the same length', [...leaves(12), ...leaves(1, 'other')]],
  ])('prove themselves in %s', async (_name, now) => {
    const { report, proved } = await judged(before, now, sourceOf(now));

    expect(proved).toMatchObject({ ok: true, older: { size: 13 }, newer: { size: now.length } });
    expect(report).toMatchObject({
      format: 'custody-misbehaviour/v1',
      kind: 'fork',
      vkey,
      saved: stateOf(before).note,
      seen: stateOf(now).note,
    });
  });

  it('rest on the word of who saw them where the log is shorter', async () => {
    const now = leaves(5);
    const { report, proved } = await judged(before, now, sourceOf(now));

    expect(proved).toBeUndefined();
    expect(report).toMatchObject({ kind: 'shrink', saved: stateOf(before).note });
  });

  it('are kept where the tiles prove nothing', async () => {
    const now = [...leaves(12), ...leaves(9, 'other')];
    const { report, proved } = await judged(before, now, sourceOf(leaves(21, 'neither')));

    expect(proved).toBeUndefined();
    expect(report).toMatchObject({ saved: stateOf(before).note, seen: stateOf(now).note });
  });
});
