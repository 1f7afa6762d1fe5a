import { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError, UnreachableError } from '../../client/problem-error.js';
import { encodeUtf8, parseEnvelope, type Receipt } from '../../protocol/index.js';
import { meet } from '../proof/known-ledger.js';
import { trustIn } from '../proof/use-evidence.js';
import { tellRecorded } from '../proof/recorded-news.js';
import { verifyInWorker } from '../proof/verify-evidence.js';
import { publicClient } from '../session/connection.js';
import { type Hindrance, hindranceAfter, isDue } from './hindrance.js';
import { type Outcome, outbox, type SignedEvent } from './posting-store.js';
import { sendInTurn } from './turn.js';

/** One page at a time handles what waits. */
const OUTBOX_LOCK = 'custody-outbox';

/** Asked to come again later, which is no refusal of the event. */
const LATER: readonly number[] = [408, 425, 429];

/** Its own waits between tries are short: longer ones are kept with the event, through reloads. */
const ledger = new LedgerClient({ url: location.origin, retries: 1 });

/**
 * Sends what waits and is due. One page at a time does; should an answer be lost, the same bytes sent again get the same
 * receipt.
 *
 * @param isNow what is not due yet is tried all the same: somebody asks for it, or the network is back
 * @returns how many got an answer
 */
export async function sendWaiting({ isNow = false } = {}): Promise<number> {
  return navigator.locks.request(OUTBOX_LOCK, async () => {
    const waiting = (await outbox.all())
      .filter(({ outcome }) => outcome.kind === 'waiting')
      .toSorted((a, b) => (a.signedAt < b.signedAt ? -1 : 1));
    return sendInTurn(waiting, {
      isDue: ({ outcome }) => isNow || isDue(hindranceOf(outcome), new Date()),
      send: async (signed) => {
        const outcome = await outcomeOf(signed);
        await outbox.put(signed.hash, { ...signed, outcome });
        if (outcome.kind !== 'waiting') return 'answered';
        return outcome.hindrance?.cause === 'unreachable' ? 'unreachable' : 'hindered';
      },
    });
  });
}

/**
 * Takes back what was signed and is not sent yet. Whoever is just sending it is waited for, and what got an answer
 * meanwhile keeps that.
 */
export async function discardWaiting(hash: string, reason: string): Promise<void> {
  await navigator.locks.request(OUTBOX_LOCK, async () => {
    const signed = await outbox.get(hash);
    if (signed?.outcome.kind !== 'waiting') return;
    const at = new Date().toISOString();
    await outbox.put(hash, { ...signed, outcome: { kind: 'discarded', reason, at } });
  });
}

async function outcomeOf({ envelope, outcome }: SignedEvent): Promise<Outcome> {
  try {
    const { receipt } = await ledger.postEvent(parseEnvelope(encodeUtf8(envelope)));
    tellRecorded(receipt.index);
    const isProved = await isProvedHere(envelope, receipt);
    return { kind: isProved ? 'recorded' : 'unproved', receipt };
  } catch (error) {
    if (isRefusal(error)) return { kind: 'refused', details: detailsOf(error) };
    const before = hindranceOf(outcome);
    const circumstances = { before, now: new Date(), chance: Math.random() };
    return { kind: 'waiting', hindrance: hindranceAfter(failureOf(error), circumstances) };
  }
}

function hindranceOf(outcome: Outcome): Hindrance | undefined {
  return outcome.kind === 'waiting' ? outcome.hindrance : undefined;
}

/** One event's failure is its own: whatever it is, the others are still sent. */
function failureOf(error: unknown): Pick<Hindrance, 'cause' | 'status'> {
  if (error instanceof ProblemError) return { cause: 'fault', status: error.status };
  return { cause: error instanceof UnreachableError ? 'unreachable' : 'device' };
}

async function isProvedHere(envelope: string, receipt: Receipt): Promise<boolean> {
  const known = meet(await publicClient.wellKnown(), localStorage, new Date());
  const { verification } = await verifyInWorker(receiptFile(envelope, receipt), trustIn(known));
  return verification.verdict === 'verified';
}

/** A file that `custody verify` reads as well. */
export function receiptFile(envelope: string, receipt: Receipt): Uint8Array {
  return encodeUtf8(`{"envelope":${envelope},"receipt":${JSON.stringify(receipt)}}\n`);
}

/** The ledger's own refusal has a code; what stands between it and this device says other things. */
function isRefusal(error: unknown): error is ProblemError {
  return (
    error instanceof ProblemError &&
    error.code !== undefined &&
    error.status < 500 &&
    !LATER.includes(error.status)
  );
}

function detailsOf({ message, problem }: ProblemError): readonly string[] {
  return [message, ...(problem.errors ?? []).map(({ detail }) => detail)];
}
