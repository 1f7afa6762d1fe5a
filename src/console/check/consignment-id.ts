import { spelledConsignment } from '../../custody/vocabulary/spelled-consignment.js';

/** What a person typed, pasted or scanned, as the id of a consignment. */
export type ReadId =
  | { readonly kind: 'id'; readonly ucr: string }
  | { readonly kind: 'empty' }
  /** An address of somewhere else: never followed. */
  | { readonly kind: 'foreign'; readonly text: string };

/** World Customs Organization: last digit of the year, country, then what the trader chose. */
const UCR = /^[0-9][A-Z]{2}[0-9A-Z()-]{1,32}$/u;
const PAGE = /^\/c\/(?<ucr>[^/?#]+)$/u;

/**
 * Spaces are dropped and letters raised, as they are on a label. Of an address only one of this service counts.
 *
 * @param origin of this service
 */
export function readId(text: string, origin: string): ReadId {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (!/^https?:/iu.test(trimmed)) {
    return { kind: 'id', ucr: spelledConsignment(trimmed) };
  }
  const url = URL.parse(trimmed);
  const ucr = decoded(PAGE.exec(url?.pathname ?? '')?.groups?.['ucr']);
  if (url?.origin !== origin || ucr === undefined) return { kind: 'foreign', text: trimmed };
  return { kind: 'id', ucr };
}

/** Nothing where the address is broken: half of a letter leads nowhere. */
function decoded(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/**
 * The same for what a QR code says: anybody prints codes, so what is no address of ours must be a number by its form.
 *
 * @param origin of this service
 */
export function readScanned(text: string, origin: string): ReadId {
  const read = readId(text, origin);
  return read.kind === 'id' && !UCR.test(read.ucr) ? { kind: 'foreign', text } : read;
}
