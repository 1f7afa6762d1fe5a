import { formatNote, type LedgerKeys, openCheckpoint, parseNote } from '../../protocol/index.js';
import type { SignedNote } from '../append/append-connection.js';

export type OpenedHead =
  | { readonly ok: true; readonly head: SignedNote }
  | { readonly ok: false; readonly reason: string };

/** Opens notes under the keys of one ledger; the same note comes with many receipts and is opened once. */
export class SignedNotes {
  private readonly opened = new Map<string, OpenedHead>();

  constructor(readonly keys: LedgerKeys) {}

  open(note: string): OpenedHead {
    const known = this.opened.get(note);
    if (known !== undefined) return known;
    const opened = this.openNew(note);
    this.opened.set(note, opened);
    return opened;
  }

  private openNew(note: string): OpenedHead {
    const opened = openCheckpoint(note, this.keys);
    if (!opened.ok) return opened;
    const { origin, size, root } = opened.checkpoint;
    return { ok: true, head: { size, root, note: withoutWitnesses(note, origin) } };
  }
}

/** The note as the ledger signed it: cosignatures came later, and the first receipts are without. */
function withoutWitnesses(note: string, origin: string): string {
  const { text, signatures } = parseNote(note);
  return formatNote({ text, signatures: signatures.filter(({ name }) => name === origin) });
}
