import { browserStore } from '../session/browser-store.js';

/** What the ledger answered, as it came. */
export interface KeptAnswer {
  /** Who was answered; empty where everybody is told the same. */
  readonly party: string;
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** ISO 8601. */
  readonly seenAt: string;
}

/** Some hundred lists and pages; of the log's tiles those that were looked at last. */
const MOST = 120;
const answers = browserStore<KeptAnswer>('custody-answers', ['answers'], 'answers');

function keyOf(party: string, path: string): string {
  return `${party} ${path}`;
}

/** Once a page: to look at all that is kept takes longer than to keep it. */
let isTidied = false;

export async function keepAnswer(answer: KeptAnswer): Promise<void> {
  await answers.put(keyOf(answer.party, answer.path), answer);
  if (isTidied) return;
  isTidied = true;
  const all = await answers.all();
  const old = all.toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : -1)).slice(MOST);
  await Promise.all(old.map(({ party, path }) => answers.remove(keyOf(party, path))));
}

export function keptAnswer(party: string, path: string): Promise<KeptAnswer | undefined> {
  return answers.get(keyOf(party, path));
}

/** The ledger does not tell it any more. */
export function forgetAnswer(party: string, path: string): Promise<void> {
  return answers.remove(keyOf(party, path));
}

/** What was told to a party goes with the key; what everybody is told stays. */
export async function forgetAnswers(): Promise<void> {
  const told = (await answers.all()).filter(({ party }) => party !== '');
  await Promise.all(told.map(({ party, path }) => answers.remove(keyOf(party, path))));
}
