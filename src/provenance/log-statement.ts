import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { Decision } from '../custody/vocabulary/decision.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';
import type { Registration } from '../custody/vocabulary/registration.js';
import { type EnvelopeJson, envelopeJsonOf, type LogKind } from '../ledger/log-entry.js';

export { type EnvelopeJson, envelopeJsonOf } from '../ledger/log-entry.js';

/** A statement of the log that provenance follows; the log admitted it, so its schema is not checked again. */
export type LogStatement =
  | {
      readonly kind: 'event';
      readonly payload: CustodyEvent;
      /** Thumbprints of its keys. */
      readonly signedBy: readonly string[];
    }
  | { readonly kind: 'finding'; readonly payload: FindingStatement }
  | { readonly kind: 'decision'; readonly payload: Decision };

// What stands in the log, or has passed admission, fits the schema of its kind: it is not checked again here.

/** @param envelope of an `event` statement */
export function eventOf(envelope: EnvelopeJson): CustodyEvent {
  const event: CustodyEvent = JSON.parse(payloadText(envelope));
  return event;
}

/** Thumbprints of the keys that signed. */
export function signersOf({ signatures }: EnvelopeJson): string[] {
  return signatures.map(({ keyid }) => keyid);
}

/** @param envelope of a `finding` statement */
export function findingOf(envelope: EnvelopeJson): FindingStatement {
  const finding: FindingStatement = JSON.parse(payloadText(envelope));
  return finding;
}

/** @param envelope of a `decision` statement */
export function decisionOf(envelope: EnvelopeJson): Decision {
  const decision: Decision = JSON.parse(payloadText(envelope));
  return decision;
}

/** @param envelope of a `registration` statement */
export function registrationOf(envelope: EnvelopeJson): Registration {
  const registration: Registration = JSON.parse(payloadText(envelope));
  return registration;
}

/** `undefined` for kinds that provenance does not follow. */
export function readStatement(kind: LogKind, statement: Uint8Array): LogStatement | undefined {
  switch (kind) {
    case 'event': {
      const envelope = envelopeJsonOf(statement);
      return { kind, payload: eventOf(envelope), signedBy: signersOf(envelope) };
    }
    case 'finding':
      return { kind, payload: findingOf(envelopeJsonOf(statement)) };
    case 'decision':
      return { kind, payload: decisionOf(envelopeJsonOf(statement)) };
    default:
      return undefined;
  }
}

function payloadText(envelope: EnvelopeJson): string {
  return Buffer.from(envelope.payload, 'base64').toString('utf8');
}
