import type { Decision } from '../custody/vocabulary/decision.js';
import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';

// What stands in the log, or has passed admission, fits the schema of its kind: it is not checked again here.

export function findingOf(statement: Uint8Array): FindingStatement {
  const finding: FindingStatement = JSON.parse(payloadText(statement));
  return finding;
}

export function decisionOf(statement: Uint8Array): Decision {
  const decision: Decision = JSON.parse(payloadText(statement));
  return decision;
}

export function eventOf(statement: Uint8Array): CustodyEvent {
  const event: CustodyEvent = JSON.parse(payloadText(statement));
  return event;
}

/** @param statement stored bytes: canonical JSON of the envelope */
function payloadText(statement: Uint8Array): string {
  const bytes = Buffer.from(statement.buffer, statement.byteOffset, statement.byteLength);
  const envelope: { readonly payload: string } = JSON.parse(bytes.toString('utf8'));
  return Buffer.from(envelope.payload, 'base64').toString('utf8');
}
