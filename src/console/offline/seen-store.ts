import { browserStore } from '../session/browser-store.js';

/** A consignment as this browser was shown it: the signed file, so that it can be verified again. */
export interface SeenCopy {
  readonly party: string;
  /** As it was asked for. */
  readonly ucr: string;
  readonly bytes: Uint8Array;
  /** ISO 8601. */
  readonly seenAt: string;
}

const MOST = 20;
const copies = browserStore<SeenCopy>('custody-seen', ['copies'], 'copies');

/** Only whoever saw it finds it again: the key is of the party that the ledger told. */
function keyOf(party: string, ucr: string): string {
  return `${party} ${ucr}`;
}

/** Keeps it, and of all only the newest. */
export async function keepSeen(copy: SeenCopy): Promise<void> {
  await copies.put(keyOf(copy.party, copy.ucr), copy);
  const all = await copies.all();
  const old = all.toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : -1)).slice(MOST);
  await Promise.all(old.map(({ party, ucr }) => forgetCopy(party, ucr)));
}

export function seenCopy(party: string, ucr: string): Promise<SeenCopy | undefined> {
  return copies.get(keyOf(party, ucr));
}

/** The ledger does not tell it any more. */
export function forgetCopy(party: string, ucr: string): Promise<void> {
  return copies.remove(keyOf(party, ucr));
}

/** Goes with the key. */
export async function forgetSeen(): Promise<void> {
  const all = await copies.all();
  await Promise.all(all.map(({ party, ucr }) => forgetCopy(party, ucr)));
}
