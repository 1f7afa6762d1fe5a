import { createHash, createPublicKey, verify as nodeVerify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ReferenceTree, referenceLeafHash } from '../../test/support/reference-merkle.js';
import { findSharedVectors } from '../../test/vectors/read-vector.js';
import { decodeBase64, encodeUtf8, fromHex, toHex } from './bytes.js';
import { canonicalize } from './canonical-json.js';
import { openCheckpoint } from './checkpoint.js';
import { preAuthEncoding } from './dsse.js';
import { checkConsistency, checkInclusion, proveInclusion } from './merkle-proof.js';
import { hashLeaf, rootOf } from './merkle.js';
import { parseVkey } from './note-key.js';
import { openNote } from './note.js';
import { decodeEntryBundle, nodeFromTile, tileOfNode, tilePath } from './tile.js';
import { judgeAddCheckpoint, type WitnessedTree } from './witness.js';

const merkle = findSharedVectors('merkle-rfc6962');
const jcs = findSharedVectors('jcs-rfc8785');
const c2sp = findSharedVectors('c2sp');
const tessera = findSharedVectors('tessera-testlog');
const sunlight = findSharedVectors('sunlight-witness');

describe('suites of public logs', () => {
  it('have a second tree to be held against, here too where they are absent', () => {
    const leaf = referenceLeafHash(encodeUtf8('x'));
    expect(leaf.equals(hashLeaf(encodeUtf8('x')))).toBe(true);
  });
});

if (merkle)
  describe('transparency-dev proofs of subtrees', () => {
    it('give the expected result for all 204 inclusions, taken as trees of their own', () => {
      const cases = casesBelow(new URL('testdata/subtreeinclusion/', merkle));
      for (const { leafIdx, start, end, leafHash, root, proof, desc, wantErr } of cases) {
        const claim = { index: leafIdx - start, size: end - start, proof: hashesOf(proof) };
        const [leaf, whole] = [decodeBase64(leafHash ?? ''), decodeBase64(root ?? '')];
        const holds =
          isSubtree(start, end) && checkInclusion({ ...claim, leafHash: leaf, root: whole });
        expect([desc, holds]).toEqual([desc, !wantErr]);
      }
      expect(cases).toHaveLength(204);
    });

    it('give the expected result for consistency of what begins at the first leaf', () => {
      const cases = casesBelow(new URL('testdata/subtreeconsistency/', merkle));
      // Of subtrees that begin elsewhere this protocol has no proofs.
      const ofWhole = cases.filter(({ start }) => start === 0);
      const judged = ofWhole.map(({ end, size, root1, root2, proof, desc, wantErr }) => {
        const claim = { older: end, newer: size, proof: hashesOf(proof) };
        const roots = {
          olderRoot: decodeBase64(root1 ?? ''),
          newerRoot: decodeBase64(root2 ?? ''),
        };
        return { desc, holds: checkConsistency({ ...claim, ...roots }), expected: !wantErr };
      });
      const differing = judged.filter(({ holds, expected }) => holds !== expected);
      // Two conventions differ: here a root has 32 bytes, and the tree of no leaves has one root.
      expect(differing.map(({ desc, holds }) => [desc, holds])).toEqual([
        ['sizes are equal (one) and proof is empty', false],
        [expect.stringContaining('tree root random proof is empty'), false],
      ]);
      expect(cases).toHaveLength(118);
      expect(ofWhole.length).toBeGreaterThan(40);
    });
  });

if (jcs)
  describe('JCS reference bytes and numbers', () => {
    it('are those of the documents in hexadecimal', () => {
      for (const file of readdirSync(new URL('testdata/input/', jcs))) {
        const hex = readText(jcs, `testdata/outhex/${file.replace('.json', '.txt')}`);
        const written = encodeUtf8(canonicalize(readJson(jcs, `testdata/input/${file}`)));
        expect([file, toHex(written)]).toEqual([file, hex.replaceAll(/\s/gu, '')]);
      }
    });

    it('are those of the first 10000 lines of the file of numbers', () => {
      const program = readText(jcs, 'testdata/numgen.js');
      const page = readText(jcs, 'testdata/README.md');
      const bits = [...program.matchAll(/0x([0-9a-f]{16})n/gu)].map(([, hex]) =>
        BigInt(`0x${hex}`),
      );
      // The first constant of the serial numbers stands in the program too.
      const fixed = bits.slice(0, -1);
      const serial = Array.from({ length: 2000 }, (_, i) => bits.at(-1)! + BigInt(i));
      const digest = createHash('sha256');
      let lines = 0;
      const sums = new Map<number, string>();
      for (const number of numbersOf([...fixed, ...serial])) {
        const value = new Float64Array(BigUint64Array.of(number).buffer)[0]!;
        digest.update(`${number.toString(16)},${canonicalize(value)}\n`);
        lines++;
        if (lines === 1000 || lines === 10_000) sums.set(lines, digest.copy().digest('hex'));
        if (lines === 10_000) break;
      }
      for (const [count, known] of sums)
        expect([count, page.includes(known)]).toEqual([count, true]);
      expect(sums.size).toBe(2);
    });
  });

