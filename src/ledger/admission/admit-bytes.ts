import {
  type Envelope,
  kindOfPayloadType,
  parseCanonical,
  parseEnvelope,
  payloadTypeOf,
  preAuthEncoding,
  ProtocolError,
  type StatementKind,
} from '../../protocol/index.js';
import { base64Of } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';
import { type Refusal, sentence } from '../refusal.js';
import { factsOfPayload, type ReadPayload } from './facts-of-payload.js';
import { claimOf, identityOf } from './identity.js';
import { keyObjectOf, type KeyRing, verifyNatively } from './key-ring.js';
import type { AdmittedStatement, SignatureFacts } from './statement-facts.js';

export type Admission =
  | { readonly ok: true; readonly statement: AdmittedStatement }
  | { readonly ok: false; readonly refusal: Refusal };

/** A well-formed statement whose signatures were not looked at yet. */
export interface ReadStatement {
  readonly ok: true;
  readonly envelope: Envelope;
  readonly payload: ReadPayload;
  /** What the signatures are over (DSSE pre-authentication encoding). */
  readonly message: Uint8Array;
  readonly stored: Uint8Array;
  readonly hash: Uint8Array;
}

type Refused = { readonly ok: false; readonly refusal: Refusal };

/**
 * All of admission that needs no knowledge of the log but its keys: reads envelopes, checks that nothing in them is
 * free, checks payloads, verifies signatures. The refusals are those of status 400 and 413, in the order of the HTTP
 * contract.
 *
 * First all are read, then all are verified: each of the two walks through code and tables that would push the other's out of the processor's caches, which would cost half as much again.
 */
export function admitAll(
  envelopes: readonly { readonly bytes: Uint8Array; readonly kind: StatementKind }[],
  keys: KeyRing,
): Admission[] {
  const read = envelopes.map(({ bytes, kind }) => readStatement(bytes, kind));
  return read.map((statement) => (statement.ok ? verifyStatement(statement, keys) : statement));
}

/** Form, payload type, canonical payload, schema. */
export function readStatement(bytes: Uint8Array, kind: StatementKind): ReadStatement | Refused {
  try {
    const envelope = parseEnvelope(bytes);
    if (kindOfPayloadType(envelope.payloadType) !== kind) return refuseType(kind);
    const payload = factsOfPayload(kind, parseCanonical(envelope.payload));
    if (!payload.ok) {
      const [first] = payload.errors;
      const detail = `The payload does not fit the schema of ${kind} statements: ${first?.detail}.`;
      return refuse({ status: 400, code: 'schema', detail, errors: payload.errors });
    }
    const stored = nativeStoredBytes(envelope);
    return {
      ok: true,
      envelope,
      payload,
      message: preAuthEncoding(envelope.payloadType, envelope.payload),
      stored,
      hash: nativeSha256(stored),
    };
  } catch (error) {
    if (error instanceof ProtocolError) return refuse(refusalOf(error));
    throw error;
  }
}

/** Which of the signatures hold; whether the signers were entitled is judged later. */
function verifyStatement(
  { envelope, payload, message, stored, hash }: ReadStatement,
  keys: KeyRing,
): Admission {
  const { facts, newKey } = payload;
  const signatures = envelope.signatures.map(({ keyid, signature }): SignatureFacts => {
    if (newKey === undefined || keyid !== newKey.keyid)
      return { keyid, standing: keys.verify(keyid, message, signature) };
    const holds = verifyNatively(keyObjectOf(newKey.publicKey), message, signature);
    return { keyid, standing: holds ? 'valid' : 'invalid' };
  });
  const identity = identityOf(facts, signatures);
  return {
    ok: true,
    statement: { facts, signatures, stored, hash, identity, claim: claimOf(facts) },
  };
}

/** The core's `storedBytes` with Node's base64, which is several times quicker; a test compares both. */
export function nativeStoredBytes({ payload, payloadType, signatures }: Envelope): Buffer {
  const signed = signatures.map(
    ({ keyid, signature }) => `{"keyid":${JSON.stringify(keyid)},"sig":"${base64Of(signature)}"}`,
  );
  return Buffer.from(
    `{"payload":"${base64Of(payload)}","payloadType":${JSON.stringify(payloadType)},"signatures":[${signed.join(',')}]}`,
  );
}

function refuseType(kind: StatementKind): Refused {
  return refuse({
    status: 400,
    code: 'unsupported-payload-type',
    detail: `Only statements of payloadType ${payloadTypeOf(kind)} are taken here.`,
  });
}

function refuse(refusal: Refusal): Refused {
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
