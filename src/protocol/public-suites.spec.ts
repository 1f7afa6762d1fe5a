import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findSharedVectors } from '../../test/vectors/read-vector.js';
import { concatBytes, decodeBase64, encodeBase64, encodeUtf8, fromHex, toHex } from './bytes.js';
import { canonicalize, parseCanonical } from './canonical-json.js';
import { openCheckpoint } from './checkpoint.js';
import { preAuthEncoding } from './dsse.js';
import { checkPublicKey, isSmallOrderEncoding, verify } from './ed25519.js';
import { jwkOfPublicKey } from './jwk.js';
import {
  checkConsistency,
  checkInclusion,
  proveConsistency,
  proveInclusion,
} from './merkle-proof.js';
import { hashLeaf, rootOf } from './merkle.js';
import { openNote } from './note.js';
import { decodeEntryBundle, nodeFromTile, tileOfNode, tilePath, tileWidth } from './tile.js';

const wycheproof = findSharedVectors('wycheproof');
const cctv = findSharedVectors('cctv-ed25519');
const merkle = findSharedVectors('merkle-rfc6962');
const jcs = findSharedVectors('jcs-rfc8785');
const c2sp = findSharedVectors('c2sp');
const tessera = findSharedVectors('tessera-testlog');
const sunlight = findSharedVectors('sunlight-witness');

describe('public suites', () => {
  it('are run where they are present and reported where they are not', () => {
    expect(findSharedVectors('a-suite-that-nobody-has')).toBeUndefined();
  });
});

if (wycheproof)
  describe('Wycheproof Ed25519', () => {
    it('gives the expected result for all 151 cases', () => {
      const { testGroups } = readJson(wycheproof, 'ed25519_test.json');
      let count = 0;
      for (const { publicKey, tests } of testGroups)
        for (const { tcId, msg, sig, result } of tests) {
          const [key, message, signature] = [publicKey.pk, msg, sig].map(fromHex);
          const got = verify(message!, signature!, key!) ? 'valid' : 'invalid';
          expect(`${tcId} ${got}`).toBe(`${tcId} ${result}`);
          expect(`${tcId} ${strictNative(message!, signature!, key!) ? 'valid' : 'invalid'}`).toBe(
            `${tcId} ${result}`,
          );
          count++;
        }

      expect(count).toBe(151);
    });
  });

if (cctv)
  describe('CCTV Ed25519', () => {
    it('finds noble and the native implementation agreed for every registrable key', () => {
      let [registrable, accepted] = [0, 0];
      for (const { number, key, sig, msg } of readJson(cctv, 'ed25519vectors.json')) {
        const [publicKey, signature, message] = [fromHex(key), fromHex(sig), encodeUtf8(msg)];
        if (checkPublicKey(publicKey) !== undefined) continue;
        const verdict = verify(message, signature, publicKey);
        expect(`${number} ${verdict}`).toBe(
          `${number} ${strictNative(message, signature, publicKey)}`,
        );
        registrable++;
        if (verdict) accepted++;
      }

      expect(registrable).toBe(28);
      expect(accepted).toBe(1);
    });
  });

if (merkle)
  describe('transparency-dev Merkle proofs', () => {
    // One convention differs: there a root may have any length.
    const ours = new Map([
      ['sizes are equal (one) and proof is empty', false],
      ['sizes are equal (zero) and proof is empty', false],
    ]);

    it('gives the expected result for all inclusion proofs', () => {
      const cases = casesBelow(new URL('testdata/inclusion/', merkle));
      for (const { leafIdx, treeSize, leafHash, root, proof, desc, wantErr } of cases)
        expect([
          desc,
          checkInclusion({
            index: leafIdx,
            size: treeSize,
            ...decoded({ leafHash, root }),
            proof: hashesOf(proof),
          }),
        ]).toEqual([desc, ours.get(desc) ?? !wantErr]);

      expect(cases).toHaveLength(98);
    });

    it('gives the expected result for all consistency proofs', () => {
      const cases = casesBelow(new URL('testdata/consistency/', merkle));
      for (const { size1, size2, root1, root2, proof, desc, wantErr } of cases) {
        const { olderRoot, newerRoot } = decoded({ olderRoot: root1, newerRoot: root2 });
        const holds = checkConsistency({
          older: size1,
          newer: size2,
          olderRoot,
          newerRoot,
          proof: hashesOf(proof),
        });
        expect([desc, holds]).toEqual([desc, ours.get(desc) ?? !wantErr]);
      }

      expect(cases).toHaveLength(98);
    });
  });

if (jcs)
  describe('JCS reference documents', () => {
    const inputs = readdirSync(new URL('testdata/input/', jcs));

    it.each(inputs)('writes %s', (file) => {
      const output = readFileSync(new URL(`testdata/output/${file}`, jcs), 'utf8');

      expect(canonicalize(readJson(jcs, `testdata/input/${file}`))).toBe(output);
      expect(canonicalize(parseCanonical(encodeUtf8(output)))).toBe(output);
    });
  });

