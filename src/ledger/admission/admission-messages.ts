import { HASH_BYTES, type StatementKind } from '../../protocol/index.js';
import type { Refusal } from '../refusal.js';
import type { Admission } from './admit-bytes.js';
import { IDENTITY_BYTES } from './identity.js';
import type { SignatureFacts, StatementFacts } from './statement-facts.js';

/** To a worker: a key that signatures may name. */
export interface KeyMessage {
  readonly type: 'key';
  readonly keyid: string;
  readonly publicKey: Uint8Array;
}

/** To a worker: envelopes to admit, their bytes one behind the other in one buffer that is handed over. */
export interface WorkMessage {
  readonly type: 'work';
  readonly id: number;
  readonly envelopes: readonly WorkItem[];
  readonly bytes: ArrayBuffer;
}

export interface WorkItem {
  readonly kind: StatementKind;
  readonly length: number;
}

/** From a worker: what came of each, in order; the bytes of those admitted in one buffer. */
export interface DoneMessage {
  readonly id: number;
  /** JSON of `(AdmittedMeta | Refusal)[]`: half the cost of having the objects cloned. */
  readonly results: string;
  readonly bytes: ArrayBuffer;
}

/** An admitted statement without its bytes. */
interface AdmittedMeta {
  readonly facts: StatementFacts;
  readonly signatures: readonly SignatureFacts[];
  readonly length: number;
  readonly hasClaim: boolean;
}

/** Copies envelopes into one buffer: a view of a larger buffer would be cloned with all that surrounds it. */
export function packWork(
  id: number,
  envelopes: readonly { readonly kind: StatementKind; readonly bytes: Uint8Array }[],
): WorkMessage {
  const total = envelopes.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const buffer = new Uint8Array(total);
  let at = 0;
  for (const { bytes } of envelopes) {
    buffer.set(bytes, at);
    at += bytes.length;
  }
  const items = envelopes.map(({ kind, bytes }) => ({ kind, length: bytes.length }));
  return { type: 'work', id, envelopes: items, bytes: buffer.buffer };
}

/** Per statement: hash, identity, claim if it has one, stored bytes. */
export function packDone(id: number, admissions: readonly Admission[]): DoneMessage {
  let total = 0;
  for (const admission of admissions) {
    if (!admission.ok) continue;
    const { stored, claim } = admission.statement;
    total += HASH_BYTES + IDENTITY_BYTES + (claim?.length ?? 0) + stored.length;
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  const put = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  const results = admissions.map((admission): AdmittedMeta | Refusal => {
    if (!admission.ok) return admission.refusal;
    const { facts, signatures, stored, hash, identity, claim } = admission.statement;
    put(hash);
    put(identity);
    if (claim !== undefined) put(claim);
    put(stored);
    return { facts, signatures, length: stored.length, hasClaim: claim !== undefined };
  });
  return { id, results: JSON.stringify(results), bytes: bytes.buffer };
}

export function unpackDone({ results, bytes }: DoneMessage): Admission[] {
  let at = 0;
  const take = (length: number): Buffer => {
    const part = Buffer.from(bytes, at, length);
    at += length;
    return part;
  };
  const parsed: readonly (AdmittedMeta | Refusal)[] = JSON.parse(results);
  return parsed.map((result): Admission => {
    if ('status' in result) return { ok: false, refusal: result };
    const { facts, signatures, length, hasClaim } = result;
    const hash = take(HASH_BYTES);
    const identity = take(IDENTITY_BYTES);
    const claim = hasClaim ? take(IDENTITY_BYTES) : undefined;
    return {
      ok: true,
      statement: { facts, signatures, hash, identity, claim, stored: take(length) },
    };
  });
}
