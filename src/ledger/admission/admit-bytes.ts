import {
  type Envelope,
  type JsonValue,
  kindOfPayloadType,
  parseCanonical,
  parseEnvelope,
  payloadTypeOf,
  preAuthEncoding,
  ProtocolError,
  type StatementKind,
  storedBytes,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { Refusal } from '../refusal.js';
import { factsOfPayload, type ReadPayload } from './facts-of-payload.js';
import { claimOf, identityOf } from './identity.js';
import { keyObjectOf, type KeyRing, verifyNatively } from './key-ring.js';
import type { AdmittedStatement, SignatureFacts } from './statement-facts.js';

export type Admission =
  | { readonly ok: true; readonly statement: AdmittedStatement }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * All of admission that needs no knowledge of the log but its keys: reads an envelope, checks that nothing in it is
 * free, checks the payload, verifies the signatures. The refusals are those of status 400 and 413, in the order of
 * the HTTP contract.
 */
export function admitBytes(bytes: Uint8Array, kind: StatementKind, keys: KeyRing): Admission {
  try {
    const envelope = parseEnvelope(bytes);
    if (kindOfPayloadType(envelope.payloadType) !== kind) return refuseType(kind);
    const payload = factsOfPayload(kind, canonicalPayload(envelope));
    if (!payload.ok) {
      const [first] = payload.errors;
      const detail = `The payload does not fit the schema of ${kind} statements: ${first?.detail}.`;
      return refuse({ status: 400, code: 'schema', detail, errors: payload.errors });
    }
    return { ok: true, statement: statementOf(envelope, payload, keys) };
  } catch (error) {
    if (error instanceof ProtocolError) return refuse(refusalOf(error));
    throw error;
  }
}

function canonicalPayload(envelope: Envelope): JsonValue {
  return parseCanonical(envelope.payload);
}

function statementOf(envelope: Envelope, payload: ReadPayload, keys: KeyRing): AdmittedStatement {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  const signatures = envelope.signatures.map(({ keyid, signature }): SignatureFacts => {
    if (keyid !== payload.newKey?.keyid)
      return { keyid, standing: keys.verify(keyid, message, signature) };
    const holds = verifyNatively(keyObjectOf(payload.newKey.publicKey), message, signature);
    return { keyid, standing: holds ? 'valid' : 'invalid' };
  });
  const stored = storedBytes(envelope);
  return {
    facts: payload.facts,
    signatures,
    stored,
    hash: nativeSha256(stored),
    identity: identityOf(payload.facts, signatures),
    claim: claimOf(payload.facts),
  };
}

function refuseType(kind: StatementKind): Admission {
  return refuse({
    status: 400,
    code: 'unsupported-payload-type',
    detail: `Only statements of payloadType ${payloadTypeOf(kind)} are taken here.`,
  });
}

function refuse(refusal: Refusal): Admission {
  return { ok: false, refusal };
}

function refusalOf(error: ProtocolError): Refusal {
  switch (error.code) {
    case 'too-large':
      return { status: 413, code: 'too-large', detail: sentence(error.message) };
    case 'bad-base64':
      return { status: 400, code: 'bad-base64', detail: sentence(error.message) };
    case 'not-canonical':
    case 'too-deep':
    case 'bad-utf8':
      return {
        status: 400,
        code: 'not-canonical',
        detail: `The payload is not canonical JSON (RFC 8785): ${error.message}.`,
      };
    default:
      return { status: 400, code: 'malformed-envelope', detail: sentence(error.message) };
  }
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
