import {
  cosign,
  decodeUtf8,
  encodeEntryBundle,
  entryBytes,
  type Envelope,
  formatTime,
  formatVkey,
  hashLeaf,
  type JsonValue,
  parseNote,
  parseTilePath,
  proveInclusion,
  publicKeyOf,
  receiptOf,
  rootOf,
  sign,
  signCheckpoint,
  signStatement,
  statementHash,
  storedBytes,
  toHex,
} from '../../src/protocol/index.js';
import type { MonitoredLog } from '../../src/client/log-source.js';

export const FAKE_ORIGIN = 'custody.local/0123456789ab';
/** Signs for the log, until it is rotated. */
export const FAKE_KEY = new Uint8Array(32).fill(1);
const REGISTRAR = new Uint8Array(32).fill(8);
const HEADER = {
  schema: 'custody-registration/1',
  ledger: FAKE_ORIGIN,
  registrationId: 'r',
};

/** A statement that the log took, as a ledger tells of it. */
type Appended = Readonly<Record<'index' | 'envelope' | 'receipt', JsonValue>>;

/** A log in memory that can be made to lie. */
export class FakeLog implements MonitoredLog {
  readonly entries: Uint8Array[] = [];
  note = '';
  spoil: (path: string, bytes: Uint8Array) => Uint8Array = (_path, bytes) => bytes;
  isDown = false;
  rotated: JsonValue[] = [];
  declared: JsonValue[] = [];
  private shown = 0;
  private readonly hashed: Uint8Array[] = [];

  /** @param from the first entries of another log */
  constructor(from?: FakeLog, count = 0) {
    this.entries.push(...(from?.entries.slice(0, count) ?? []));
  }

  get leaves(): Uint8Array[] {
    for (const entry of this.entries.slice(this.hashed.length)) this.hashed.push(hashLeaf(entry));
    return this.hashed;
  }

  grow(count: number, salt = 0): this {
    for (let i = 0; i < count; i++) {
      const index = this.entries.length;
      const previous = index === 0 ? new Uint8Array(32) : this.leaves[index - 1]!;
      const hash = new Uint8Array(32).fill(index % 251).with(0, salt);
      const recordedAt = formatTime(1_800_000_000_000 + index);
      this.entries.push(entryBytes({ index, previous, statementHash: hash, recordedAt }));
    }
    return this.publish();
  }

  /** Logs that another key follows, and tells of it; from then on that key must sign. */
  rotate(from: Uint8Array, to: Uint8Array): this {
    const { envelope, receipt } = this.append(rotationBy(from, to), to);
    this.rotated.push({ envelope, receipt });
    return this;
  }

  /** Logs that its entries up to before `size` are lost and that its signature over them is given up. */
  declareLoss(signed: string, reason: string): this {
    const lostFrom = this.entries.length;
    const lostTo = Number(parseNote(signed).text.split('\n')[1]) - 1;
    const foundRoot = toHex(rootOf(this.leaves));
    const recovery = { lostFrom, lostTo, signed, foundRoot, reason };
    const statement = signStatement('registration', { ...HEADER, kind: 'recovery', recovery }, [
      REGISTRAR,
      FAKE_KEY,
    ]);
    this.declared.push(this.append(statement, FAKE_KEY));
    return this;
  }

  /** A witness signs under the checkpoint that is shown. */
  cosign(name: string, secretKey: Uint8Array): void {
    const publicKey = publicKeyOf(secretKey);
    const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
    const { text } = parseNote(this.note);
    this.note += cosign(text, { name, publicKey, time: 1_800_000_000, sign: signer });
  }

  async rotations(): Promise<JsonValue> {
    return this.rotated;
  }

  async recoveries(): Promise<JsonValue> {
    return { items: this.declared };
  }

  publish(size = this.entries.length, secretKey: Uint8Array = FAKE_KEY): this {
    const root = rootOf(this.leaves.slice(0, size));
    const checkpoint = { origin: FAKE_ORIGIN, size, root };
    const signer = (message: Uint8Array): Uint8Array => sign(message, secretKey);
    this.note = signCheckpoint(checkpoint, signer, publicKeyOf(secretKey));
    this.shown = size;
    return this;
  }

  async checkpoint(): Promise<string> {
    if (this.isDown) throw new Error('connection refused');
    return this.note;
  }

  async tile(path: string): Promise<Uint8Array> {
    const { level, n, width } = parseTilePath(path)!;
    const start = n * 256;
    if (start + width > this.shown) throw new Error(`${path} is beyond the checkpoint`);
    if (level === 'entries')
      return this.spoil(path, encodeEntryBundle(this.entries.slice(start, start + width)));
    const span = 256 ** level;
    const hashes = Array.from({ length: width }, (_, i) =>
      rootOf(this.leaves.slice((start + i) * span, (start + i + 1) * span)),
    );
    return this.spoil(path, Buffer.concat(hashes));
  }

  private append(statement: Envelope, secretKey: Uint8Array): Appended {
    const index = this.entries.length;
    const entry = {
      index,
      previous: this.leaves[index - 1]!,
      statementHash: statementHash(storedBytes(statement)),
      recordedAt: formatTime(1_800_000_000_000 + index),
    };
    this.entries.push(entryBytes(entry));
    this.publish(index + 1, secretKey);
    const read = (level: number, at: number): Uint8Array =>
      rootOf(this.leaves.slice(at * 2 ** level, (at + 1) * 2 ** level));
    const proof = proveInclusion(index, index + 1, read);
    const receipt = receiptOf(entry, { proof, checkpoint: this.note });
    return {
      index,
      envelope: JSON.parse(decodeUtf8(storedBytes(statement))),
      receipt: { ...receipt },
    };
  }
}

function rotationBy(from: Uint8Array, to: Uint8Array): Envelope {
  const [replaces, next] = [from, to].map((secret) => formatVkey(FAKE_ORIGIN, publicKeyOf(secret)));
  const payload = {
    ...HEADER,
    kind: 'ledger-key',
    rotation: { replaces: replaces!, vkey: next!, reason: 'a year has passed' },
  };
  return signStatement('registration', payload, [REGISTRAR, from, to]);
}
