import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkVrf, proveVrf, vrfKeyOf, vrfOutput } from '../../protocol/index.js';
import { QuickVrf } from './quick-vrf.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('the quick VRF', () => {
  it('gives the output of RFC 9381, example 16', () => {
    const seed = Buffer.from(
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'hex',
    );

    expect(
      Buffer.from(new QuickVrf(vrfKeyOf(seed)).output(new Uint8Array(0))).toString('hex'),
    ).toBe(
      '90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff' +
        '66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae',
    );
  });

  it('gives the output of the protocol for every key and input', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 80 }), (seed, input) => {
        const key = vrfKeyOf(seed);

        expect([...new QuickVrf(key).output(input)]).toEqual([...vrfOutput(key, input)]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives what the proof of the protocol proves', () => {
    const key = vrfKeyOf(new Uint8Array(32).fill(9));
    const input = new TextEncoder().encode('item/LOT-1');

    const proved = checkVrf(key.publicKey, input, proveVrf(key, input));

    expect([...new QuickVrf(key).output(input)]).toEqual([...(proved ?? [])]);
  });
});
