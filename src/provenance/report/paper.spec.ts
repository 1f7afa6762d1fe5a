import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { Paper } from './paper.js';

const date = new Date('2026-05-01T08:00:00.000Z');
const init = { title: 'T', subject: 'S', keywords: 'K', author: 'A', date };

describe('paper', () => {
  it('prints names in the scripts it has glyphs for', () => {
    const paper = new Paper(init);

    for (const name of [
      'Koźmińska & Söhne',
      'Ουράνιο Α.Ε.',
      'ООО «Горняк»',
      'Ngũgĩ wa Thiong’o',
      'شركة',
    ])
      expect(paper.printable(name, {})).toBe(name.normalize('NFC'));
  });

  it('writes what it cannot show, and what hides or turns other text, as code points', () => {
    const paper = new Paper(init);

    expect(paper.printable('中A', {})).toBe('[U+4E2D]A');
    expect(paper.printable('a\u202Eb\u0007', {})).toBe('a[U+202E]b[U+0007]');
  });

  it('goes on overleaf, and numbers its pages', async () => {
    const paper = new Paper(init);
    for (let line = 0; line < 120; line += 1) paper.write(`line ${line}`);

    const { count } = paper.pdf.bufferedPageRange();
    const read = await PDFDocument.load(await paper.finish('foot'));

    expect(count).toBeGreaterThan(1);
    expect(read.getPageCount()).toBe(count);
  });
});
