import type { RecordedEvent } from '../lineage.js';
import type { CustodyEvent, EventType } from '../vocabulary/event.js';
import { parseInstant } from '../vocabulary/times.js';

export type ActType = Exclude<EventType, 'CORRECT'>;
type ActEvents = { [Type in ActType]: Extract<CustodyEvent, { type: Type }> };
type AnyAct = ActEvents[ActType];

/** An event as it counts: after corrections, with its signer's clock put right. Never a CORRECT. */
export interface Act<Type extends ActType = ActType> {
  /** Index, hash and recording time of the original, whatever corrected it since: anchors must not move. */
  readonly index: number;
  readonly hash: string;
  readonly recordedAt: number;
  /** When it happened: the claim less the clock offset the device measured; epoch milliseconds. */
  readonly at: number;
  readonly event: ActEvents[Type];
  /** Key of its consignment: the one it names, in a replay else the one its goods travel in. */
  readonly consignment?: string;
  /** Thumbprints of the keys that signed it and what corrected it. */
  readonly signedBy?: readonly string[];
  /** Hash of the CORRECT whose words these are. */
  readonly correctedBy?: string;
}

/** Is this act of the type? Narrows. */
export function isA<Type extends ActType>(act: Act, type: Type): act is Act<Type> {
  return act.event.type === type;
}

/** On whose account the signer acted: the principal of a delegation, else the signer. */
export function accountOf({ event }: Act): string {
  return event.onBehalfOf ?? event.actor;
}

/** Does the act speak for the party, in its own name or through an agent? */
export function speaksFor({ event }: Act, party: string): boolean {
  return event.actor === party || event.onBehalfOf === party;
}

/** The statements an act rests on: its own, and the correction's. */
export function hashesOf(...acts: readonly (Act | undefined)[]): string[] {
  const known = acts.filter((act) => act !== undefined).toSorted((a, b) => a.index - b.index);
  const hashes = known.flatMap(({ hash, correctedBy }) =>
    correctedBy === undefined ? [hash] : [hash, correctedBy],
  );
  return [...new Set(hashes)];
}

/** Applies every CORRECT: what was annulled is gone, what was replaced speaks with its new words in its old place. */
export function effectiveActs(events: readonly RecordedEvent[]): Act[] {
  const corrections = latestCorrections(events);
  const acts: Act[] = [];
  for (const recorded of events) {
    const { event } = recorded;
    if (event.type === 'CORRECT') continue;
    const act = effective(recorded, event, corrections);
    if (act !== undefined) acts.push(act);
  }
  return acts;
}

type Correct = Extract<CustodyEvent, { type: 'CORRECT' }>;
interface Correction extends RecordedEvent {
  readonly event: Correct;
}

/** By hash of the corrected statement: the last correction that still stands. */
function latestCorrections(events: readonly RecordedEvent[]): Map<string, Correction> {
  const found = new Map<string, Correction>();
  const corrections = events.filter(isCorrection).toSorted((a, b) => b.index - a.index);
  // Newest first: a correction's own correction is then known before it is asked whether it stands.
  for (const correction of corrections) {
    if (found.get(correction.hash)?.event.annul === true) continue;
    const target = correction.event.refs[0];
    if (target !== undefined && !found.has(target)) found.set(target, correction);
  }
  return found;
}

function isCorrection(recorded: RecordedEvent): recorded is Correction {
  return recorded.event.type === 'CORRECT';
}

function effective(
  recorded: RecordedEvent,
  original: AnyAct,
  corrections: Map<string, Correction>,
): Act | undefined {
  const correction = lastWordOn(recorded.hash, corrections);
  if (correction === undefined) return uncorrected(recorded, original);
  const { replacement } = correction.event;
  if (replacement === undefined) return undefined;
  const { schema, ledger, eventId, actor, onBehalfOf, witness } = original;
  const event: AnyAct = {
    ...replacement,
    schema,
    ledger,
    eventId,
    actor,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(witness !== undefined && { witness }),
  };
  const consignment = consignmentOfReplacement(recorded, correction);
  const signedBy = [...(recorded.signedBy ?? []), ...(correction.signedBy ?? [])];
  return {
    ...actOf(recorded, event, consignment),
    ...(signedBy.length > 0 && { signedBy }),
    correctedBy: correction.hash,
  };
}

/** An event that nobody corrected is the same act whenever it is asked for: judged again and again, made once. */
const acts = new WeakMap<RecordedEvent, Act>();

function uncorrected(recorded: RecordedEvent, event: AnyAct): Act {
  const known = acts.get(recorded);
  if (known !== undefined) return known;
  const act = actOf(recorded, event, recorded.consignment);
  acts.set(recorded, act);
  return act;
}

/** A correction may itself have been replaced. */
function lastWordOn(hash: string, corrections: Map<string, Correction>): Correction | undefined {
  let word = corrections.get(hash);
  while (word !== undefined) {
    const better = corrections.get(word.hash);
    if (better === undefined) return word;
    word = better;
  }
  return undefined;
}

function consignmentOfReplacement(
  original: RecordedEvent,
  correction: Correction,
): string | undefined {
  const ucr = correction.event.replacement?.ucr;
  if (ucr === undefined) return undefined;
  const keys = [original.consignment, correction.consignment];
  return keys.find((key) => key?.startsWith(`${ucr};`) === true);
}

function actOf(recorded: RecordedEvent, event: AnyAct, consignment?: string): Act {
  const { index, hash, recordedAt, signedBy } = recorded;
  const claimed =
    event === recorded.event ? recorded.occurredAt : (parseInstant(event.occurredAt) ?? recordedAt);
  return {
    index,
    hash,
    recordedAt,
    at: claimed - clockOffset(event),
    event,
    ...(signedBy !== undefined && { signedBy }),
    ...(consignment !== undefined && { consignment }),
  };
}

/** More than a day is no drift: such a claim would let a signer choose his time twice. */
const MAX_CLOCK_OFFSET = 86_400_000;

function clockOffset({ device }: CustodyEvent): number {
  const offset = device?.clockOffsetMs ?? 0;
  return Math.abs(offset) <= MAX_CLOCK_OFFSET ? offset : 0;
}
