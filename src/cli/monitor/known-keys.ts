import {
  attempt,
  checkRotations,
  isJsonObject,
  isLineOf,
  isSameLedgerKey,
  type JsonValue,
  ledgerKeyOf,
  type LedgerKeys,
  ledgerKeysOf,
  parseNote,
} from '../../protocol/index.js';
import type { LogCopy } from './log-copy.js';

/** The keys of a ledger as far as a monitor followed them from the one that it trusts. */
export class KnownKeys {
  private constructor(
    readonly vkey: string,
    readonly keys: LedgerKeys,
    /** What they rest on: as the ledger told it, checked. Empty before the first rotation. */
    readonly rotations: readonly JsonValue[],
  ) {}

  static of(vkey: string): KnownKeys {
    return new KnownKeys(vkey, ledgerKeysOf(vkey), []);
  }

  /** @returns `undefined` for rotations that do not hold, or that contradict the ones followed before */
  follow(rotations: JsonValue | undefined): KnownKeys | undefined {
    if (!Array.isArray(rotations) || rotations.length < this.rotations.length) return undefined;
    if (rotations.length === 0) return this;
    const checked = checkRotations(rotations, [ledgerKeyOf(this.vkey)]);
    if (!checked.ok) return undefined;
    const isSame = this.rotations.every((_, at) => {
      const [known, told] = [this.keys[at + 1], checked.value[at + 1]];
      return known?.from === told?.from && isSameLedgerKey(known!.key, told!.key);
    });
    return isSame ? new KnownKeys(this.vkey, checked.value, rotations) : undefined;
  }

  has(vkey: string): boolean {
    const wanted = ledgerKeyOf(vkey);
    return this.keys.some(({ key }) => isSameLedgerKey(key, wanted));
  }

  /** Does a signature line of this note name one of them, rightly or not? Then no rotation can explain it. */
  isNamedIn(note: string): boolean {
    const read = attempt(() => parseNote(note));
    if (!read.ok) return false;
    return read.value.signatures.some((line) => this.keys.some(({ key }) => isLineOf(line, key)));
  }

  /** The first rotation that is not the entry this log has in its place; `undefined` when all are. */
  missingFrom(copy: LogCopy): number | undefined {
    return this.rotations
      .map((rotation) => (isJsonObject(rotation) ? rotation['receipt'] : undefined))
      .flatMap((receipt) => {
        const { index, leafHash } = isJsonObject(receipt) ? receipt : {};
        if (typeof index !== 'number' || index >= copy.size) return [];
        return leafHash === Buffer.from(copy.leaf(index)).toString('hex') ? [] : [index];
      })[0];
  }
}
