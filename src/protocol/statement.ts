import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8, isWellFormed } from './bytes.js';
import {
  canonicalize,
  type JsonValue,
  MAX_PAYLOAD_BYTES,
  parseCanonical,
} from './canonical-json.js';
import { preAuthEncoding } from './dsse.js';
import { publicKeyOf, sign, verify } from './ed25519.js';
import { ProtocolError } from './errors.js';
import { exactMembers } from './exact-members.js';
import { sha256, type Sha256 } from './hash.js';
import { countMembers } from './json-text.js';
import { thumbprint } from './jwk.js';

export const STATEMENT_KINDS = [
  'event',
  'registration',
  'decision',
  'finding',
  'map',
  'login',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export interface EnvelopeSignature {
  /** RFC 7638 thumbprint of the signing key. */
  readonly keyid: string;
  readonly signature: Uint8Array;
}

/** A DSSE envelope, decoded: a signed document. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

export const MAX_SIGNATURES = 4;
/** Room for the largest payload in base64, four signatures and some white space. */
export const MAX_ENVELOPE_BYTES = 131_072;
/** Longer type or key names cannot be ours. */
const MAX_NAME_LENGTH = 256;

export function payloadTypeOf(kind: StatementKind): string {
  return `application/vnd.custody-ledger.${kind}.v1+json`;
}

/** @returns `undefined` for a payload type that is not ours */
export function kindOfPayloadType(payloadType: string): StatementKind | undefined {
  return KIND_BY_TYPE.get(payloadType);
}

/**
 * Reads an envelope from its JSON, which need not be canonical: what is stored is written anew by
 * {@link storedBytes}. Neither the payload nor a signature is judged here. A member that stands twice is refused:
 * readers differ in which of the two they take.
 *
 * @throws ProtocolError `malformed-envelope`, `bad-base64` or `too-large`
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > MAX_ENVELOPE_BYTES)
    throw new ProtocolError('too-large', `an envelope has at most ${MAX_ENVELOPE_BYTES} bytes`);
  const text = readText(bytes);
  const value = readJson(text);
  if (countMembers(text) > MEMBERS_OF_ENVELOPE + MEMBERS_OF_SIGNATURE * countSignatures(value))
    throw malformed('there are surplus members, or one that stands twice');
  return envelopeOfJson(value);
}

/**
 * The same for a value that is already parsed: exactly the three members, one to four signatures.
 *
 * @throws ProtocolError `malformed-envelope`, `bad-base64` or `too-large`
 */
export function envelopeOfJson(value: unknown): Envelope {
  const { payload, payloadType, signatures } = membersOf(value, ENVELOPE_MEMBERS, 'the envelope');
  if (typeof payload !== 'string') throw malformed('payload is not a string');
  if (!isName(payloadType)) throw malformed('payloadType is not a short, well-formed string');
  if (!Array.isArray(signatures)) throw malformed('signatures is not a list');
  if (signatures.length < 1 || signatures.length > MAX_SIGNATURES)
    throw malformed(
      `there are ${signatures.length} signatures; 1 to ${MAX_SIGNATURES} are allowed`,
    );
  const decoded = decodeBase64(payload);
  if (decoded.length > MAX_PAYLOAD_BYTES)
    throw new ProtocolError('too-large', `a payload has at most ${MAX_PAYLOAD_BYTES} bytes`);
  return { payloadType, payload: decoded, signatures: signatures.map(signatureOfJson) };
}

/**
 * The canonical JSON of an envelope: what is stored, hashed and served. Strict base64 makes it a
 * function of the envelope, so two posts of one statement are one byte string.
 */
export function storedBytes(envelope: Envelope): Uint8Array {
  const signatures = envelope.signatures.map(
    ({ keyid, signature }) =>
      `{"keyid":${JSON.stringify(keyid)},"sig":"${encodeBase64(signature)}"}`,
  );
  const payloadType = JSON.stringify(envelope.payloadType);
  return encodeUtf8(
    `{"payload":"${encodeBase64(envelope.payload)}","payloadType":${payloadType},"signatures":[${signatures.join(',')}]}`,
  );
}

/** SHA-256 of the stored bytes; in lower-case hex the statement's public name. */
export function statementHash(stored: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  return hash(stored);
}

/**
 * Makes a statement: canonical payload, one signature per key in the order given (actor, then witness).
 *
 * @throws ProtocolError `not-json`, `too-large` or `too-deep` for a payload a ledger would refuse
 */
export function signStatement(
  kind: StatementKind,
  payload: JsonValue,
  secretKeys: readonly Uint8Array[],
): Envelope {
  if (secretKeys.length < 1 || secretKeys.length > MAX_SIGNATURES)
    throw new ProtocolError('bad-argument', `a statement has 1 to ${MAX_SIGNATURES} signatures`);
  const payloadType = payloadTypeOf(kind);
  const bytes = encodeUtf8(canonicalize(payload));
  parseCanonical(bytes);
  const message = preAuthEncoding(payloadType, bytes);
  const signatures = secretKeys.map((secretKey) => ({
    keyid: thumbprint(publicKeyOf(secretKey)),
    signature: sign(message, secretKey),
  }));
  return { payloadType, payload: bytes, signatures };
}

/**
 * Does signature number `index` hold under this key, and does its `keyid` name the key?
 * Whether the key was entitled to sign is the registry's question.
 */
export function isSignedBy(envelope: Envelope, index: number, publicKey: Uint8Array): boolean {
  const signature = envelope.signatures[index];
  if (signature === undefined || signature.keyid !== thumbprint(publicKey)) return false;
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  return verify(message, signature.signature, publicKey);
}

const KIND_BY_TYPE: ReadonlyMap<string, StatementKind> = new Map(
  STATEMENT_KINDS.map((kind) => [payloadTypeOf(kind), kind]),
);
const ENVELOPE_MEMBERS = ['payload', 'payloadType', 'signatures'];
const SIGNATURE_MEMBERS = ['keyid', 'sig'];
const MEMBERS_OF_ENVELOPE = ENVELOPE_MEMBERS.length;
const MEMBERS_OF_SIGNATURE = SIGNATURE_MEMBERS.length;

function signatureOfJson(value: unknown): EnvelopeSignature {
  const { keyid, sig } = membersOf(value, SIGNATURE_MEMBERS, 'a signature');
  if (!isName(keyid)) throw malformed('keyid is not a short, well-formed string');
  if (typeof sig !== 'string') throw malformed('sig is not a string');
  return { keyid, signature: decodeBase64(sig) };
}

function membersOf(value: unknown, names: readonly string[], what: string) {
  const members = exactMembers(value, names);
  if (members === undefined)
    throw malformed(`${what} must be an object with exactly the members ${names.join(', ')}`);
  return members;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME_LENGTH && isWellFormed(value);
}

function readText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw notJson(cause);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(cause);
  }
}

function notJson(cause: unknown): ProtocolError {
  return new ProtocolError('malformed-envelope', 'the envelope is not JSON in UTF-8', { cause });
}

function countSignatures(value: unknown): number {
  const isObject = typeof value === 'object' && value !== null && 'signatures' in value;
  return isObject && Array.isArray(value.signatures) ? value.signatures.length : 0;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-envelope', why);
}
