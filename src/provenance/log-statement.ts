import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { Decision } from '../custody/vocabulary/decision.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';

/** A statement of the log that provenance follows; the log admitted it, so its schema is not checked again. */
export type LogStatement =
  | { readonly kind: 'event'; readonly payload: CustodyEvent }
  | { readonly kind: 'finding'; readonly payload: FindingStatement }
  | { readonly kind: 'decision'; readonly payload: Decision };

/** A DSSE envelope as JSON, with base64 members. */
export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** The envelope of a statement's stored bytes. */
export function envelopeJsonOf(statement: Uint8Array): EnvelopeJson {
  const bytes = Buffer.from(statement.buffer, statement.byteOffset, statement.byteLength);
  return JSON.parse(bytes.toString('utf8')) as EnvelopeJson;
}

export function payloadOfEnvelope(envelope: EnvelopeJson): unknown {
  return JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
}

/** The payload of a statement's stored bytes. */
export function payloadOf(statement: Uint8Array): unknown {
  return payloadOfEnvelope(envelopeJsonOf(statement));
}

/** `undefined` for kinds that provenance does not follow. */
export function readStatement(kind: string, statement: Uint8Array): LogStatement | undefined {
  if (kind !== 'event' && kind !== 'finding' && kind !== 'decision') return undefined;
  return { kind, payload: payloadOf(statement) } as LogStatement;
}
