import { describe, expect, it } from '@jest/globals';
import {
  mutatedHash,
  mutatedJson,
  mutatedNumber,
  mutatedProof,
  mutatedText,
} from '../../test/support/mutations.js';
import { referenceMapPath } from '../../test/support/reference-map.js';
import { readVector } from '../../test/vectors/read-vector.js';
import { encodeUtf8, fromHex } from './bytes.js';
import { openCheckpoint } from './checkpoint.js';
import { checkCompleteness } from './completeness.js';
import { cosignedMessage, formatCosignature } from './cosignature.js';
import { publicKeyOf, sign } from './ed25519.js';
import { checkMapPath } from './map.js';
import { formatVkey, NOTE_KEY_TYPES, noteKeyId } from './note-key.js';
import { formatSignatureLine, parseNote } from './note.js';
import { openWithPolicy, parsePolicy } from './policy.js';
import { checkReceipt, type Receipt } from './receipt.js';
import { formatTlogProof, parseTlogProof } from './tlog-proof.js';

const ledger: {
  vkey: string;
  checkpoint: string;
  statements: { stored: string; receipt: Receipt }[];
} = readVector('ledger.json');
const map: {
  vkey: string;
  roots: string[];
  subjects: { key: string; value: string }[];
  proofs: any[];
} = readVector('map.json');

/** Runs all, so that one message tells everything that was believed. */
function expectAllRefused(
  verdicts: Iterable<readonly [what: string, isBelieved: boolean]>,
): number {
  let count = 0;
  const believed: string[] = [];
  for (const [what, isBelieved] of verdicts) {
    count++;
    if (isBelieved) believed.push(what);
  }
  expect(believed).toEqual([]);
  return count;
}

