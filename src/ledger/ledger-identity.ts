import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import {
  canonicalize,
  encodeEvidence,
  encodeUtf8,
  type EvidenceDraft,
  jwkOfSecretKey,
  type JsonValue,
  type LedgerKey,
  ledgerKeyOf,
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

/** A key of this ledger and since when it signs. */
export interface KeyPeriod {
  readonly vkey: string;
  /** Index of the entry that registers it. */
  readonly from: number;
}

export interface LedgerIdentityInit {
  readonly origin: string;
  /** Oldest first; the one of entry 0 is always there. */
  readonly keys: readonly KeyPeriod[];
  /** Looks for a secret key by its public key. */
  readonly secretOf: (publicKey: Uint8Array) => Uint8Array | undefined;
  /** As entry 0 lists them. */
  readonly registrarKeys: readonly PublicJwk[];
  /** Seed of the key that makes places in the completeness map. */
  readonly mapSeed: Uint8Array;
}

interface SigningKey extends LedgerKey {
  readonly vkey: string;
  readonly keyid: string;
}

/** The log names a key of the ledger that this process does not have. It is looked for again at every use. */
export class LedgerKeyMissing extends Error {
  constructor({ vkey, from }: KeyPeriod) {
    super(
      `cannot sign for the ledger: entry ${from} made ${vkey} its key, and no file keys/ledger*.jwk.json in the ` +
        'data folder holds it. Bring that file; nothing is signed until then.',
    );
    this.name = 'LedgerKeyMissing';
  }
}

/** Who this ledger is: its origin, its keys, and the registrar keys that entry 0 names. */
export class LedgerIdentity {
  readonly origin: string;
  readonly registrarKeys: readonly PublicJwk[];
  readonly mapSeed: Uint8Array;
  private readonly keys: SigningKey[];
  private readonly secrets = new Map<string, KeyObject>();
  private readonly secretOf: LedgerIdentityInit['secretOf'];

  constructor({ origin, keys, secretOf, registrarKeys, mapSeed }: LedgerIdentityInit) {
    this.origin = origin;
    this.registrarKeys = registrarKeys;
    this.mapSeed = mapSeed;
    this.secretOf = secretOf;
    this.keys = keys.map(signingKeyOf);
  }

  /** C2SP verification key: what others need to check what this ledger signs now. */
  get vkey(): string {
    return this.current.vkey;
  }

  get publicKey(): Uint8Array {
    return this.current.key.publicKey;
  }

  /** Thumbprint of the ledger's key. */
  get keyid(): string {
    return this.current.keyid;
  }

  /** All keys the ledger has had, as far as this process has read the log; oldest first. */
  get history(): readonly (LedgerKey & KeyPeriod)[] {
    return this.keys;
  }

  /** A rotation was read in the log: from the entry after it on this key signs. */
  succeed(period: KeyPeriod): void {
    if (period.from > this.current.from) this.keys.push(signingKeyOf(period));
  }

  /** @throws LedgerKeyMissing */
  requireKey(): void {
    this.secret(this.current);
  }

  /**
   * A statement by the ledger itself (finding, map): the stored bytes, ready to append.
   * @throws LedgerKeyMissing
   */
  signStatement(kind: LogKind, payload: JsonValue): Uint8Array {
    const { keyid } = this.current;
    return signWith([this.secret(this.current)], [keyid], kind, payload);
  }

  /**
   * The bytes of an evidence bundle of this ledger, signed for with the key of its checkpoint.
   * @throws LedgerKeyMissing
   */
  signEvidence(
    draft: Omit<EvidenceDraft, 'ledger'>,
    size: number,
    policy: string | null,
  ): Uint8Array {
    const key = this.keyAt(size);
    const secret = this.secret(key);
    const ledger = { origin: this.origin, vkey: key.vkey, policy };
    const signer = (message: Uint8Array): Uint8Array => sign(null, message, secret);
    return encodeEvidence({ ledger, ...draft }, signer, key.key.publicKey);
  }

  /**
   * Signs a tree head with the key for its size. Only the head signer calls it: it has made sure that the log has not
   * gone back, and that every rotation below the size is known here.
   * @throws LedgerKeyMissing
   */
  signCheckpoint({ size, root }: Omit<Checkpoint, 'origin'>): string {
    const key = this.keyAt(size);
    const secret = this.secret(key);
    return signCheckpoint(
      { origin: this.origin, size, root },
      (message) => sign(null, message, secret),
      key.key.publicKey,
    );
  }

  private get current(): SigningKey {
    return this.keys.at(-1)!;
  }

  private keyAt(size: number): SigningKey {
    return this.keys.findLast(({ from }) => from < size) ?? this.keys[0]!;
  }

  private secret(key: SigningKey): KeyObject {
    const known = this.secrets.get(key.keyid);
    if (known !== undefined) return known;
    const found = this.secretOf(key.key.publicKey);
    if (found === undefined) throw new LedgerKeyMissing(key);
    const secret = secretKeyObject(found);
    this.secrets.set(key.keyid, secret);
    return secret;
  }
}

function signingKeyOf({ vkey, from }: KeyPeriod): SigningKey {
  const key = ledgerKeyOf(vkey);
  return { vkey, from, key, keyid: thumbprint(key.publicKey) };
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
