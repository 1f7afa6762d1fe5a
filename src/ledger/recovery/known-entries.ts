import {
  appendToFrontier,
  type Entry,
  entryBytes,
  type Frontier,
  hashLeaf,
  toHex,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';

/** The log as it was found: what is put back must continue it. */
export interface FoundLog {
  readonly size: number;
  readonly root: Uint8Array;
  /** Leaf hash of the newest entry; 32 zero bytes for an empty log. */
  readonly lastLeaf: Uint8Array;
  readonly frontier: Frontier;
}

/** An entry at hand, with the leaf hash that the next one names. */
export interface FittingEntry {
  readonly entry: Entry;
  readonly leafHash: Uint8Array;
}

/** A log that might be, beyond the one that was found. */
interface Continuation {
  readonly size: number;
  /** Leaf hash of its newest entry. */
  readonly leaf: Uint8Array;
  readonly frontier: Frontier;
}

/** Entries by leaf hash and by the leaf hash they continue. */
export class KnownEntries {
  private readonly byLeaf = new Map<string, FittingEntry>();
  private readonly byPrevious = new Map<string, FittingEntry[]>();

  constructor(entries: Iterable<Entry>, from: number) {
    for (const entry of entries) if (entry.index >= from) this.add(entry);
  }

  get count(): number {
    return this.byLeaf.size;
  }

  withLeaf(leafHash: Uint8Array): FittingEntry | undefined {
    return this.byLeaf.get(toHex(leafHash));
  }

  /**
   * All that could continue a log, as the entries at hand name each other. Every entry continues one other, so the walk
   * meets none twice, however many false ones were offered.
   * @param isPossible asked of an entry when the walk comes to the one before it
   */
  *continuationsOf(
    { size: from, lastLeaf, frontier: edge }: FoundLog,
    isPossible: (one: FittingEntry) => boolean = () => true,
  ): Generator<Continuation> {
    const open: Continuation[] = [{ size: from, leaf: lastLeaf, frontier: edge }];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const { size, leaf, frontier } = place;
      if (size > from) yield place;
      for (const next of this.byPrevious.get(toHex(leaf)) ?? []) {
        if (next.entry.index !== size || !isPossible(next)) continue;
        const grown = appendToFrontier(frontier, size, next.leafHash, nativeSha256);
        open.push({ size: size + 1, leaf: next.leafHash, frontier: grown });
      }
    }
  }

  private add(entry: Entry): void {
    const leafHash = hashLeaf(entryBytes(entry), nativeSha256);
    const name = toHex(leafHash);
    if (this.byLeaf.has(name)) return;
    const fitting = { entry, leafHash };
    this.byLeaf.set(name, fitting);
    const previous = toHex(entry.previous);
    const beside = this.byPrevious.get(previous);
    if (beside === undefined) this.byPrevious.set(previous, [fitting]);
    else beside.push(fitting);
  }
}
