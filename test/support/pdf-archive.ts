import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFObject } from 'pdf-lib';

/**
 * Rules of PDF/A-3b (ISO 19005-3) that a file breaks, of those that can be read from its parts without drawing it. No
 * validator stands behind this: that it finds nothing is not yet conformance.
 */
export async function archiveFaults(bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const parts = pdf.context.enumerateIndirectObjects().map(([, part]) => part);
  const dicts = parts.flatMap(dictOf);
  const rules: readonly (readonly [string, boolean])[] = [
    ['6.1.2 header with four bytes above 127', hasBinaryHeader(bytes)],
    ['6.1.3 identifier in the trailer', pdf.context.trailerInfo.ID !== undefined],
    ['6.1.3 no encryption', pdf.context.trailerInfo.Encrypt === undefined],
    ['6.1.7 no LZW', dicts.every((dict) => !textOf(dict, 'Filter').includes('LZW'))],
    ['6.1.7 no stream outside the file', parts.every(isWithin)],
    ['6.2.3 sRGB as the output intent', hasOutputIntent(pdf)],
    ['6.2.11.4 fonts embedded', dicts.filter(isDescriptor).every(isEmbedded)],
    ['6.2.11.4 some font', dicts.some(isDescriptor)],
    ['6.2.11.3 CIDToGIDMap', dicts.filter(isCidFont).every((dict) => has(dict, 'CIDToGIDMap'))],
    ['6.5.1 no actions, no scripts', dicts.every((dict) => !has(dict, 'AA') && !has(dict, 'JS'))],
    ['6.6.2.1 metadata without a filter', hasPlainMetadata(pdf)],
    ['6.6.4 part 3, conformance B', isPart3B(pdf)],
    ['6.8 embedded files described', dicts.filter(isFileSpec).every(isDescribed)],
    ['6.8 embedded files associated', hasAssociatedFile(pdf)],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

const MIME = /^\/[a-z]+#2F[a-z]+$/u;

function dictOf(part: PDFObject): PDFDict[] {
  if (part instanceof PDFDict) return [part];
  return part instanceof PDFRawStream ? [part.dict] : [];
}

function has(dict: PDFDict, name: string): boolean {
  return dict.has(PDFName.of(name));
}

function textOf(dict: PDFDict, name: string): string {
  return String(dict.get(PDFName.of(name)) ?? '');
}

function hasBinaryHeader(bytes: Uint8Array): boolean {
  const [first = '', second = ''] = Buffer.from(bytes.subarray(0, 32))
    .toString('latin1')
    .split('\n');
  const isComment = second.startsWith('%') && second.length >= 5;
  return (
    /^%PDF-1\.[0-7]$/u.test(first) &&
    isComment &&
    Buffer.from(second.slice(1, 5), 'latin1').every((byte) => byte > 127)
  );
}

/** A stream whose dictionary names a file has its bytes there. */
function isWithin(part: PDFObject): boolean {
  return !(part instanceof PDFRawStream) || !has(part.dict, 'F');
}

function hasOutputIntent({ catalog }: PDFDocument): boolean {
  const intent = catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict);
  const profile = intent.lookup(PDFName.of('DestOutputProfile'));
  if (!(profile instanceof PDFRawStream)) return false;
  return textOf(intent, 'S') === '/GTS_PDFA1' && textOf(profile.dict, 'N') === '3';
}

function isDescriptor(dict: PDFDict): boolean {
  return textOf(dict, 'Type') === '/FontDescriptor';
}

function isEmbedded(dict: PDFDict): boolean {
  return ['FontFile', 'FontFile2', 'FontFile3'].some((name) => has(dict, name));
}

function isCidFont(dict: PDFDict): boolean {
  return textOf(dict, 'Subtype') === '/CIDFontType2';
}

function metadataOf({ catalog }: PDFDocument): PDFRawStream | undefined {
  const metadata = catalog.lookup(PDFName.of('Metadata'));
  return metadata instanceof PDFRawStream ? metadata : undefined;
}

function hasPlainMetadata(pdf: PDFDocument): boolean {
  const metadata = metadataOf(pdf);
  return metadata !== undefined && !has(metadata.dict, 'Filter');
}

function isPart3B(pdf: PDFDocument): boolean {
  const xml = Buffer.from(metadataOf(pdf)?.contents ?? []).toString('utf8');
  return (
    xml.includes('<pdfaid:part>3</pdfaid:part>') &&
    xml.includes('<pdfaid:conformance>B</pdfaid:conformance>')
  );
}

function isFileSpec(dict: PDFDict): boolean {
  return has(dict, 'EF');
}

function isDescribed(dict: PDFDict): boolean {
  const file = dict.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F'));
  if (!(file instanceof PDFRawStream)) return false;
  const params = file.dict.lookup(PDFName.of('Params'), PDFDict);
  const isNamed = ['F', 'UF', 'Desc'].every((name) => has(dict, name));
  return (
    isNamed &&
    has(dict, 'AFRelationship') &&
    MIME.test(textOf(file.dict, 'Subtype')) &&
    has(params, 'ModDate')
  );
}

function hasAssociatedFile({ catalog }: PDFDocument): boolean {
  const files = catalog.lookup(PDFName.of('AF'), PDFArray);
  const names = catalog.lookup(PDFName.of('Names'), PDFDict);
  return files.size() > 0 && has(names, 'EmbeddedFiles');
}
