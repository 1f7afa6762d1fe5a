import { decodeUtf8, encodeUtf8, parseEnvelope } from '../../protocol/index.js';
import { isMembers, type Members } from './members.js';
import type { SignedEvent } from './posting-store.js';

/** What came of sending one: an answer, or why there was none. */
export type Sent = 'answered' | 'unreachable' | 'hindered';

interface Sending {
  readonly isDue: (signed: SignedEvent) => boolean;
  readonly send: (signed: SignedEvent) => Promise<Sent>;
}

/** So many without a network in a row, and the rest need not be tried now. */
const UNREACHABLE_IN_A_ROW = 2;

/**
 * Sends in the order of signing. What cannot be sent now holds up only what is about the same goods, handover or
 * consignment: the ledger is to hear of those in their order.
 *
 * @param waiting oldest first
 * @returns how many got an answer
 */
export async function sendInTurn(
  waiting: readonly SignedEvent[],
  { isDue, send }: Sending,
): Promise<number> {
  const held = new Set<string>();
  let answered = 0;
  let unreachable = 0;
  for (const signed of waiting) {
    const subjects = subjectsOf(signed);
    const isFree = subjects.every((subject) => !held.has(subject));
    const isTried = isFree && unreachable < UNREACHABLE_IN_A_ROW && isDue(signed);
    // One after the other: a handover is recorded before what follows it.
    const sent = isTried ? await send(signed) : 'hindered';
    if (isTried) unreachable = sent === 'unreachable' ? unreachable + 1 : 0;
    if (sent === 'answered') answered += 1;
    else for (const subject of subjects) held.add(subject);
  }
  return answered;
}

/** Is there an older one about the same, which goes first? */
export function isBehind(signed: SignedEvent, all: readonly SignedEvent[]): boolean {
  const subjects = subjectsOf(signed);
  return all.some(
    (other) =>
      other.outcome.kind === 'waiting' &&
      other.signedAt < signed.signedAt &&
      subjectsOf(other).some((subject) => subjects.includes(subject)),
  );
}

/** What the event is about, and its own name, which a correction refers to. */
function subjectsOf({ hash, envelope }: SignedEvent): readonly string[] {
  const { payload } = parseEnvelope(encodeUtf8(envelope));
  const event: Members = JSON.parse(decodeUtf8(payload));
  const replaced = event['replacement'];
  return [hash, ...namedIn(event), ...(isMembers(replaced) ? namedIn(replaced) : [])];
}

function namedIn({ ucr, handover, refs, items, inputs, outputs }: Members): readonly string[] {
  const goods = [items, inputs, outputs].flatMap((list) => (Array.isArray(list) ? list : []));
  const ids = goods.map((each) => `item ${isMembers(each) ? wordOf(each['itemId']) : ''}`);
  const hashes = Array.isArray(refs) ? refs.map(wordOf) : [];
  const named = [
    ucr === undefined ? undefined : `ucr ${wordOf(ucr)}`,
    handover === undefined ? undefined : `handover ${wordOf(handover)}`,
  ];
  return [...named.filter((each) => each !== undefined), ...ids, ...hashes];
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
