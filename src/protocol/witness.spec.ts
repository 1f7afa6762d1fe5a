import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/vectors/refusal.js';
import { encodeBase64 } from './bytes.js';
import { signCheckpoint } from './checkpoint.js';
import { publicKeyOf, sign } from './ed25519.js';
import type { LedgerKeys } from './ledger-keys.js';
import { EMPTY_ROOT, hashLeaf, rootOf } from './merkle.js';
import { proveConsistency } from './merkle-proof.js';
import { formatVkey, NOTE_KEY_TYPES, type NoteKey, parseVkey } from './note-key.js';
import { signNote } from './note.js';
import {
  type AddCheckpointAnswer,
  cosign,
  cosignatureIn,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  type WitnessedTree,
} from './witness.js';

const origin = 'custody.local/0123456789ab';
const logKey = new Uint8Array(32).fill(1);
const log = keyOf(logKey);
const leaves = Array.from({ length: 12 }, (_, i) => hashLeaf(Uint8Array.of(i)));
const treeOf = (size: number): WitnessedTree => ({ size, root: rootOf(leaves.slice(0, size)) });

function signed({ size, root }: WitnessedTree, secretKey: Uint8Array = logKey): string {
  const checkpoint = { origin, size, root };
  return signCheckpoint(checkpoint, (message) => sign(message, secretKey), publicKeyOf(secretKey));
}

function keyOf(secretKey: Uint8Array): NoteKey {
  return parseVkey(formatVkey(origin, publicKeyOf(secretKey)));
}

