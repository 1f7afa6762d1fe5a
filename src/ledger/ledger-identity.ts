import { createPrivateKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import {
  canonicalize,
  encodeEvidence,
  encodeUtf8,
  type EvidenceDraft,
  jwkOfSecretKey,
  type JsonValue,
  payloadTypeOf,
  preAuthEncoding,
  publicKeyOf,
  signCheckpoint,
  type Checkpoint,
  type PublicJwk,
  storedBytes,
  thumbprint,
} from '../protocol/index.js';
import type { LogKind } from './log-entry.js';

/** Origins of ledgers that may run on a simulated clock. */
export const REHEARSAL_PREFIX = 'rehearsal/';

export interface LedgerIdentityInit {
  readonly origin: string;
  readonly vkey: string;
  readonly secretKey: Uint8Array;
  /** As entry 0 lists them. */
  readonly registrarKeys: readonly PublicJwk[];
}

/** Who this ledger is: its origin, its key, and the registrar keys that entry 0 names. */
export class LedgerIdentity {
  readonly origin: string;
  /** C2SP verification key: what others need to check this ledger. */
  readonly vkey: string;
  readonly publicKey: Uint8Array;
  /** Thumbprint of the ledger's key. */
  readonly keyid: string;
  readonly registrarKeys: readonly PublicJwk[];
  private readonly key: KeyObject;
  /** Seed of the key that makes places in the completeness map. */
  readonly mapSeed: Uint8Array;

  constructor({ origin, vkey, secretKey, registrarKeys }: LedgerIdentityInit) {
    this.origin = origin;
    this.vkey = vkey;
    this.registrarKeys = registrarKeys;
    this.publicKey = publicKeyOf(secretKey);
    this.keyid = thumbprint(this.publicKey);
    this.key = secretKeyObject(secretKey);
    this.mapSeed = mapSeedOf(secretKey);
  }

  /** A statement by the ledger itself (finding, map): the stored bytes, ready to append. */
  signStatement(kind: LogKind, payload: JsonValue): Uint8Array {
    return signWith([this.key], [this.keyid], kind, payload);
  }

  /** The bytes of an evidence bundle of this ledger, signed for. */
  signEvidence(draft: Omit<EvidenceDraft, 'ledger'>, policy: string | null): Uint8Array {
    const ledger = { origin: this.origin, vkey: this.vkey, policy };
    const signer = (message: Uint8Array): Uint8Array => sign(null, message, this.key);
    return encodeEvidence({ ledger, ...draft }, signer, this.publicKey);
  }

  /** Signs a tree head. Only the head signer calls it: it has made sure that the log has not gone back. */
  signCheckpoint(checkpoint: Omit<Checkpoint, 'origin'>): string {
    return signCheckpoint(
      { origin: this.origin, ...checkpoint },
      (message) => sign(null, message, this.key),
      this.publicKey,
    );
  }
}

/**
 * The seed of the map's VRF key, derived from the ledger's: every process that may sign for the ledger has it, and there
 * is no further file to lose. The use is part of the derivation, so neither key says anything about the other.
 */
export function mapSeedOf(ledgerKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', ledgerKey, '', 'custody-ledger/map-vrf/v1', 32));
}

/** Stored bytes of a statement signed by several keys, in order. */
export function signStored(
  kind: LogKind,
  payload: JsonValue,
  secretKeys: readonly Uint8Array[],
): Uint8Array {
  const keyids = secretKeys.map((secretKey) => thumbprint(publicKeyOf(secretKey)));
  return signWith(secretKeys.map(secretKeyObject), keyids, kind, payload);
}

function signWith(
  keys: readonly KeyObject[],
  keyids: readonly string[],
  kind: LogKind,
  value: JsonValue,
): Uint8Array {
  const payloadType = payloadTypeOf(kind);
  const payload = encodeUtf8(canonicalize(value));
  const message = preAuthEncoding(payloadType, payload);
  const signatures = keys.map((key, at) => ({
    keyid: keyids[at]!,
    signature: sign(null, message, key),
  }));
  return storedBytes({ payloadType, payload, signatures });
}

function secretKeyObject(secretKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: { ...jwkOfSecretKey(secretKey) }, format: 'jwk' });
}