if (c2sp)
  describe('C2SP collection', () => {
    it('opens or refuses every signed note as expected', () => {
      for (const { name, vkeys, note, ok, verified } of readJson(c2sp, 'signed-notes.json')) {
        const opened = openNote(note, vkeys);
        expect([name, opened.ok]).toEqual([name, ok]);
        if (opened.ok) expect(opened.verifiedBy.map(({ key }) => key.name)).toEqual(verified);
      }
    });

    it('encodes every DSSE case', () => {
      for (const { type, body_hex, pae_hex } of readJson(c2sp, 'dsse-pae.json').pae)
        expect(toHex(preAuthEncoding(type, fromHex(body_hex)))).toBe(pae_hex);
    });

    it('proves the eight-leaf tree as recorded', () => {
      const { leaves, inclusion, consistency } = readJson(c2sp, 'rfc6962-8leaf.json');
      const hashes: Uint8Array[] = leaves.map((leaf: string) => hashLeaf(fromHex(leaf)));
      const read = (level: number, index: number) =>
        rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));

      for (const { index, size, path } of inclusion)
        expect(proveInclusion(index, size, read).map(toHex)).toEqual(path);
      for (const { old, new: newer, path } of consistency)
        expect(proveConsistency(old, newer, read).map(toHex)).toEqual(path);
    });

    it('names tiles and their widths', () => {
      const { index_paths, tree_tiles } = readJson(c2sp, 'tile-paths.json');

      for (const [n, path] of Object.entries<string>(index_paths))
        expect(tilePath(0, Number(n))).toBe(`tile/0/${path}`);
      for (const [size, levels] of Object.entries<any>(tree_tiles))
        for (const { level, full, partial, last_full, partial_path } of levels) {
          expect(tileWidth(level, full, Number(size))).toBe(partial);
          if (last_full)
            expect(tilePath(level, full - 1, tileWidth(level, full - 1, Number(size)))).toBe(
              last_full,
            );
          if (partial_path) expect(tilePath(level, full, partial)).toBe(partial_path);
        }
    });
  });

if (tessera && c2sp)
  describe('a log written by Tessera', () => {
    it('is read, hashed again and proved at every size', () => {
      const folder = new URL('testdata/log/', tessera);
      const { vkeys } = readJson(c2sp, 'signed-notes.json').find(
        ({ name }: any) => name === 'tessera-testlog-15',
      );
      const heads = Array.from({ length: 16 }, (_, size) => {
        const opened = openCheckpoint(
          readFileSync(new URL(`checkpoint.${size}`, folder), 'utf8'),
          vkeys[0],
        );
        if (!opened.ok) throw new Error(opened.reason);
        return opened.checkpoint;
      });
      const entries = decodeEntryBundle(readFileSync(new URL(tilePath('entries', 0, 15), folder)));
      const tile = readFileSync(new URL(tilePath(0, 0, 15), folder));
      const read = (level: number, index: number) => nodeFromTile(tile, tileOfNode(level, index));

      expect(concatBytes(...entries.map((entry) => hashLeaf(entry)))).toEqual(
        Uint8Array.from(tile),
      );
      for (const { size, root } of heads) {
        entries.slice(0, size).forEach((entry, index) => {
          const proof = proveInclusion(index, size, read);
          expect(checkInclusion({ index, size, leafHash: hashLeaf(entry), root, proof })).toBe(
            true,
          );
        });
        for (const older of heads.slice(0, size + 1)) {
          const proof = proveConsistency(older.size, size, read);
          const claim = {
            older: older.size,
            newer: size,
            olderRoot: older.root,
            newerRoot: root,
            proof,
          };
          expect(checkConsistency(claim)).toBe(true);
        }
      }
    });
  });

if (sunlight)
  describe('a mirror written by Sunlight', () => {
    it('proves all 300 records from its full and partial tiles', () => {
      const folder = new URL('cmd/skylight/testdata/witness/mirror/', sunlight);
      const [name] = readdirSync(folder).filter((entry) => /^[0-9a-f]{64}$/.test(entry));
      const root = decodeBase64(
        readFileSync(new URL(`${name}/checkpoint`, folder), 'utf8').split('\n')[2]!,
      );
      const read = (level: number, index: number) => {
        const place = tileOfNode(level, index);
        const path = tilePath(place.level, place.n, tileWidth(place.level, place.n, 300));
        return nodeFromTile(readFileSync(new URL(`${name}/${path}`, folder)), place);
      };

      for (let index = 0; index < 300; index++) {
        const claim = { index, size: 300, leafHash: hashLeaf(encodeUtf8(`record ${index}`)), root };
        expect(checkInclusion({ ...claim, proof: proveInclusion(index, 300, read) })).toBe(true);
      }
      expect(encodeBase64(root)).toBe('gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=');
    });
  });

/** The server's half of `ed25519/strict-1`: the native verifier and the check of R. */
function strictNative(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || isSmallOrderEncoding(signature.subarray(0, 32))) return false;
  const key = createPublicKey({ format: 'jwk', key: { ...jwkOfPublicKey(publicKey) } });
  return nodeVerify(null, message, key, signature);
}

/** JSON of other projects, whose shapes are theirs. */
function readJson(folder: URL, file: string): any {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

function casesBelow(folder: URL): any[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(folder, encodeURI(file)));
}

function hashesOf(proof: string[] | null): Uint8Array[] {
  return (proof ?? []).map(decodeBase64);
}

function decoded<Name extends string>(hashes: Record<Name, string>): Record<Name, Uint8Array>;
function decoded(hashes: Record<string, string | null>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(hashes).map(([name, text]) => [name, decodeBase64(text ?? '')]),
  );
}