describe('a client that changes what is signed', () => {
  it('has no changed checkpoint believed', () => {
    const { checkpoint, vkey } = ledger;
    expect(openCheckpoint(checkpoint, vkey).ok).toBe(true);
    const count = expectAllRefused(
      mapOf(changesOfNote(checkpoint), (note) => openCheckpoint(note, vkey).ok),
    );
    expect(count).toBeGreaterThan(checkpoint.length);
  });

  it('has no changed cosignature counted towards a quorum', () => {
    const { note, policy } = cosigned(['north.example', 'south.example']);
    expect(openWithPolicy(note, policy, ledger.vkey).ok).toBe(true);

    expectAllRefused(
      mapOf(changesOfNote(note), (changed) => openWithPolicy(changed, policy, ledger.vkey).ok),
    );
  });

  it('has no changed proof of a receipt believed, nor one for another place', () => {
    for (const { stored, receipt } of [ledger.statements[0]!, ledger.statements[3]!]) {
      const claim = { receipt, envelope: encodeUtf8(stored), vkey: ledger.vkey };
      expect(checkReceipt(claim).ok).toBe(true);
      const believed = (proof: string) =>
        checkReceipt({ ...claim, receipt: { ...receipt, proof } }).ok;
      expectAllRefused(mapOf(changesOfNote(receipt.proof), believed));
      const { index, proof, checkpoint } = parseTlogProof(receipt.proof);
      const others = [fromHex(receipt.leafHash), fromHex(receipt.previous)];
      const formatted = (over: object): string | undefined => {
        try {
          return formatTlogProof({ index, proof, checkpoint, ...over });
        } catch {
          return undefined;
        }
      };
      for (const [member, changes] of [
        ['proof', mutatedProof(proof, others)],
        ['index', mutatedNumber(index)],
      ] as const)
        for (const { what, value } of changes) {
          // Every bit of paths is flipped where no signature has to be verified each time.
          if (/bit \d+ /u.test(what) && !/bit \d*[05]0 /u.test(what)) continue;
          const text = formatted({ [member]: value });
          if (text === undefined || text === receipt.proof) continue;
          if (believed(text)) throw new Error(`${member} ${what} was believed`);
        }
    }
  });

  it('has no changed member of a receipt believed, and no changed statement', () => {
    const { stored, receipt } = ledger.statements[3]!;
    const vkey = ledger.vkey;
    const envelope = encodeUtf8(stored);
    const { proof, ...rest } = receipt;
    expectAllRefused(
      mapOf(mutatedJson(rest), (changed) => {
        const members: any = changed;
        return checkReceipt({ receipt: { ...members, proof }, envelope, vkey }).ok;
      }),
    );
    expectAllRefused(
      mapOf(mutatedText(stored), (changed) => {
        return checkReceipt({ receipt, envelope: encodeUtf8(changed), vkey }).ok;
      }),
    );
  });

  it('has no changed proof of completeness believed, of what is there and of what is not', () => {
    const ends = [
      map.proofs.find(({ entries }) => entries.length === 3),
      map.proofs.find(({ entries, leaf }) => entries.length === 0 && leaf === null),
      map.proofs.find(({ leaf }) => leaf !== null),
    ];
    for (const proof of ends) {
      expect(checkCompleteness(proof, map.vkey).ok).toBe(true);
      // What the map is signed and logged with is changed elsewhere, every byte of a path below.
      const { map: stated, ...rest } = proof;
      expectAllRefused(
        mapOf(mutatedJson(rest, { step: 9 }), (changed) => {
          const members = typeof changed === 'object' && changed !== null ? changed : {};
          return checkCompleteness({ ...members, map: stated }, map.vkey).ok;
        }),
      );
    }
  });

  it('has no changed path of the map believed', () => {
    const root = fromHex(map.roots.at(-1)!);
    for (const { key, value } of map.subjects) {
      const leaves = map.subjects.map((one) => ({
        key: fromHex(one.key),
        value: fromHex(one.value),
      }));
      const { siblings } = referenceMapPath(leaves, fromHex(key));
      const claim = { root, key: fromHex(key), value: fromHex(value), siblings };
      const believed = (changed: typeof claim) =>
        checkMapPath(changed.root, changed.key, {
          siblings: changed.siblings,
          leaf: { key: changed.key, value: changed.value },
        });
      expect(believed(claim)).toBe(true);
      const others = [root, leaves[0]!.key, new Uint8Array(32)];
      for (const member of ['root', 'key', 'value'] as const)
        expectAllRefused(
          mapOf(mutatedHash(claim[member]), (hash) => believed({ ...claim, [member]: hash })),
        );
      expectAllRefused(
        mapOf(mutatedProof(siblings, others), (changed) => {
          const isSame = Buffer.concat(changed).equals(Buffer.concat(siblings));
          return (
            !isSame && believed({ ...claim, siblings: changed.map((hash) => Buffer.from(hash)) })
          );
        }),
      );
    }
  });

  it('has no completeness believed under a changed root of the map', () => {
    const [proof] = map.proofs;
    expectAllRefused(
      mapOf(mutatedJson(proof.map.statement, { step: 2 }), (statement) => {
        return checkCompleteness({ ...proof, map: { ...proof.map, statement } }, map.vkey).ok;
      }),
    );
  });
});

function* mapOf<T>(
  changes: Iterable<{ what: string; value: T }>,
  isBelieved: (value: T) => boolean,
): Generator<readonly [string, boolean]> {
  for (const { what, value } of changes) yield [what, isBelieved(value)];
}

/** A signature line that stands there twice is one signature (C2SP signed-note): that changes nothing. */
function* changesOfNote(text: string) {
  for (const change of mutatedText(text)) {
    const lines = change.value.split('\n');
    const isRepeated = lines.some((line, i) => line.startsWith('\u2014 ') && line === lines[i - 1]);
    if (!isRepeated) yield change;
  }
}

function cosigned(names: readonly string[]) {
  const time = 1_790_000_000;
  const { text } = parseNote(ledger.checkpoint);
  const witnesses = names.map((name, i) => {
    const seed = new Uint8Array(32).fill(0x70 + i);
    const type = NOTE_KEY_TYPES.cosignature;
    const publicKey = publicKeyOf(seed);
    const signature = formatCosignature({
      time,
      signature: sign(cosignedMessage(text, time), seed),
    });
    const line = formatSignatureLine({ name, keyId: noteKeyId(name, type, publicKey), signature });
    return { line, rule: `witness w${i} ${formatVkey(name, publicKey, type)}` };
  });
  const members = names.map((_, i) => `w${i}`).join(' ');
  const rules = [...witnesses.map(({ rule }) => rule), `group all-of-them all ${members}`];
  const policy = parsePolicy(`${rules.join('\n')}\nquorum all-of-them\n`);
  return { note: ledger.checkpoint + witnesses.map(({ line }) => line).join(''), policy };
}
