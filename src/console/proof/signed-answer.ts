import type { ProvenanceAnswer } from '../../client/provenance-answer.js';
import { decodeUtf8, isJsonObject } from '../../protocol/index.js';

/** The answer as an evidence file holds it: without its own proofs, which are the file's. */
export type SignedAnswer = Omit<ProvenanceAnswer, 'integrity'>;

/** The signed state of the log that an evidence file rests on. @returns `undefined` where it has none */
export function checkpointOf(bytes: Uint8Array): string | undefined {
  try {
    const { checkpoint }: { checkpoint?: unknown } = JSON.parse(decodeUtf8(bytes));
    return typeof checkpoint === 'string' ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

/** @returns `undefined` for what is not an evidence file of a consignment */
export function signedAnswerOf(bytes: Uint8Array): SignedAnswer | undefined {
  try {
    const { answer }: { answer?: SignedAnswer } = JSON.parse(decodeUtf8(bytes));
    return isJsonObject(answer) && Array.isArray(answer.timeline) ? answer : undefined;
  } catch {
    return undefined;
  }
}
