import { type LogSource, readEntries } from '../../client/log-source.js';
import { equalBytes, hashLeaf, parseEntry, TILE_WIDTH } from '../../protocol/index.js';

/** What is typed into the one box: a number, a hash, or neither. */
export type Wanted =
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'hash'; readonly hash: string }
  | { readonly kind: 'malformed' };

export type Found =
  | { readonly index: number; readonly by: 'statement' | 'entry' }
  /** Not among the entries from here to where the search began. */
  | { readonly index: undefined; readonly from: number };

/** Bundles of entries that are fetched before the reader is asked whether to go on. */
const BUNDLES = 16;

export function wantedOf(typed: string): Wanted {
  const text = typed.trim().toLowerCase();
  if (/^\d{1,15}$/u.test(text)) return { kind: 'index', index: Number(text) };
  if (/^[0-9a-f]{64}$/u.test(text)) return { kind: 'hash', hash: text };
  return { kind: 'malformed' };
}

/**
 * Looks backwards for the entry that has this hash or holds the statement that has it. The log is read as everybody may
 * read it: the service is not told what is looked for. What is found must still be proved to stand in the log.
 *
 * @param end look below this index
 * @param size of the tree
 */
export async function findByHash(
  source: LogSource,
  hash: Uint8Array,
  end: number,
  size: number,
): Promise<Found> {
  let from = end;
  for (let read = 0; read < BUNDLES && from > 0; read++) {
    const start = Math.floor((from - 1) / TILE_WIDTH) * TILE_WIDTH;
    let index = start;
    for await (const bytes of readEntries(source, start, size)) {
      if (index === from) break;
      if (equalBytes(parseEntry(bytes).statementHash, hash)) return { index, by: 'statement' };
      if (equalBytes(hashLeaf(bytes), hash)) return { index, by: 'entry' };
      index += 1;
    }
    from = start;
  }
  return { index: undefined, from };
}
