import {
  checkPublicKey,
  decodeBase64Url,
  type Envelope,
  isSignedBy,
  parseVkey,
  ProtocolError,
  publicKeyOfJwk,
  thumbprint,
} from '../../protocol/index.js';

/** What can be said of a signature with the one key at hand. */
export type SignatureOutcome = 'holds' | 'fails' | 'otherKey' | 'unchecked';

export interface CheckedSignature {
  readonly keyid: string;
  readonly outcome: SignatureOutcome;
}

export type GivenKey =
  | { readonly kind: 'key'; readonly publicKey: Uint8Array; readonly keyid: string }
  /** RFC 7638 thumbprint alone: it names a key, and nothing can be checked with it. */
  | { readonly kind: 'keyid'; readonly keyid: string };

/** The key is unfit; the message says why, in English. */
export class UnfitKey extends Error {
  override readonly name = 'UnfitKey';
}

/**
 * Takes a public JWK, the `x` of one, a verification key of a note, or the keyid that a signature of the envelope names.
 *
 * @throws UnfitKey also for a key whose signatures prove nothing (small order)
 */
export function readGivenKey(text: string, { signatures }: Envelope): GivenKey {
  const given = text.trim();
  if (signatures.some(({ keyid }) => keyid === given)) return { kind: 'keyid', keyid: given };
  const publicKey = publicKeyOf(given);
  const fault = checkPublicKey(publicKey);
  if (fault !== undefined) throw new UnfitKey(`The key is refused: ${fault}`);
  return { kind: 'key', publicKey, keyid: thumbprint(publicKey) };
}

/** Checks every signature of the envelope by Ed25519 as the ledger does (strict, RFC 8032 section 5.1.7). */
export function checkSignatures(envelope: Envelope, key: GivenKey | undefined): CheckedSignature[] {
  return envelope.signatures.map(({ keyid }, index) => ({
    keyid,
    outcome: outcomeOf(envelope, index, key),
  }));
}

function outcomeOf(envelope: Envelope, index: number, key: GivenKey | undefined): SignatureOutcome {
  const named = envelope.signatures[index]?.keyid;
  if (key === undefined) return 'unchecked';
  if (named !== key.keyid) return 'otherKey';
  if (key.kind === 'keyid') return 'unchecked';
  return isSignedBy(envelope, index, key.publicKey) ? 'holds' : 'fails';
}

function publicKeyOf(text: string): Uint8Array {
  try {
    if (text.startsWith('{')) return publicKeyOfText(text);
    if (text.includes('+')) return parseVkey(text).publicKey;
    return decodeBase64Url(text);
  } catch (error) {
    if (error instanceof UnfitKey) throw error;
    const why = error instanceof ProtocolError || error instanceof SyntaxError ? error.message : '';
    throw new UnfitKey(
      `This is no Ed25519 public key; give a JWK, its x, or a verification key. ${why}`,
      { cause: error },
    );
  }
}

function publicKeyOfText(text: string): Uint8Array {
  const jwk = JSON.parse(text);
  if ('d' in jwk)
    throw new UnfitKey(
      'This is a secret key. It was not needed and is not kept: give the public half, without "d".',
    );
  return publicKeyOfJwk(jwk);
}
