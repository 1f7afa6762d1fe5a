import { decision } from '../../custody/vocabulary/decision.js';
import { custodyEvent } from '../../custody/vocabulary/event.js';
import { type ExplainedIssue, explainIssues } from '../../custody/vocabulary/explain-issues.js';
import { login } from '../../custody/vocabulary/login.js';
import { registration } from '../../custody/vocabulary/registration.js';
import {
  canonicalize,
  encodeUtf8,
  type Envelope,
  type JsonValue,
  kindOfPayloadType,
  parseCanonical,
  parseEnvelope,
  ProtocolError,
} from '../../protocol/index.js';

/** What somebody may sign and post; the ledger alone makes findings and map roots. */
const SCHEMAS = { event: custodyEvent, registration, decision, login } as const;
export type PostedKind = keyof typeof SCHEMAS;

/** A statement as pasted: an envelope, or a payload that is still to be signed. */
export interface ReadStatement {
  readonly form: 'envelope' | 'payload';
  readonly kind: PostedKind;
  /** RFC 8785 bytes: those in the envelope, or those a payload would be signed as. */
  readonly payload: Uint8Array;
  readonly envelope?: Envelope;
  /** What a ledger would refuse in the payload, at most 20; empty when it fits its schema. */
  readonly issues: readonly ExplainedIssue[];
}

/** The text is no statement at all; the message says where and why, in English. */
export class NoStatement extends Error {
  override readonly name = 'NoStatement';
}

/**
 * Reads a payload or an envelope as a ledger would, without knowing any key.
 *
 * @throws NoStatement
 */
export function readStatement(text: string): ReadStatement {
  const value = readJson(text);
  try {
    return isEnvelope(value) ? readEnvelope(text) : readPayload(value);
  } catch (error) {
    if (error instanceof ProtocolError) throw new NoStatement(error.message, { cause: error });
    throw error;
  }
}

function readEnvelope(text: string): ReadStatement {
  const envelope = parseEnvelope(encodeUtf8(text.trim()));
  const kind = kindOfPayloadType(envelope.payloadType);
  if (kind === undefined || !isPosted(kind))
    throw new NoStatement(
      `payloadType ${envelope.payloadType} is not one that is posted: application/vnd.custody-ledger.event.v1+json and its kin`,
    );
  const issues = issuesOf(kind, parseCanonical(envelope.payload));
  return { form: 'envelope', kind, payload: envelope.payload, envelope, issues };
}

function readPayload(value: JsonValue): ReadStatement {
  const kind = kindOfSchema(value);
  const payload = encodeUtf8(canonicalize(value));
  parseCanonical(payload);
  return { form: 'payload', kind, payload, issues: issuesOf(kind, value) };
}

function issuesOf(kind: PostedKind, payload: JsonValue): ExplainedIssue[] {
  const parsed = SCHEMAS[kind].safeParse(payload);
  return parsed.success ? [] : explainIssues(parsed.error);
}

function readJson(text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new NoStatement(`This is not JSON: ${why}`, { cause: error });
  }
}

function isEnvelope(value: JsonValue): boolean {
  return value !== null && typeof value === 'object' && 'payloadType' in value;
}

/** A payload without a schema is taken for an event, whose schema then says what is missing. */
function kindOfSchema(value: JsonValue): PostedKind {
  const schema =
    value !== null && typeof value === 'object' && 'schema' in value ? value['schema'] : undefined;
  const name = typeof schema === 'string' ? /^custody-(\w+)\/\d+$/u.exec(schema)?.[1] : undefined;
  return name !== undefined && isPosted(name) ? name : 'event';
}

function isPosted(kind: string): kind is PostedKind {
  return Object.hasOwn(SCHEMAS, kind);
}
