/** What bytes 80 to 9F mean in Windows-1252; Node 20 reads them as Latin-1, in which they are controls. */
const ABOVE_LATIN_1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/**
 * The text of a list as published: UTF-8, UTF-16 with its mark, or else Windows-1252 (the CSV parts of UN/LOCODE are
 * written in it). XML says itself how it is written and is read as UTF-8 only. Letters that were read wrongly would be
 * names that nobody is found by.
 *
 * @throws RangeError where the text is XML and not UTF-8
 */
export function textOfList(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const text = windows1252Of(bytes);
    if (!text.trimStart().startsWith('<')) return text;
    throw new RangeError('the file is not UTF-8; only UTF-8 is read of XML', { cause: error });
  }
}

function windows1252Of(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replaceAll(/[\u0080-\u009F]/gu, (control) =>
    ABOVE_LATIN_1.charAt(control.charCodeAt(0) - 0x80),
  );
}
