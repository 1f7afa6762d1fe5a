import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  decodeBase64,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeUtf8,
  equalBytes,
  fromHex,
  toHex,
} from './bytes.js';
import { refusal } from '../../test/vectors/refusal.js';

const SEED = { seed: 20_261_122, numRuns: 300 };
const bytes = fc.uint8Array({ maxLength: 80 });

describe('base64', () => {
  it('agrees with the platform and reads back what it wrote', () => {
    fc.assert(
      fc.property(bytes, (raw) => {
        expect(encodeBase64(raw)).toBe(Buffer.from(raw).toString('base64'));
        expect(encodeBase64Url(raw)).toBe(Buffer.from(raw).toString('base64url'));
        expect(toHex(decodeBase64(encodeBase64(raw)))).toBe(toHex(raw));
        expect(toHex(decodeBase64Url(encodeBase64Url(raw)))).toBe(toHex(raw));
      }),
      SEED,
    );
  });

  it('accepts one spelling per byte string only', () => {
    const alphabet = 'AB9+/-_= \n\u0141'.split('');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 9 }), (text) => {
        expect(respelled(() => encodeBase64(decodeBase64(text)))).toBe(text);
        expect(respelled(() => encodeBase64Url(decodeBase64Url(text)))).toBe(text);

        function respelled(spell: () => string): string {
          return refusal(spell) === 'bad-base64' ? text : spell();
        }
      }),
      SEED,
    );
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'AA=',
    'AAAA=',
    'A===',
    '====',
    'AB==',
    'AAB=',
    'AA-_',
    'AA A',
    'AAA\u0141',
    'AA==AAAA',
    'AAAA\n',
  ])('refuses %j as padded base64', (text) => {
    expect(refusal(() => decodeBase64(text))).toBe('bad-base64');
  });

  it.each(['A', 'AB', 'AAB', 'AA==', 'AA+/', 'AAAAA'])('refuses %j as base64url', (text) => {
    expect(refusal(() => decodeBase64Url(text))).toBe('bad-base64');
  });
});

describe('hex', () => {
  it('reads lower case only', () => {
    expect(toHex(fromHex('00ff10'))).toBe('00ff10');
    for (const text of ['0', 'FF', 'zz', '0x00', ' 00'])
      expect(refusal(() => fromHex(text))).toBe('bad-hex');
  });
});

describe('UTF-8', () => {
  it('refuses a lone surrogate instead of replacing it', () => {
    expect(refusal(() => encodeUtf8('a\ud800'))).toBe('bad-utf8');
    expect(decodeUtf8(encodeUtf8('\u{1f600}é'))).toBe('\u{1f600}é');
  });

  it.each(['80', 'c0af', 'eda080', 'f4908080', 'e28082e2'])('refuses the bytes %s', (hex) => {
    expect(refusal(() => decodeUtf8(fromHex(hex)))).toBe('bad-utf8');
  });

  it('keeps a byte order mark as a character', () => {
    expect(decodeUtf8(fromHex('efbbbf61'))).toBe('\ufeffa');
  });
});

describe('comparison', () => {
  it('is that of the platform', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
      SEED,
    );
  });
});
