import { type Entry, equalBytes, rootOfFrontier, toHex } from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { SignedHead } from '../signing/signer-state.js';
import type { TreeWindow } from '../tree/tree-window.js';
import { type FoundLog, KnownEntries } from './known-entries.js';
import type { SignedPiece } from './recovery-finds.js';

/** A history that a declaration in the log gives up. */
export interface GivenUp {
  /** Index of the declaration: there the two histories part. */
  readonly declaredAt: number;
  /** The largest head that was signed in it. */
  readonly head: SignedHead;
}

/** What a source brought of a history that was given up. */
export interface GivenUpFind {
  readonly where: string;
  /** Index of the declaration. */
  readonly declaredAt: number;
}

export interface SortedPieces {
  readonly own: readonly SignedPiece[];
  readonly givenUp: readonly GivenUpFind[];
}

/** The histories a log has given up. Their heads were signed and are true of them; they bind this log no more. */
export class GivenUpHistories {
  /** @param tree of the log as found, from the first of the declarations on */
  constructor(
    private readonly declared: readonly GivenUp[],
    private readonly tree: TreeWindow | undefined,
    private readonly found: FoundLog,
  ) {}

  /** Without the very heads that were given up: a signer that has not yet started again still holds them. */
  binding(heads: readonly SignedHead[]): SignedHead[] {
    return heads.filter(
      (one) =>
        !this.declared.some(
          ({ head }) => head.size === one.size && equalBytes(head.root, one.root),
        ),
    );
  }

  /**
   * Tells pieces of this log from those of a history that it has given up. A head whose size lies in a declared loss is
   * this log's only if that shows: by its root, or because entries at hand lead from this log to it. One larger than
   * all that was declared stays what it is: signed, and to be accounted for.
   *
   * @param entries all lines at hand, believed or not
   */
  sort(pieces: readonly SignedPiece[], entries: readonly Entry[]): SortedPieces {
    if (this.declared.length === 0) return { own: pieces, givenUp: [] };
    const beyond = new Continuations(this.found, entries);
    const own: SignedPiece[] = [];
    const givenUp: GivenUpFind[] = [];
    for (const piece of pieces) {
      const { size } = piece.head;
      const by = this.declared.findLast(
        ({ declaredAt, head }) => declaredAt < size && size <= head.size,
      );
      if (by === undefined || this.isOwn(piece, beyond)) own.push(piece);
      else givenUp.push({ where: piece.where, declaredAt: by.declaredAt });
    }
    return { own, givenUp };
  }

  private isOwn({ head, leaves }: SignedPiece, beyond: Continuations): boolean {
    if (head.size > this.found.size)
      return beyond.hasRoot(head) || leaves.some(({ leafHash }) => beyond.hasLeaf(leafHash));
    return this.tree !== undefined && equalBytes(this.tree.root(head.size), head.root);
  }
}

/** Leaf hashes of all that could continue a log, and the roots of the trees they make. */
class Continuations {
  private readonly leaves = new Set<string>();
  private readonly roots = new Set<string>();

  constructor(found: FoundLog, entries: readonly Entry[]) {
    const known = new KnownEntries(entries, found.size);
    for (const { size, leaf, frontier } of known.continuationsOf(found)) {
      this.leaves.add(toHex(leaf));
      this.roots.add(toHex(rootOfFrontier(frontier, size, nativeSha256)));
    }
  }

  hasLeaf(leafHash: Uint8Array): boolean {
    return this.leaves.has(toHex(leafHash));
  }

  hasRoot({ root }: SignedHead): boolean {
    return this.roots.has(toHex(root));
  }
}