if (c2sp)
  describe('C2SP collection of log formats', () => {
    it('has the leaf hashes and roots of the eight-leaf tree', () => {
      const { leaves, leaf_hashes, roots_by_size } = readJson(c2sp, 'rfc6962-8leaf.json');
      const hashes: Uint8Array[] = leaves.map((leaf: string) => hashLeaf(fromHex(leaf)));
      const reference = ReferenceTree.ofEntries(leaves.map(fromHex));
      expect(hashes.map(toHex)).toEqual(leaf_hashes);
      roots_by_size.forEach((root: string, size: number) => {
        expect(toHex(rootOf(hashes.slice(0, size)))).toBe(root);
        expect(toHex(reference.root(size))).toBe(root);
      });
    });

    it('has the digests of a second implementation, of every tree up to 130 leaves', () => {
      const vector = readJson(c2sp, 'rfc6962-accumulated.json');
      const tree = ReferenceTree.ofEntries(Array.from({ length: 130 }, (_, i) => Buffer.of(i)));
      const [roots, inclusion, growth, subtrees]: string[][] = [[], [], [], []];
      for (let size = 0; size <= 130; size++) {
        roots!.push(`${size} ${toHex(tree.root(size))}\n`);
        for (let at = 0; at < size; at++)
          inclusion!.push(line(`${at} ${size}`, tree.path(at, size)));
        for (let at = 1; at <= size; at++)
          growth!.push(line(`${at} ${size}`, tree.proof(at, size)));
        for (let start = 0; start <= size; start++)
          if (start === size || isSubtree(start, size))
            subtrees!.push(`[${start}, ${size}) ${toHex(tree.hash(start, size))}\n`);
      }
      expect(sum(roots!)).toBe(vector.plain_roots.sha256);
      expect(sum(inclusion!)).toBe(vector.plain_inclusion.sha256);
      expect(sum(growth!)).toBe(vector.plain_consistency.sha256);
      expect(sum(subtrees!)).toBe(vector.subtree_hash.sha256);
    });

    it('has the statuses of a witness, request by request', () => {
      const { log_vkey, requests } = readJson(c2sp, 'witness-add-checkpoint-sequence.json');
      const logs = [parseVkey(log_vkey)];
      const cosigned = new Map<string, WitnessedTree>();
      for (const [at, { body, status_spec_2026_07, assert_ }] of requests.entries()) {
        const answer = judgeAddCheckpoint(body, logs, (origin) => cosigned.get(origin));
        expect([at, answer.status]).toEqual([at, status_spec_2026_07]);
        if (answer.status === 200) cosigned.set(answer.accepted.origin, answer.accepted);
        if (answer.status === 409) expect(assert_).toBe(String.raw`== "${answer.size}\n"`);
      }
      expect(requests).toHaveLength(9);
    });

    it('has the signature of the DSSE document over our encoding', () => {
      const { X, Y, envelope } = readJson(c2sp, 'dsse-pae.json').ecdsa_p256_example;
      const [x, y] = [X, Y].map((decimal: string) =>
        Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url'),
      );
      const key = createPublicKey({
        format: 'jwk',
        key: { kty: 'EC', crv: 'P-256', x: x!, y: y! },
      });
      const message = preAuthEncoding(envelope.payloadType, decodeBase64(envelope.payload));
      const sig = decodeBase64(envelope.signatures[0].sig);
      const options = { key, dsaEncoding: 'ieee-p1363' } as const;
      expect(nodeVerify('sha256', message, options, sig)).toBe(true);
      expect(nodeVerify('sha256', message.with(9, 1), options, sig)).toBe(false);
    });
  });

if (tessera && c2sp)
  describe('every file of a log written by Tessera', () => {
    const folder = new URL('testdata/log/', tessera);
    const [vkey] = readJson(c2sp, 'signed-notes.json').find(
      ({ name }: any) => name === 'tessera-testlog-15',
    ).vkeys;

    it('has partial tiles and bundles that hash to the checkpoint of their width', () => {
      for (let width = 1; width <= 15; width++) {
        const opened = openCheckpoint(readText(folder, `checkpoint.${width}`), vkey);
        if (!opened.ok) throw new Error(opened.reason);
        const tile = readBytes(folder, tilePath(0, 0, width));
        const entries = decodeEntryBundle(readBytes(folder, tilePath('entries', 0, width)));
        const read = (level: number, index: number) => nodeFromTile(tile, tileOfNode(level, index));
        expect(Buffer.concat(entries.map((entry) => hashLeaf(entry))).equals(tile)).toBe(true);
        const { size, root } = opened.checkpoint;
        for (const [index, entry] of entries.entries()) {
          const proof = proveInclusion(index, size, read);
          expect(checkInclusion({ index, size, leafHash: hashLeaf(entry), root, proof })).toBe(
            true,
          );
        }
        expect(ReferenceTree.ofEntries(entries).root(size).equals(root)).toBe(true);
      }
    });

    it('has a published checkpoint and a state that say the same', () => {
      const opened = openCheckpoint(readText(folder, 'checkpoint'), vkey);
      const { size, root } = readJson(folder, '.state/treeState');
      expect(opened).toMatchObject({ ok: true, checkpoint: { size } });
      expect(opened.ok && toHex(opened.checkpoint.root)).toBe(toHex(decodeBase64(root)));
    });
  });

