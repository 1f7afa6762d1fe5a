import { describe, expect, it } from '@jest/globals';
import { textOfList } from './list-text.js';

describe('the text of a list', () => {
  it('is read as UTF-8, without its mark', () => {
    expect(textOfList(Buffer.from('\uFEFFentry,Ľudovít Štúr', 'utf8'))).toBe('entry,Ľudovít Štúr');
  });

  it('is read as Windows-1252 where it is no UTF-8', () => {
    expect(textOfList(Buffer.from('CI,GBA,"Grand-Béréby"', 'latin1'))).toBe(
      'CI,GBA,"Grand-Béréby"',
    );
    expect(textOfList(Buffer.from([0x8a, 0x65, 0x9a, 0x65, 0x6c, 0x6a, 0x20, 0x8e, 0xe9]))).toBe(
      'Šešelj Žé',
    );
  });

  it('is read as UTF-16 with its mark', () => {
    expect(textOfList(Buffer.from('\uFEFFимя', 'utf16le'))).toBe('имя');
    expect(textOfList(Buffer.from('\uFEFFимя', 'utf16le').swap16())).toBe('имя');
  });

  it('is not guessed of XML', () => {
    const bytes = Buffer.from('<?xml version="1.0"?><CONSOLIDATED_LIST>é', 'latin1');
    expect(() => textOfList(bytes)).toThrow('not UTF-8');
  });
});
