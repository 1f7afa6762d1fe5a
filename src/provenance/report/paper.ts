import { createRequire } from 'node:module';
import PdfKit from 'pdfkit';

/** A4 in points, and what is printed on of it. */
const PAGE = { width: 595.28, height: 841.89 };
export const MARGIN = 54;
export const WIDTH = PAGE.width - 2 * MARGIN;
const TOP = 60;
const BOTTOM = PAGE.height - 72;

export const INK = '#1b1f24';
export const MUTED = '#5a6470';
export const RULE = '#c4cbd2';
export const SHADE = '#f3f5f7';
export const ACCENT = '#1f3f66';
export const BAD = '#9b1c1c';

export type Face = 'serif' | 'serif-bold' | 'sans' | 'sans-bold' | 'mono';

const FACES: Readonly<Record<Face, string>> = {
  serif: 'DejaVuSerif',
  'serif-bold': 'DejaVuSerif-Bold',
  sans: 'DejaVuSansCondensed',
  'sans-bold': 'DejaVuSansCondensed-Bold',
  mono: 'DejaVuSansMono',
};

export interface TextStyle {
  readonly face?: Face;
  readonly size?: number;
  readonly colour?: string;
  readonly width?: number;
  readonly x?: number;
  readonly gap?: number;
}

export interface PaperInit {
  readonly title: string;
  readonly subject: string;
  readonly keywords: string;
  /** Author and maker: the ledger's origin. */
  readonly author: string;
  /** Every date in the file: nothing of it depends on when it was drawn. */
  readonly date: Date;
}

const resolve = createRequire(import.meta.url).resolve;

/** A document that is written from top to bottom: it keeps the place, breaks pages, and prints nothing it has no glyph for. */
export class Paper {
  readonly pdf: PDFKit.PDFDocument;
  /** Where the next thing is drawn. */
  y = TOP;
  private readonly chunks: Buffer[] = [];

  constructor({ title, subject, keywords, author, date }: PaperInit) {
    this.pdf = new PdfKit({
      size: 'A4',
      margins: { top: 0, bottom: 0, left: MARGIN, right: MARGIN },
      bufferPages: true,
      pdfVersion: '1.7',
      subset: 'PDF/A-3b',
      lang: 'en',
      displayTitle: true,
      font: fileOf('sans'),
      info: {
        Title: title,
        Subject: subject,
        Keywords: keywords,
        Author: author,
        Creator: 'Custody Ledger',
        Producer: 'Custody Ledger',
        CreationDate: date,
        ModDate: date,
      },
    });
    for (const face of FACE_NAMES) this.pdf.registerFont(face, fileOf(face));
    this.pdf.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  /** A file within the document, as that of which it is made (PDF/A-3, AFRelationship Source). */
  attach(bytes: Uint8Array, options: PDFKit.Mixins.PDFAttachmentOptions): void {
    const withRelationship = { ...options, relationship: 'Source' };
    this.pdf.file(Buffer.from(bytes), withRelationship);
  }

  /** Text at the place, which then moves below it. */
  write(text: string, style: TextStyle = {}): void {
    const { x = MARGIN, width = WIDTH, gap = 4, colour = INK } = style;
    const height = this.heightOf(text, style);
    this.need(Math.min(height, BOTTOM - TOP));
    this.pdf
      .fillColor(colour)
      .text(this.printable(text, style), x, this.y, { width, lineGap: 1.5 });
    this.y += height + gap;
  }

  /** Text somewhere, without moving the place. */
  put(
    text: string,
    x: number,
    y: number,
    style: TextStyle & { align?: 'right' | 'center' } = {},
  ): void {
    const { width = WIDTH, colour = INK, align } = style;
    const options = { width, lineGap: 1.5, ...(align && { align }) };
    this.pdf.fillColor(colour).text(this.printable(text, style), x, y, options);
  }

  heightOf(text: string, style: TextStyle = {}): number {
    const { width = WIDTH } = style;
    return this.pdf.heightOfString(this.printable(text, style), { width, lineGap: 1.5 });
  }

  /** A heading of a section, kept together with what follows it. */
  heading(text: string): void {
    this.need(110);
    if (this.y > TOP) this.y += 14;
    this.write(text, { face: 'serif-bold', size: 13, colour: ACCENT, gap: 3 });
    this.line(this.y, ACCENT, 0.8);
    this.y += 8;
  }

  line(y: number, colour = RULE, thickness = 0.5): void {
    this.pdf.lineWidth(thickness).strokeColor(colour);
    this.pdf
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .stroke();
  }

  /** Makes sure of so much room below the place. @returns whether a new page was begun */
  need(height: number): boolean {
    if (this.y + height <= BOTTOM) return false;
    this.pdf.addPage();
    this.y = TOP;
    return true;
  }

  /** Sets the font, and writes characters that it lacks, and those that are not seen, as their code points. */
  printable(text: string, { face = 'sans', size = 9 }: TextStyle): string {
    this.pdf.font(face).fontSize(size);
    return Array.from(text.normalize('NFC'), (character) => this.shown(character)).join('');
  }

  /** @param foot what stands below every page, beside its number */
  async finish(foot: string): Promise<Buffer> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.pdf.switchToPage(page);
      this.line(PAGE.height - 52);
      const style = { size: 7, colour: MUTED } as const;
      this.put(foot, MARGIN, PAGE.height - 46, { ...style, width: WIDTH - 80 });
      const number = `page ${page + 1} of ${count}`;
      this.put(number, MARGIN + WIDTH - 80, PAGE.height - 46, {
        ...style,
        width: 80,
        align: 'right',
      });
    }
    const ended = new Promise((done) => this.pdf.once('end', done));
    this.pdf.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private shown(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n' || (!UNSEEN.test(character) && this.hasGlyph(code))) return character;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }

  private hasGlyph(code: number): boolean {
    const current: unknown = Reflect.get(this.pdf, '_font');
    if (!isEmbedded(current)) throw new Error('no font is set');
    return current.font.hasGlyphForCodePoint(code);
  }
}

/** The part of a pdfkit font that its types leave out. */
interface EmbeddedFont {
  readonly font: { hasGlyphForCodePoint(code: number): boolean };
}

function isEmbedded(font: unknown): font is EmbeddedFont {
  return typeof font === 'object' && font !== null && 'font' in font;
}

/** Controls, and marks that turn the direction of writing: a name must not hide or rearrange what is printed beside it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;

const FACE_NAMES: readonly Face[] = ['serif', 'serif-bold', 'sans', 'sans-bold', 'mono'];

function fileOf(face: Face): string {
  return resolve(`dejavu-fonts-ttf/ttf/${FACES[face]}.ttf`);
}
