import type { Receipt } from '../../protocol/index.js';
import { type BrowserStore, browserStore } from '../session/browser-store.js';
import type { Draft } from './draft.js';
import type { Hindrance } from './hindrance.js';

/** An event that was signed here, and what became of it. */
export interface SignedEvent {
  /** SHA-256 of the stored envelope in hex: its name in the log. */
  readonly hash: string;
  readonly party: string;
  /** The answers it was made of, to be mended when it is refused. */
  readonly draft: Draft;
  /** The envelope as JSON: the bytes that are sent, however often. */
  readonly envelope: string;
  /** ISO 8601. */
  readonly signedAt: string;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'waiting'; readonly hindrance?: Hindrance }
  /** The receipt was verified in this browser. */
  | { readonly kind: 'recorded'; readonly receipt: Receipt }
  /** The ledger gave a receipt, and it does not hold. */
  | { readonly kind: 'unproved'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly details: readonly string[] }
  /** By its signer, before the ledger answered; it is not sent. Kept here, and told to nobody. */
  | { readonly kind: 'discarded'; readonly reason: string; readonly at: string };

const DATABASE = 'custody-posting';
const STORES = ['drafts', 'outbox'];

/** By party: one at a time. */
export const drafts: BrowserStore<Draft> = browserStore(DATABASE, STORES, 'drafts');
/** By hash. */
export const outbox: BrowserStore<SignedEvent> = browserStore(DATABASE, STORES, 'outbox');

export async function signedBy(party: string): Promise<readonly SignedEvent[]> {
  const all = await outbox.all();
  return all
    .filter((signed) => signed.party === party)
    .toSorted((a, b) => (a.signedAt < b.signedAt ? 1 : -1));
}

/** What nobody else of this device is to read goes with the key; what still has to be sent stays. */
export async function forgetPosting(party: string): Promise<void> {
  await drafts.remove(party);
  const signed = await signedBy(party);
  const done = signed.filter(({ outcome }) => outcome.kind !== 'waiting');
  await Promise.all(done.map(({ hash }) => outbox.remove(hash)));
}
