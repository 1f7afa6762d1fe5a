import { describe, expect, it } from '@jest/globals';
import {
  referenceMapPath,
  referenceMapRoot,
  referenceMapValue,
} from '../../test/support/reference-map.js';
import { makeMapVector } from '../../test/vectors/make-map-vector.js';
import { readVector } from '../../test/vectors/read-vector.js';
import { decodeBase64, encodeUtf8, fromHex, toHex } from './bytes.js';
import { checkCompleteness, parseMapRoot } from './completeness.js';
import { checkVrf } from './vrf.js';

interface FrozenSubject {
  subject: string;
  input: string;
  vrfProof: string;
  vrfOutput: string;
  key: string;
  salt: string;
  indexes: number[];
  value: string;
}
interface FrozenProof {
  subject: string;
  path: string[];
  leaf: { key: string; value: string } | null;
  entries: { index: number; leafHash: string }[];
  map: { statement: { payload: string } };
}
const vector: {
  vkey: string;
  vrfKey: string;
  leafHashes: string[];
  subjects: FrozenSubject[];
  roots: string[];
  proofs: FrozenProof[];
} = readVector('map.json');
const leaves = vector.subjects.map(({ key, value }) => ({
  key: fromHex(key),
  value: fromHex(value),
}));

describe('the frozen completeness map', () => {
  it('is made again byte for byte from its seeds', () => {
    expect(JSON.parse(JSON.stringify(makeMapVector()))).toEqual(vector);
  });

  it('has the places that its VRF key proves', () => {
    for (const { subject, input, vrfProof, vrfOutput, key, salt } of vector.subjects) {
      expect(toHex(encodeUtf8(subject))).toBe(input);
      const output = checkVrf(fromHex(vector.vrfKey), fromHex(input), fromHex(vrfProof));
      expect(output && toHex(output)).toBe(vrfOutput);
      expect(key + salt).toBe(vrfOutput);
    }
  });

  it('has the values and roots of a second implementation, after every subject', () => {
    for (const { salt, indexes, value } of vector.subjects) {
      const entries = indexes.map((index) => ({
        index,
        leafHash: fromHex(vector.leafHashes[index]!),
      }));
      expect(referenceMapValue(fromHex(salt), entries).toString('hex')).toBe(value);
    }
    for (const [at, root] of vector.roots.entries())
      expect(referenceMapRoot(leaves.slice(0, at + 1)).toString('hex')).toBe(root);
    expect(referenceMapRoot([]).toString('hex')).toBe('00'.repeat(32));
  });

  it('has the proofs of a second implementation, of what is there and of what is not', () => {
    const ends = new Set<string>();
    for (const proof of vector.proofs) {
      const { subject, path, leaf, entries, map } = proof;
      const own = vector.subjects.find((one) => one.subject === subject);
      const checked = checkCompleteness(proof, vector.vkey);
      expect(checked).toMatchObject({ ok: true, subject, size: 40 });
      expect(entries.map(({ index }) => index)).toEqual(own?.indexes ?? []);
      const { root } = parseMapRoot(decodeBase64(map.statement.payload));
      expect(toHex(root)).toBe(vector.roots.at(-1));
      if (own === undefined) {
        ends.add(leaf === null ? 'nothing' : 'another');
        continue;
      }
      ends.add('itself');
      const expected = referenceMapPath(leaves, fromHex(own.key));
      expect(path).toEqual(expected.siblings.map((hash) => hash.toString('base64')));
    }
    expect([...ends].toSorted()).toEqual(['another', 'itself', 'nothing']);
  });
});
