import {
  type Entry,
  isJsonObject,
  isSameLedgerKey,
  isSignedBy,
  type LedgerKeys,
  ledgerKeysOf,
  type NoteKey,
  parseCanonical,
  parseEnvelope,
  ProtocolError,
  type Rotation,
  ROTATION_SIGNERS,
  rotationOf,
  statementHash,
  toHex,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';

/** A rotation whose keys have both signed it, and where sources say that it stands. */
export interface ClaimedRotation extends Rotation {
  /** Statement hash, lower-case hex. */
  readonly hash: string;
  readonly indexes: readonly number[];
}

/**
 * The rotations among statements. The registrar's signature is not looked at here: it needs the registry, which may be
 * what was lost. A head that the new key has signed, over an entry that the former key has signed, is as much as
 * `checkRotations` asks; the auditor asks for the rest.
 */
export function claimedRotations(
  statements: readonly Uint8Array[],
  places: readonly Pick<Entry, 'index' | 'statementHash'>[],
): ClaimedRotation[] {
  return statements.flatMap((stored) => {
    const rotation = readRotation(stored);
    if (rotation === undefined) return [];
    const hash = toHex(statementHash(stored, nativeSha256));
    const claimed = places.filter((place) => toHex(place.statementHash) === hash);
    return [{ ...rotation, hash, indexes: [...new Set(claimed.map(({ index }) => index))] }];
  });
}

/**
 * The key entry 0 must have had, when nothing of the log is left and all that is known is one of the ledger's keys: each
 * rotation names the key before, and carries its signature.
 */
export function firstKeys(known: NoteKey, rotations: readonly ClaimedRotation[]): LedgerKeys {
  let first = known;
  const left = new Set(rotations);
  for (;;) {
    const before = [...left].find(({ key }) => isSameLedgerKey(key, first));
    if (before === undefined) return ledgerKeysOf(first);
    left.delete(before);
    first = before.replaces;
  }
}

function readRotation(stored: Uint8Array): Rotation | undefined {
  try {
    const envelope = parseEnvelope(stored);
    const payload = parseCanonical(envelope.payload);
    if (!isJsonObject(payload) || payload['kind'] !== 'ledger-key') return undefined;
    const rotation = rotationOf(payload);
    const { outgoing, incoming } = ROTATION_SIGNERS;
    const isSigned =
      isSignedBy(envelope, outgoing, rotation.replaces.publicKey) &&
      isSignedBy(envelope, incoming, rotation.key.publicKey);
    return isSigned ? rotation : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
