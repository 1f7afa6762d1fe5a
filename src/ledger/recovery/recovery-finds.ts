import {
  checkInclusion,
  checkPlace,
  type Entry,
  entryBytes,
  type Envelope,
  type Evidence,
  type EvidenceEntry,
  fromHex,
  hashLeaf,
  type LedgerKeys,
  parseTlogProof,
  ProtocolError,
  type Receipt,
  statementHash,
  storedBytes,
  toHex,
} from '../../protocol/index.js';
import type { SignedNote } from '../append/append-connection.js';
import { nativeSha256 } from '../native-sha256.js';
import { type ClaimedRotation, claimedRotations } from './claimed-rotations.js';
import type { ProvenLeaf } from './recovery-plan.js';
import { SignedNotes } from './signed-notes.js';

/** Something a source offered that is of no use, and why. */
export interface RejectedFind {
  readonly where: string;
  readonly why: string;
}

/** A head the ledger has signed, with what was shown to lie under it. */
export interface SignedPiece {
  readonly where: string;
  readonly head: SignedNote;
  readonly entries: readonly Entry[];
  readonly leaves: readonly ProvenLeaf[];
}

/** What holds of all that was offered, under certain keys. */
export interface JudgedFinds {
  readonly pieces: readonly SignedPiece[];
  readonly rejected: readonly RejectedFind[];
}

type Offer = (notes: SignedNotes) => JudgedFinds;

/**
 * What the sources of a recovery brought. Which keys the ledger has had is known only when all of it is there, for the
 * rotation itself may be among what was lost: until then nothing is judged. Held in memory: what was lost since the
 * last backup, a kilobyte an entry.
 */
export class RecoveryFinds {
  /** Lines of the log that nothing proves yet. */
  readonly entries: Entry[] = [];
  /** Where receipts and bundles say that a statement stood. */
  private readonly places: Pick<Entry, 'index' | 'statementHash'>[] = [];
  private readonly offers: Offer[] = [];
  private readonly statements = new Map<string, Uint8Array>();
  /** Checkpoints as they were offered, with the lines of witnesses. */
  private readonly offered = new Set<string>();

  /** Every statement at hand, in the order in which they were found. */
  get stored(): readonly Uint8Array[] {
    return [...this.statements.values()];
  }

  /** Rotations at hand, each signed by the key it replaces and by the new one; their places are only claimed. */
  get rotations(): readonly ClaimedRotation[] {
    return claimedRotations(this.stored, [...this.entries, ...this.places]);
  }

  get notes(): readonly string[] {
    return [...this.offered];
  }

  readonly has = (hash: string): boolean => this.statements.has(hash);

  /** The stored bytes of a statement by its hash in lower-case hex. */
  statement(hash: string): Uint8Array | undefined {
    return this.statements.get(hash);
  }

  /** What holds of it under these keys: signatures of heads, paths of receipts. */
  judge(keys: LedgerKeys): JudgedFinds {
    const notes = new SignedNotes(keys);
    const judged = this.offers.map((offer) => offer(notes));
    return {
      pieces: judged.flatMap(({ pieces }) => pieces),
      rejected: judged.flatMap(({ rejected }) => rejected),
    };
  }

  reject(where: string, why: string): void {
    this.offers.push(() => refused(where, why));
  }

  /** @param leaves leaf hashes that somebody kept under this head; the caller has compared their root with it */
  addNote(note: string, where: string, leaves: readonly ProvenLeaf[] = []): void {
    this.offered.add(note);
    this.offers.push((notes) => {
      const opened = notes.open(note);
      if (!opened.ok) return refused(where, opened.reason);
      return held({ where, head: opened.head, entries: [], leaves });
    });
  }

  /** A line that nothing proves yet. */
  addEntry(entry: Entry): void {
    this.entries.push(entry);
  }

  addEnvelope(envelope: Envelope): void {
    this.addStored(storedBytes(envelope));
  }

  addStored(stored: Uint8Array): void {
    this.statements.set(toHex(statementHash(stored, nativeSha256)), stored);
  }

  /** A receipt proves its entry even when the statement is somewhere else. */
  addReceipt(receipt: Receipt, where: string): void {
    const { index, statementHash: hash } = receipt;
    this.places.push({ index, statementHash: fromHex(hash) });
    this.addCheckpointOf(receipt);
    this.offers.push((notes) => {
      const place = checkPlace(receipt, notes.keys);
      if (!place.ok) return refused(where, place.reason);
      const opened = notes.open(parseTlogProof(receipt.proof).checkpoint);
      if (!opened.ok) return refused(where, opened.reason);
      const { entry, leafHash } = place;
      return held({ where, head: opened.head, entries: [entry], leaves: proven(entry, leafHash) });
    });
  }

  private addCheckpointOf({ proof }: Receipt): void {
    try {
      this.offered.add(parseTlogProof(proof).checkpoint);
    } catch (error) {
      // A receipt that cannot be read is rejected when it is judged.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  /** Each entry of a bundle is proven by its own path; whether the bundle's answer is right is another question. */
  addEvidence({ checkpoint: note, entries }: Evidence, where: string): void {
    this.offered.add(note);
    for (const { entry, statement } of entries) {
      this.places.push(entry);
      this.addEnvelope(statement);
    }
    this.offers.push((notes) => {
      const opened = notes.open(note);
      if (!opened.ok) return refused(where, opened.reason);
      return underHead(opened.head, entries, where);
    });
  }
}

function underHead(
  head: SignedNote,
  entries: readonly EvidenceEntry[],
  where: string,
): JudgedFinds {
  const leaves: ProvenLeaf[] = [];
  const shown: Entry[] = [];
  const rejected: RejectedFind[] = [];
  for (const { entry, proof } of entries) {
    const leafHash = hashLeaf(entryBytes(entry), nativeSha256);
    const { index } = entry;
    if (checkInclusion({ ...head, index, leafHash, proof }, nativeSha256)) {
      shown.push(entry);
      leaves.push(...proven(entry, leafHash));
    } else {
      const why = 'its path does not lead to the root';
      rejected.push({ where: `${where}, entry ${index}`, why });
    }
  }
  return { pieces: [{ where, head, entries: shown, leaves }], rejected };
}

/** The entry is committed to by its leaf, and names the leaf before it. */
function proven({ index, previous }: Entry, leafHash: Uint8Array): ProvenLeaf[] {
  const own = { index, leafHash };
  return index === 0 ? [own] : [own, { index: index - 1, leafHash: previous }];
}

function held(piece: SignedPiece): JudgedFinds {
  return { pieces: [piece], rejected: [] };
}

function refused(where: string, why: string): JudgedFinds {
  return { pieces: [], rejected: [{ where, why }] };
}
