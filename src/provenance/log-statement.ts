import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { Decision } from '../custody/vocabulary/decision.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';

/** A statement of the log that provenance follows; the log admitted it, so its schema is not checked again. */
export type LogStatement =
  | { readonly kind: 'event'; readonly payload: CustodyEvent }
  | { readonly kind: 'finding'; readonly payload: FindingStatement }
  | { readonly kind: 'decision'; readonly payload: Decision };

interface StoredEnvelope {
  readonly payload: string;
}

/** The payload of a statement's stored bytes. */
export function payloadOf(statement: Uint8Array): unknown {
  const envelope = JSON.parse(textOf(statement)) as StoredEnvelope;
  return JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
}

/** `undefined` for kinds that provenance does not follow. */
export function readStatement(kind: string, statement: Uint8Array): LogStatement | undefined {
  if (kind !== 'event' && kind !== 'finding' && kind !== 'decision') return undefined;
  return { kind, payload: payloadOf(statement) } as LogStatement;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
