import { describe, expect, it } from '@jest/globals';
import { partyOfFileName } from '../session/browser-key.js';
import { readId, readScanned } from './consignment-id.js';

const origin = 'https://ledger.example';

describe('the id that a person gives', () => {
  it.each([
    [' 6rw3119 00264-gs2605 ', '6RW311900264-GS2605'],
    ['https://ledger.example/c/6RW311900264-GS2605', '6RW311900264-GS2605'],
    ['https://ledger.example/c/6RW%3B2026?x=1', '6RW;2026'],
  ])('%j is %s', (text, ucr) => {
    expect(readId(text, origin)).toEqual({ kind: 'id', ucr });
  });

  it.each([
    'https://elsewhere.example/c/6RW',
    'https://ledger.example/log',
    'https://ledger.example/c/%E0%A4',
    'http://',
  ])('never follows %j', (text) => {
    expect(readId(text, origin)).toEqual({ kind: 'foreign', text });
  });

  it('is nothing when nothing was typed', () => {
    expect(readId('  ', origin)).toEqual({ kind: 'empty' });
  });
});

describe('the name of a key file', () => {
  it('names the party, as the command line has it', () => {
    expect(partyOfFileName('MINES-RW.jwk.json')).toBe('MINES-RW');
    expect(partyOfFileName('key.pem')).toBe('');
  });
});

describe('a code that was scanned', () => {
  it('is the address on a label, or a number', () => {
    expect(readScanned(`${origin}/c/6RW-1`, origin)).toEqual({ kind: 'id', ucr: '6RW-1' });
    expect(readScanned('6RW311900264-GS2605', origin)).toEqual({
      kind: 'id',
      ucr: '6RW311900264-GS2605',
    });
  });

  it.each(['https://evil.example/c/6RW-1', 'WIFI:S:net;P:pass;;', 'javascript:alert(1)'])(
    'that says %s is shown and not followed',
    (text) => {
      expect(readScanned(text, origin)).toEqual({ kind: 'foreign', text });
    },
  );
});
