import {
  type Checkpoint,
  concatBytes,
  cosignedMessage,
  decodeUtf8,
  encodeEvidence,
  encodeUtf8,
  type Entry,
  entryBytes,
  type Envelope,
  type EvidenceDraft,
  formatCosignature,
  formatSignatureLine,
  formatTime,
  formatVkey,
  hashLeaf,
  type HashReader,
  isJsonObject,
  type JsonObject,
  jwkOfPublicKey,
  kindOfPayloadType,
  NOTE_KEY_TYPES,
  noteKeyId,
  parseNote,
  proveInclusion,
  publicKeyOf,
  type Receipt,
  receiptOf,
  rootOf,
  sha256,
  sign,
  signCheckpoint,
  signStatement,
  type StatementKind,
  statementHash,
  storedBytes,
  thumbprint,
  toHex,
} from '../../src/protocol/index.js';

/** Keys that anybody can make again: the seed is the hash of the name. Trust them nowhere. */
export interface FixedKey {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly keyid: string;
  readonly jwk: JsonObject;
}

export function keyOf(name: string): FixedKey {
  const secretKey = sha256(encodeUtf8(`custody-ledger conformance: ${name}`));
  const publicKey = publicKeyOf(secretKey);
  return {
    secretKey,
    publicKey,
    keyid: thumbprint(publicKey),
    jwk: { ...jwkOfPublicKey(publicKey) },
  };
}

const FIRST_MS = Date.UTC(2026, 2, 4, 6, 0, 0, 123);
const NO_ENTRY = new Uint8Array(32);

/** A statement to be logged: what it says and the names of the keys that sign it. */
export interface Line {
  readonly kind: StatementKind;
  readonly payload: JsonObject;
  readonly by: readonly string[];
}

export function statementOf({ kind, payload, by }: Line): Envelope {
  return signStatement(
    kind,
    payload,
    by.map((name) => keyOf(name).secretKey),
  );
}

interface Logged {
  readonly entry: Entry;
  readonly statement: Envelope;
}

/**
 * A whole ledger in memory. It logs whatever it is given, also what a real one refuses: the kit needs ledgers that
 * cheat.
 */
export class SmallLog {
  readonly vkey: string;
  readonly logged: readonly Logged[];
  private readonly leaves: readonly Uint8Array[];
  private readonly key: FixedKey;

  /** @param altered changes an entry before it is hashed */
  constructor(
    readonly origin: string,
    statements: readonly Envelope[],
    keyName = 'ledger',
    altered: (entry: Entry) => Entry = (entry) => entry,
  ) {
    this.key = keyOf(keyName);
    this.vkey = formatVkey(origin, this.key.publicKey);
    const logged: Logged[] = [];
    let previous: Uint8Array = NO_ENTRY;
    for (const [index, statement] of statements.entries()) {
      const hash = statementHash(storedBytes(statement));
      const recordedAt = formatTime(FIRST_MS + 60_000 * index);
      const entry = altered({ index, previous, statementHash: hash, recordedAt });
      previous = hashLeaf(entryBytes(entry));
      logged.push({ entry, statement });
    }
    this.logged = logged;
    this.leaves = logged.map(({ entry }) => hashLeaf(entryBytes(entry)));
  }

  get size(): number {
    return this.logged.length;
  }

  head(size = this.size): Checkpoint {
    return { origin: this.origin, size, root: rootOf(this.leaves.slice(0, size)) };
  }

  /** @param signer name of the key that signs, which need not be the ledger's */
  checkpoint(head: Checkpoint = this.head(), signer?: string): string {
    const { secretKey, publicKey } = signer === undefined ? this.key : keyOf(signer);
    return signCheckpoint(head, (message) => sign(message, secretKey), publicKey);
  }

  proof(index: number, size = this.size): Uint8Array[] {
    const read: HashReader = (level, at) =>
      rootOf(this.leaves.slice(at * 2 ** level, (at + 1) * 2 ** level));
    return proveInclusion(index, size, read);
  }

  /** @param indexes entries of the bundle */
  draft(
    indexes: readonly number[] = this.logged.map(({ entry }) => entry.index),
    size = this.size,
  ): EvidenceDraft {
    const entries = indexes.map((index) => ({
      index,
      ...this.logged[index]!,
      proof: this.proof(index, size),
    }));
    const ledger = { origin: this.origin, vkey: this.vkey, policy: null };
    const checkpoint = this.checkpoint(this.head(size));
    return { ledger, checkpoint, entries, answer: answerOf(entries, size - 1) };
  }

  bundle(draft: EvidenceDraft = this.draft(), signer?: string): Uint8Array {
    const { secretKey, publicKey } = signer === undefined ? this.key : keyOf(signer);
    return encodeEvidence(draft, (message) => sign(message, secretKey), publicKey);
  }

  receipt(index: number, { size = this.size, checkpoint = '' } = {}): Receipt {
    const note = checkpoint || this.checkpoint(this.head(size));
    return receiptOf(this.logged[index]!.entry, {
      proof: this.proof(index, size),
      checkpoint: note,
    });
  }
}

/** The members of a provenance answer that a verifier compares, and a few more. */
export function answerOf(entries: readonly Logged[], asOf: number): JsonObject {
  const events = entries.filter(
    ({ statement }) => kindOfPayloadType(statement.payloadType) === 'event',
  );
  return {
    ucr: '6RW000000001-KIT',
    verdict: 'REVIEW',
    asOf: { index: asOf, time: formatTime(FIRST_MS + 60_000 * asOf) },
    reasons: ['A leg was signed by one side only, and its deadline has passed.'],
    timeline: events.map(({ entry, statement }) => {
      const payload: unknown = JSON.parse(decodeUtf8(statement.payload));
      const { type, eventId, actor }: JsonObject = isJsonObject(payload) ? payload : {};
      return {
        index: entry.index,
        statementHash: toHex(entry.statementHash),
        recordedAt: entry.recordedAt,
        event: type ?? null,
        eventId: eventId ?? null,
        party: actor ?? null,
      };
    }),
  };
}

/** A cosignature/v1 line of a witness of this name, as it is added to a checkpoint. */
export function cosignatureLine(checkpoint: string, witness: string, time = 1_772_604_000): string {
  const { secretKey, publicKey } = keyOf(witness);
  const name = witnessNameOf(witness);
  const message = cosignedMessage(parseNote(checkpoint).text, time);
  return formatSignatureLine({
    name,
    keyId: noteKeyId(name, NOTE_KEY_TYPES.cosignature, publicKey),
    signature: formatCosignature({ time, signature: sign(message, secretKey) }),
  });
}

export function witnessVkey(witness: string): string {
  return formatVkey(witnessNameOf(witness), keyOf(witness).publicKey, NOTE_KEY_TYPES.cosignature);
}

function witnessNameOf(witness: string): string {
  return `${witness}.example`;
}

/** A copy with one bit of one byte turned over. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = concatBytes(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
}
