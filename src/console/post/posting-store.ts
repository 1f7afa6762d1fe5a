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

interface KeptDraft {
  readonly party: string;
  readonly draft: Draft;
}

/** By the id of the event: none takes the place of another. */
const drafts: BrowserStore<KeptDraft> = browserStore(DATABASE, STORES, 'drafts');
/** By hash. */
export const outbox: BrowserStore<SignedEvent> = browserStore(DATABASE, STORES, 'outbox');

/** The one changed last first. */
export async function draftsOf(party: string): Promise<readonly Draft[]> {
  const all = await drafts.all();
  return all
    .filter((kept) => kept.party === party)
    .map(({ draft }) => draft)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

export function keepDraft(party: string, draft: Draft): Promise<void> {
  return drafts.put(draft.eventId, { party, draft });
}

export function removeDraft({ eventId }: Pick<Draft, 'eventId'>): Promise<void> {
  return drafts.remove(eventId);
}

export async function signedBy(party: string): Promise<readonly SignedEvent[]> {
  const all = await outbox.all();
  return all
    .filter((signed) => signed.party === party)
    .toSorted((a, b) => (a.signedAt < b.signedAt ? 1 : -1));
}

/** What nobody else of this device is to read goes with the key; what still has to be sent stays. */
export async function forgetPosting(party: string): Promise<void> {
  for (const draft of await draftsOf(party)) await removeDraft(draft);
  const signed = await signedBy(party);
  const done = signed.filter(({ outcome }) => outcome.kind !== 'waiting');
  await Promise.all(done.map(({ hash }) => outbox.remove(hash)));
}
