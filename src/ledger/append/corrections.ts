import { decodeUtf8, parseEnvelope } from '../../protocol/index.js';
import type { EventFacts } from '../admission/statement-facts.js';
import type { LogReader } from '../log-reader.js';
import { refuse } from '../judgement/refuse.js';
import type { Refusal } from '../refusal.js';

/** What a CORRECT must know of the event it corrects. */
export interface OriginalEvent {
  readonly actor: string;
  readonly type: string;
}

/** Reads the originals of corrections from the log, by statement hash in hex. */
export async function readOriginals(
  log: LogReader,
  hashes: readonly string[],
): Promise<Map<string, OriginalEvent>> {
  const originals = new Map<string, OriginalEvent>();
  for (const hash of new Set(hashes)) {
    const index = await log.indexOfHash(hash);
    const entry = index === undefined ? undefined : await log.entry(index);
    if (entry?.kind !== 'event') continue;
    originals.set(hash, originalOf(entry.statement));
  }
  return originals;
}

/** Of a stored event; it was admitted by the schema of its day, so it has both members. */
export function originalOf(stored: Uint8Array): OriginalEvent {
  const { actor, type }: OriginalEvent = JSON.parse(decodeUtf8(parseEnvelope(stored).payload));
  return { actor, type };
}

/**
 * May this event correct that one? Another party's event and one that is not there get the same answer, so that
 * nobody learns from it what the log holds.
 */
export function judgeCorrection(
  facts: EventFacts,
  original: OriginalEvent | undefined,
): Refusal | undefined {
  if (facts.corrects === undefined) return undefined;
  const { hash, type } = facts.corrects;
  if (original?.actor !== facts.actor)
    return refuse('unknown-reference', `The log holds no event ${hash} of ${facts.actor}.`);
  if (type === undefined || type === original.type) return undefined;
  return refuse(
    'unknown-reference',
    `Event ${hash} is a ${original.type}; a replacement must be of the same type, not ${type}.`,
  );
}
