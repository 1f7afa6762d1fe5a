import {
  canonicalize,
  encodeUtf8,
  type Envelope,
  type JsonValue,
  parseCanonical,
  payloadTypeOf,
  preAuthEncoding,
  type SecretJwk,
  secretKeyOfJwk,
  sign,
  type StatementKind,
  thumbprint,
  publicKeyOf,
} from '../protocol/index.js';

/** Something that signs with an Ed25519 key it need not give away: a browser's key store, a token, a JWK. */
export interface Signer {
  /** RFC 7638 thumbprint of the public key. */
  readonly keyid: string;
  /** @returns the 64 bytes of RFC 8032 */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** @throws ProtocolError `bad-key` */
export function signerOfJwk(jwk: SecretJwk): Signer {
  const secretKey = secretKeyOfJwk(jwk);
  return {
    keyid: thumbprint(publicKeyOf(secretKey)),
    sign: async (message) => sign(message, secretKey),
  };
}

/**
 * Makes a statement as `signStatement` of the protocol does, with keys that are held elsewhere: one signature per
 * signer in the order given (actor, then witness).
 *
 * @throws ProtocolError `not-json`, `too-large` or `too-deep` for a payload a ledger would refuse
 */
export async function signWith(
  kind: StatementKind,
  payload: JsonValue,
  signers: readonly Signer[],
): Promise<Envelope> {
  const payloadType = payloadTypeOf(kind);
  const bytes = encodeUtf8(canonicalize(payload));
  parseCanonical(bytes);
  const message = preAuthEncoding(payloadType, bytes);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({
      keyid: signer.keyid,
      signature: await signer.sign(message),
    })),
  );
  return { payloadType, payload: bytes, signatures };
}
