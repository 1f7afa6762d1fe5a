import { registration, type Registration } from '../custody/vocabulary/registration.js';
import {
  type Envelope,
  isSignedBy,
  kindOfPayloadType,
  parseCanonical,
  parseEnvelope,
  preAuthEncoding,
  ProtocolError,
  publicKeyOfJwk,
} from '../protocol/index.js';
import type { Signer } from './signer.js';

type KeyRegistration = Extract<Registration, { kind: 'key' }>;

/** The registration of a key that its holder has signed, and no registrar yet: made by a browser, whose key cannot leave. */
export interface KeyRequest {
  readonly registration: KeyRegistration;
  readonly envelope: Envelope;
}

/** What was given is no key request; the message says why. */
export class UnfitKeyRequest extends Error {
  override readonly name = 'UnfitKeyRequest';
}

/** @throws UnfitKeyRequest for what is not such a request, or is not signed by the very key it names */
export function parseKeyRequest(bytes: Uint8Array): KeyRequest {
  const envelope = readEnvelope(bytes);
  const isRegistration = kindOfPayloadType(envelope.payloadType) === 'registration';
  const parsed = registration.safeParse(
    isRegistration ? parsePayload(envelope.payload) : undefined,
  );
  if (!parsed.success || parsed.data.kind !== 'key')
    throw new UnfitKeyRequest('it registers no key');
  const { key } = parsed.data;
  const isOwn =
    envelope.signatures.length === 1 && isSignedBy(envelope, 0, publicKeyOfJwk(key.jwk));
  if (!isOwn) throw new UnfitKeyRequest('it is not signed by the key it names, and by that alone');
  return { registration: parsed.data, envelope };
}

/** Adds the registrar's signature before the holder's, in the order a ledger asks for. */
export async function countersignedBy(
  { envelope }: KeyRequest,
  registrar: Signer,
): Promise<Envelope> {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  const signature = await registrar.sign(message);
  const { keyid } = registrar;
  return { ...envelope, signatures: [{ keyid, signature }, ...envelope.signatures] };
}

function readEnvelope(bytes: Uint8Array): Envelope {
  return explained(() => parseEnvelope(bytes));
}

function parsePayload(bytes: Uint8Array) {
  return explained(() => parseCanonical(bytes));
}

function explained<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) throw new UnfitKeyRequest(error.message, { cause: error });
    throw error;
  }
}