function proof(older: number, newer: number): Uint8Array[] {
  return proveConsistency(older, newer, (level, index) =>
    rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
}

function request(old: number, size: number): string {
  return formatAddCheckpoint({ old, proof: proof(old, size), checkpoint: signed(treeOf(size)) });
}

function judge(body: string, last?: WitnessedTree): AddCheckpointAnswer {
  return judgeAddCheckpoint(body, [log], (asked) => (asked === origin ? last : undefined));
}

describe('add-checkpoint', () => {
  it('is written and read', () => {
    const body = request(5, 12);
    const read = parseAddCheckpoint(body);

    expect(read).toEqual({ old: 5, proof: proof(5, 12), checkpoint: signed(treeOf(12)) });
    expect(formatAddCheckpoint(read)).toBe(body);
  });

  it('accepts the first checkpoint, one that continues the last, and the last again', () => {
    for (const [old, size] of [
      [0, 1],
      [0, 12],
      [1, 2],
      [5, 12],
      [12, 12],
    ] as const)
      expect(judge(request(old, size), old === 0 ? undefined : treeOf(old))).toMatchObject({
        status: 200,
        accepted: { origin, size, note: signed(treeOf(size)) },
      });
  });

  it('hands on the lines that it judged by, each key once, and no others', () => {
    const body = request(5, 12);
    const [own = ''] = body.split('\n').slice(-2);
    const stranger = signed(treeOf(12), new Uint8Array(32).fill(2)).split('\n').at(-2)!;

    for (const more of [`${stranger}\n`, `${own}\n`, `${stranger}\n`.repeat(99)])
      expect(judge(body + more, treeOf(5))).toMatchObject({
        status: 200,
        accepted: { note: signed(treeOf(12)) },
      });
  });

  it('accepts the checkpoint of an empty log', () => {
    expect(judge(request(0, 0)).status).toBe(200);
  });

  it('hands on extension lines, which are cosigned with the rest', () => {
    const text = `${origin}\n1\n${encodeBase64(leaves[0]!)}\nextension 1\n`;
    const answer = judge(`old 0\n\n${signNote(text, origin, logKey)}`);

    expect(answer).toMatchObject({ status: 200, accepted: { text, size: 1 } });
  });

  it('answers 404 to a log it does not know', () => {
    const stranger = parseVkey(formatVkey('stranger.example', log.publicKey));

    expect(judgeAddCheckpoint(request(0, 4), [stranger], () => undefined).status).toBe(404);
    expect(judgeAddCheckpoint(request(0, 4), [], () => undefined).status).toBe(404);
  });

  it('answers 403 to a checkpoint that the log has not signed', () => {
    const body = `old 0\n\n${signed(treeOf(4), new Uint8Array(32).fill(2))}`;

    expect(judge(body).status).toBe(403);
    expect(judge(request(0, 4).replace('\n4\n', '\n5\n')).status).toBe(403);
    expect(judge(`old 0\n\n${origin}\n0\n${encodeBase64(EMPTY_ROOT)}\n\nno line\n`).status).toBe(
      403,
    );
  });

  it('answers 400 to an old size beyond the checkpoint', () => {
    const body = formatAddCheckpoint({ old: 5, proof: [], checkpoint: signed(treeOf(4)) });

    expect(judge(body, treeOf(5)).status).toBe(400);
  });

  it('answers 409 with the size it cosigned last', () => {
    expect(judge(request(3, 4))).toEqual({ status: 409, size: 0 });
    expect(judge(request(3, 12), treeOf(4))).toEqual({ status: 409, size: 4 });
    expect(judge(request(0, 4), treeOf(4))).toEqual({ status: 409, size: 4 });
  });

  it.each([
    [
      'a proof with a flipped bit',
      5,
      (p: Uint8Array[]) => [p[0]!.with(3, 1 ^ p[0]![3]!), ...p.slice(1)],
    ],
    ['a proof that is too short', 5, (p: Uint8Array[]) => p.slice(1)],
    ['a surplus hash', 5, (p: Uint8Array[]) => [...p, leaves[0]!]],
    ['a proof from nothing', 0, () => [leaves[0]!]],
    ['a proof of a tree to itself', 12, () => [leaves[0]!]],
  ])('answers 422 to %s', (_what, old, spoil) => {
    const checkpoint = signed(treeOf(12));
    const body = formatAddCheckpoint({ old, proof: spoil(proof(old, 12)), checkpoint });

    expect(judge(body, old === 0 ? undefined : treeOf(old)).status).toBe(422);
  });

  it('answers 422 to a fork', () => {
    expect(judge(request(4, 4), { size: 4, root: leaves[0]! })).toEqual({
      status: 422,
      reason: 'another tree of this size was cosigned',
    });
    expect(judge(request(4, 12), { size: 4, root: leaves[0]! }).status).toBe(422);
  });

  it('answers 422 to a tree without leaves that has a root', () => {
    const text = `${origin}\n0\n${encodeBase64(leaves[0]!)}\n`;

    expect(judge(`old 0\n\n${signNote(text, origin, logKey)}`).status).toBe(422);
  });

  it.each([
    '',
    'old 0\n',
    'old 0\n\n\n',
    'old 00\n\n',
    'old -1\n\n',
    'old 1e1\n\n',
    'older 0\n\n',
    'old 0\nAAAA\n\n',
    'old 0\nnot base64\n\n',
    `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n`,
  ])('answers 400 to %j', (start) => {
    expect(judge(start + signed(treeOf(4))).status).toBe(400);
    expect(judge(start).status).toBe(400);
  });
});

describe('add-checkpoint of a log whose key was replaced', () => {
  const [newKey, nextKey] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];
  const keys = [keyOf(nextKey), keyOf(newKey), log];
  const history = [
    { key: log, from: 0 },
    { key: keyOf(newKey), from: 6 },
  ];

  function answer(
    last: { size: number; by: Uint8Array } | undefined,
    next: { size: number; by: Uint8Array },
    histories: readonly LedgerKeys[] = [],
  ): number {
    const old = last?.size ?? 0;
    const checkpoint = signed(treeOf(next.size), next.by);
    const body = formatAddCheckpoint({ old, proof: proof(old, next.size), checkpoint });
    const seen = last && { ...treeOf(old), note: signed(treeOf(old), last.by) };
    return judgeAddCheckpoint(body, keys, () => seen, histories).status;
  }

  it('takes nothing more from an older key than the one that signed last', () => {
    for (const size of [8, 12])
      expect(answer({ size: 8, by: newKey }, { size, by: logKey })).toBe(403);
    expect(answer({ size: 8, by: nextKey }, { size: 12, by: newKey })).toBe(403);
  });

  it('takes the same key, a newer one, and any for a log that it has not seen', () => {
    for (const by of [logKey, newKey, nextKey]) {
      expect(answer(undefined, { size: 4, by })).toBe(200);
      expect(answer({ size: 4, by: logKey }, { size: 12, by })).toBe(200);
    }
    expect(answer({ size: 8, by: newKey }, { size: 12, by: newKey })).toBe(200);
  });

  it('takes a head that an older key has signed beside the newer one', () => {
    const text = `${origin}\n12\n${encodeBase64(treeOf(12).root)}\n`;
    const both = signNote(text, origin, logKey) + signNote(text, origin, newKey).split('\n\n')[1]!;
    const seen = { ...treeOf(8), note: signed(treeOf(8), newKey) };
    const body = formatAddCheckpoint({ old: 8, proof: proof(8, 12), checkpoint: both });

    expect(judgeAddCheckpoint(body, keys, () => seen).status).toBe(200);
  });

  it('goes by the size where the rotations are known, also before it saw the newer key', () => {
    expect(answer({ size: 4, by: logKey }, { size: 6, by: logKey }, [history])).toBe(200);
    expect(answer({ size: 4, by: logKey }, { size: 7, by: logKey }, [history])).toBe(403);
    expect(answer(undefined, { size: 7, by: logKey }, [history])).toBe(403);
    expect(answer({ size: 4, by: logKey }, { size: 6, by: newKey }, [history])).toBe(403);
    expect(answer({ size: 4, by: logKey }, { size: 7, by: newKey }, [history])).toBe(200);
    expect(answer({ size: 7, by: newKey }, { size: 12, by: nextKey }, [history])).toBe(200);
  });

  it('still answers 409 to a head below what it has cosigned, whoever signed it', () => {
    const seen = { ...treeOf(8), note: signed(treeOf(8), newKey) };

    expect(judgeAddCheckpoint(request(0, 4), keys, () => seen)).toEqual({ status: 409, size: 8 });
  });
});

