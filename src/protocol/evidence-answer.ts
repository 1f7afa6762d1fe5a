import { toHex } from './bytes.js';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.js';
import type { Evidence, EvidenceEntry } from './evidence.js';
import { payloadOf } from './evidence-signers.js';
import { failed, type Outcome } from './outcome.js';
import { kindOfPayloadType } from './statement.js';

export interface AnswerChecked {
  readonly told: number;
  /** Events that name the same UCR. */
  readonly untold: readonly number[];
}

/**
 * Does the answer tell of the statements in the bundle, and of no others? Each step of its timeline must be an event
 * here, with the type, actor and times that were signed, and every event here up to the answer's moment must be a step.
 * What the answer concludes from them is the ledger's judgement, for which its attestation stands.
 *
 * @param size of the checkpoint: the answer must not claim to know more
 * @param aside events that may stand in the bundle untold: those of another consignment that had the same UCR
 * @returns which events are told, and which are not but stand here
 */
export function checkAnswer(
  { answer, entries }: Evidence,
  size: number,
  aside: ReadonlySet<number>,
): Outcome<AnswerChecked> {
  const { timeline } = answer;
  const asOf = memberOf(answer['asOf'], 'index');
  if (typeof asOf !== 'number' || !Number.isSafeInteger(asOf) || asOf < 0)
    return failed('the answer does not say as of which entry it is given');
  if (asOf >= size)
    return failed(`the answer is as of entry ${asOf}, which the checkpoint does not cover`);
  if (!Array.isArray(timeline)) return failed('the answer has no timeline');
  const events = new Map(
    entries
      .filter(({ statement }) => kindOfPayloadType(statement.payloadType) === 'event')
      .map((each) => [each.entry.index, each]),
  );
  const fault = timeline.map((step) => faultOf(step, events, asOf)).find(Boolean);
  if (fault !== undefined) return failed(fault);
  const told = new Set(timeline.map((step) => memberOf(step, 'index')));
  const untold = [...events.keys()].filter((index) => index <= asOf && !told.has(index));
  const missing = untold.find((index) => !aside.has(index));
  if (missing !== undefined)
    return failed(`the answer does not tell of the event in entry ${missing}`);
  if (told.size !== timeline.length) return failed('the answer tells of an event twice');
  return { ok: true, value: { told: timeline.length, untold } };
}

function faultOf(
  step: JsonValue,
  events: ReadonlyMap<number, EvidenceEntry>,
  asOf: number,
): string | undefined {
  if (!isJsonObject(step)) return 'a step of the timeline is not an object';
  const { index, statementHash } = step;
  if (typeof index !== 'number') return 'a step of the timeline has no index';
  const event = events.get(index);
  if (event === undefined || index > asOf)
    return `the answer tells of an event in entry ${index}, which is not in the bundle`;
  if (statementHash !== toHex(event.entry.statementHash))
    return `the answer names another statement than the one in entry ${index}`;
  const differing = Object.entries(signedWords(event)).find(([name, word]) => step[name] !== word);
  if (differing === undefined) return undefined;
  return `the answer's ${differing[0]} of entry ${index} is not what was signed`;
}

/** Members of a step that stand in the statement or its entry word for word. */
function signedWords({ entry, statement }: EvidenceEntry): JsonObject {
  const { type, eventId, actor } = payloadOf(statement) ?? {};
  return {
    recordedAt: entry.recordedAt,
    event: type ?? null,
    eventId: eventId ?? null,
    party: actor ?? null,
  };
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}