if (sunlight)
  describe('every file of the witnesses and mirrors of Sunlight', () => {
    const folder = new URL('cmd/skylight/testdata/', sunlight);

    it.each([
      ['witness', 'witness.v0.json', 'witness'],
      ['witness/mirror', 'mirror.v0.json', 'witness/mirror'],
      ['witness2', 'witness.v0.json', 'witness2'],
    ])('has cosignatures in %s that its keys verify and no other', (place, keys, under) => {
      const { verifier_keys } = readJson(folder, `${place}/${keys}`);
      const [log] = readdirSync(new URL(`${under}/`, folder)).filter((name) =>
        /^[0-9a-f]{64}$/u.test(name),
      );
      const note = readText(folder, `${under}/${log}/checkpoint`);
      const opened = openNote(note, verifier_keys);
      expect(opened).toMatchObject({ ok: true });
      expect(opened.ok && opened.verifiedBy[0]?.time).toBe(1_767_139_200);
      expect(createHash('sha256').update(note.split('\n')[0]!).digest('hex')).toBe(log);
      expect(openNote(note.replace('\n300\n', '\n301\n'), verifier_keys).ok).toBe(false);
      const other = readJson(
        folder,
        place === 'witness2' ? 'witness/witness.v0.json' : 'witness2/witness.v0.json',
      );
      expect(openNote(note, other.verifier_keys).ok).toBe(false);
    });

    it('has decoys and fakes that are taken for neither checkpoint nor tile', () => {
      const { verifier_keys } = readJson(folder, 'witness/witness.v0.json');
      for (const decoy of ['witness/checkpoint', 'witness/mirror/checkpoint', 'tree/checkpoint'])
        expect(openNote(readText(folder, decoy), verifier_keys).ok).toBe(false);
      for (const fake of ['tree/tile/0/000', 'tree/tile/0/001.p/44', 'tree/tile/1/000.p/1'])
        expect(() => nodeFromTile(readBytes(folder, fake), tileOfNode(0, 5))).toThrow();
      const [log] = readdirSync(new URL('witness/mirror/', folder));
      for (const bundle of ['000', '001.p/44']) {
        const packed = readBytes(folder, `witness/mirror/${log}/tile/entries/${bundle}`);
        expect(() => decodeEntryBundle(gunzipSync(packed))).toThrow();
      }
    });

    it('has one root in the note and in the list of logs', () => {
      const { final_tree_head } = readJson(folder, 'tree/log.v3.json');
      const [origin, size, root] = readText(folder, 'tree/checkpoint').split('\n');
      expect([origin, Number(size), root]).toEqual([
        'rome2026h1.example.org',
        final_tree_head.tree_size,
        final_tree_head.sha256_root_hash,
      ]);
    });
  });

/** draft-ietf-plants-merkle-tree-certs: `start` is a multiple of the least power of two that is not below the width. */
function isSubtree(start: number, end: number): boolean {
  if (start < 0 || start >= end) return false;
  let width = 1;
  while (width < end - start) width *= 2;
  return start % width === 0;
}

/** The program's own generator: what it lists, then SHA-256 of what came before, read as doubles. */
function* numbersOf(listed: readonly bigint[]): Generator<bigint> {
  yield* listed;
  let block: Buffer = Buffer.alloc(32);
  for (;;) {
    block = createHash('sha256').update(block).digest();
    for (let at = 0; at < 32; at += 8) {
      const value = block.readDoubleLE(at);
      if (value !== 0 && Number.isFinite(value)) yield block.readBigUInt64LE(at);
    }
  }
}

/** JSON of other projects, whose shapes are theirs. */
function readJson(folder: URL, file: string): any {
  return JSON.parse(readText(folder, file));
}

function readText(folder: URL, file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

function readBytes(folder: URL, file: string): Buffer {
  return readFileSync(new URL(file, folder));
}

function sum(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function line(place: string, path: readonly Uint8Array[]): string {
  return `${[place, ...path.map(toHex)].join(' ')}\n`;
}

function casesBelow(folder: URL): any[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(folder, encodeURI(file)));
}

function hashesOf(proof: string[] | null): Uint8Array[] {
  return (proof ?? []).map(decodeBase64);
}
