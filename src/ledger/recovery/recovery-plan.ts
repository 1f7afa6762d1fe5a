import { type Entry, equalBytes, rootOfFrontier, toHex } from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { SignedHead } from '../signing/signer-state.js';
import { type FittingEntry, type FoundLog, KnownEntries } from './known-entries.js';

/** A leaf hash that lies under a head signed by the ledger: an inclusion proof has shown it. */
export interface ProvenLeaf {
  readonly index: number;
  readonly leafHash: Uint8Array;
}

/** What the sources brought. Nothing in `entries` is believed; `leaves` and `heads` are checked already. */
export interface RecoveryMaterial {
  readonly entries: Iterable<Entry>;
  readonly leaves: Iterable<ProvenLeaf>;
  /** Heads signed by the ledger. */
  readonly heads: readonly SignedHead[];
  /** Is the statement of this hash (lower-case hex) at hand? */
  readonly has: (statementHash: string) => boolean;
}

/** Consecutive indexes that cannot be put back, for one reason. */
export interface MissingEntries {
  readonly from: number;
  /** The last of them. */
  readonly to: number;
  /** `entry`: nothing proves what stood there. `statement`: its hash is proven. `waiting`: all is there but one before. */
  readonly lacks: 'entry' | 'statement' | 'waiting';
  /** Statement hash, lower-case hex; only of one whose statement is missing. */
  readonly statementHash?: string;
}

export interface RecoveryPlan {
  /** To be put back, in order, from the size found on; each proven to be what was signed. */
  readonly fitting: readonly FittingEntry[];
  /** Proven entries behind a gap: their statements are known, their place cannot be reached. */
  readonly stranded: readonly FittingEntry[];
  /** The largest head known to be signed; the log is whole again when it reaches it. */
  readonly target: SignedHead;
  readonly missing: readonly MissingEntries[];
  /** Entries that were offered and that nothing signed leads to. */
  readonly unproven: number;
}

/** What was signed excludes the log that was found, or itself: putting back would paper over it. */
export class RecoveryRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RecoveryRefused';
  }
}

/**
 * Finds which entries may be put back. Each entry names the leaf hash of the one before, so that one proven leaf
 * proves every entry below it that is at hand; and a chain from the log as found whose root was signed proves itself.
 * Pure.
 *
 * @throws RecoveryRefused when the log is not the beginning of what was signed, or two histories were signed
 */
export function planRecovery(found: FoundLog, material: RecoveryMaterial): RecoveryPlan {
  const target = largestOf(material.heads, found);
  const known = new KnownEntries(material.entries, found.size);
  const proven = new ProvenChain(known, found);
  for (const { index, leafHash } of material.leaves) proven.add(index, leafHash);
  for (const leaf of leavesUnderHeads(known, proven, found, material.heads))
    proven.add(leaf.index, leaf.leafHash);
  const { fitting, stranded, missing } = sortOut(proven, found.size, target.size, material.has);
  return { fitting, stranded, missing, target, unproven: known.count - proven.entryCount };
}

/** Leaf hashes that are beyond doubt, by index, with all they lead back to. */
class ProvenChain {
  entryCount = 0;
  private readonly leaves = new Map<number, Uint8Array>();

  constructor(
    private readonly known: KnownEntries,
    private readonly found: FoundLog,
  ) {}

  leaf(index: number): Uint8Array | undefined {
    return this.leaves.get(index);
  }

  entry(index: number): FittingEntry | undefined {
    const leafHash = this.leaves.get(index);
    return leafHash === undefined ? undefined : this.known.withLeaf(leafHash);
  }

  /** Proves a leaf and, as far as entries are at hand, all below it. */
  add(at: number, leafHash: Uint8Array): void {
    let proven = leafHash;
    for (let index = at; index >= this.found.size; index--) {
      const before = this.leaves.get(index);
      if (before !== undefined) return requireSame(before, proven, index);
      this.leaves.set(index, proven);
      const entry = this.known.withLeaf(proven)?.entry;
      if (entry === undefined) return;
      this.entryCount += 1;
      proven = entry.previous;
    }
    if (at < this.found.size - 1 || equalBytes(proven, this.found.lastLeaf)) return;
    throw new RecoveryRefused(
      `the log that was found is not the beginning of what was signed: its newest entry, ${this.found.size - 1}, is another. ` +
        'Its data was changed, not lost: bring a copy of the database that audits clean',
    );
  }
}

function requireSame(one: Uint8Array, other: Uint8Array, index: number): void {
  if (equalBytes(one, other)) return;
  throw new RecoveryRefused(
    `the ledger has signed two histories: two entries ${index} are both proven. Nothing was put back`,
  );
}

/** Where the entries at hand, followed from the log as found, make a tree whose root was signed. */
function* leavesUnderHeads(
  known: KnownEntries,
  proven: ProvenChain,
  found: FoundLog,
  heads: readonly SignedHead[],
): Generator<ProvenLeaf> {
  const bySize = new Map(heads.map((head) => [head.size, head]));
  const last = Math.max(0, ...bySize.keys());
  const isPossible = ({ entry, leafHash }: FittingEntry): boolean => {
    const certain = proven.leaf(entry.index);
    return entry.index < last && (certain === undefined || equalBytes(certain, leafHash));
  };
  for (const { size, leaf, frontier } of known.continuationsOf(found, isPossible)) {
    const head = bySize.get(size);
    const isSigned =
      head !== undefined && equalBytes(rootOfFrontier(frontier, size, nativeSha256), head.root);
    if (isSigned) yield { index: size - 1, leafHash: leaf };
  }
}

function sortOut(
  proven: ProvenChain,
  from: number,
  to: number,
  has: (statementHash: string) => boolean,
): Pick<RecoveryPlan, 'fitting' | 'stranded' | 'missing'> {
  const fitting: FittingEntry[] = [];
  const stranded: FittingEntry[] = [];
  const missing: MissingEntries[] = [];
  for (let index = from; index < to; index++) {
    const entry = proven.entry(index);
    const hash = entry && toHex(entry.entry.statementHash);
    if (entry === undefined) addMissing(missing, { from: index, to: index, lacks: 'entry' });
    else if (!has(hash!))
      missing.push({ from: index, to: index, lacks: 'statement', statementHash: hash! });
    else if (missing.length === 0) fitting.push(entry);
    else {
      stranded.push(entry);
      addMissing(missing, { from: index, to: index, lacks: 'waiting' });
    }
  }
  return { fitting, stranded, missing };
}

function addMissing(missing: MissingEntries[], one: MissingEntries): void {
  const last = missing.at(-1);
  const continues = last?.lacks === one.lacks && last.to === one.from - 1;
  if (continues) missing[missing.length - 1] = { ...last, to: one.to };
  else missing.push(one);
}

/** @throws RecoveryRefused when two heads exclude each other, or one the log as found */
function largestOf(heads: readonly SignedHead[], found: FoundLog): SignedHead {
  const roots = new Map<number, Uint8Array>([[found.size, found.root]]);
  let largest: SignedHead = { size: found.size, root: found.root };
  for (const head of heads) {
    const other = roots.get(head.size);
    if (other !== undefined && !equalBytes(other, head.root))
      throw new RecoveryRefused(
        head.size === found.size
          ? `the log that was found has ${found.size} entries and another root than was signed for them: it was changed, not lost`
          : `the ledger has signed two heads of ${head.size} entries: two histories. Nothing was put back`,
      );
    roots.set(head.size, head.root);
    if (head.size > largest.size) largest = head;
  }
  return largest;
}
