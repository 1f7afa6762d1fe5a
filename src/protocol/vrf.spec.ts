import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { encodeUtf8, fromHex, toHex } from './bytes.js';
import { checkVrf, proveVrf, vrfKeyOf, vrfOutput } from './vrf.js';

interface VrfVector {
  name: string;
  secretKey: string;
  publicKey: string;
  input: string;
  proof: string;
  output: string;
}

const { vectors }: { vectors: VrfVector[] } = readVector('ecvrf-rfc9381.json');
const key = vrfKeyOf(fromHex(vectors[0]!.secretKey));
const other = vrfKeyOf(fromHex(vectors[1]!.secretKey));
const input = encodeUtf8('consignment:6RW250001-COLTAN-17');
const proof = proveVrf(key, input);

describe('the verifiable random function', () => {
  it.each(vectors)('follows RFC 9381 $name', (vector) => {
    const own = vrfKeyOf(fromHex(vector.secretKey));
    const text = fromHex(vector.input);

    expect(toHex(own.publicKey)).toBe(vector.publicKey);
    expect(toHex(proveVrf(own, text))).toBe(vector.proof);
    expect(toHex(vrfOutput(own, text))).toBe(vector.output);
    expect(toHex(checkVrf(own.publicKey, text, fromHex(vector.proof))!)).toBe(vector.output);
  });

  it('gives one output, with and without proof', () => {
    expect(checkVrf(key.publicKey, input, proof)).toEqual(vrfOutput(key, input));
    expect(vrfOutput(other, input)).not.toEqual(vrfOutput(key, input));
  });

  it('is proved for any key and input', () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(seed, fc.uint8Array({ maxLength: 100 }), (secret, text) => {
        const own = vrfKeyOf(secret);
        expect(checkVrf(own.publicKey, text, proveVrf(own, text))).toEqual(vrfOutput(own, text));
      }),
      { seed: 9381, numRuns: 15 },
    );
  });

  it('notices a changed bit anywhere in the proof', () => {
    for (let i = 0; i < proof.length; i++) {
      const forged = Uint8Array.from(proof);
      forged[i] = forged[i]! ^ (1 << (i % 8));
      expect(checkVrf(key.publicKey, input, forged)).toBeUndefined();
    }
  });

  it('holds for its key and its input only', () => {
    expect(checkVrf(other.publicKey, input, proof)).toBeUndefined();
    expect(checkVrf(key.publicKey, encodeUtf8('consignment:X'), proof)).toBeUndefined();
  });

  it('answers undefined, not an exception, for wrong lengths and unfit keys', () => {
    for (const length of [0, 79, 81])
      expect(checkVrf(key.publicKey, input, new Uint8Array(length))).toBeUndefined();
    for (const unfit of [new Uint8Array(32), new Uint8Array(31), new Uint8Array(32).fill(255)])
      expect(checkVrf(unfit, input, proof)).toBeUndefined();
    expect(refusal(() => vrfKeyOf(new Uint8Array(31)))).toBe('bad-key');
  });
});