describe('the answer of a witness', () => {
  const secretKey = new Uint8Array(32).fill(6);
  const publicKey = publicKeyOf(secretKey);
  const witness = parseVkey(formatVkey('w.example', publicKey, NOTE_KEY_TYPES.cosignature));
  const checkpoint = signed(treeOf(4));
  const text = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1);
  const cosigner = { name: 'w.example', publicKey, sign: (m: Uint8Array) => sign(m, secretKey) };
  const line = cosign(text, { ...cosigner, time: 9 });

  it('is a line that verifies', () => {
    expect(cosignatureIn(line, checkpoint, witness)).toBe(line);
  });

  it('may hold lines of other keys, which are left out', () => {
    const other = cosign(text, { ...cosigner, name: 'other.example', time: 9 });

    expect(cosignatureIn(other + line, checkpoint, witness)).toBe(line);
    expect(cosignatureIn(other, checkpoint, witness)).toBeUndefined();
  });

  it('is nothing when it is malformed or of another checkpoint', () => {
    const elsewhere = cosign(text.replace('4', '5'), { ...cosigner, time: 9 });

    for (const answer of [
      '',
      '\n',
      'yes',
      elsewhere,
      line.slice(0, -1),
      `\n${line}`,
      `${line}\n${line}`,
    ])
      expect(cosignatureIn(answer, checkpoint, witness)).toBeUndefined();
  });

  it('is never without a time', () => {
    expect(refusal(() => cosign(text, { ...cosigner, time: 0 }))).toBe('bad-argument');
  });
});
