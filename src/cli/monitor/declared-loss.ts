import { registration } from '../../custody/vocabulary/registration.js';
import {
  checkReceipt,
  type Envelope,
  envelopeOfJson,
  isJsonObject,
  isSignedBy,
  type JsonValue,
  ledgerKeyAt,
  type LedgerKeys,
  openCheckpoint,
  parseCanonical,
  ProtocolError,
  type Receipt,
  receiptOfJson,
} from '../../protocol/index.js';

/** Entries that a ledger says, in its log and under its signature, that it lost. */
export interface DeclaredLoss {
  /** Index of the declaration, which is the first entry after what was left. */
  readonly lostFrom: number;
  readonly lostTo: number;
  /** In the operator's words. */
  readonly reason: string;
  /** Envelope and receipt, as the ledger told them. */
  readonly told: JsonValue;
}

/** Where the ledger's key stands among the signatures of a declaration; the registrar's is first. */
const LEDGER_SIGNATURE = 1;

/**
 * The declaration that gives up a head of this many entries. It admits a fork and excuses none: whoever follows the
 * ledger decides what to make of it.
 *
 * @param told what `/log/recoveries` answered; not believed
 * @returns `undefined` where none holds
 */
export function declaredLossOf(
  told: JsonValue,
  size: number,
  keys: LedgerKeys,
): DeclaredLoss | undefined {
  const { items } = isJsonObject(told) ? told : {};
  if (!Array.isArray(items)) return undefined;
  const declared = items.flatMap((item) => declarationIn(item, keys) ?? []);
  return declared.findLast(({ lostFrom, lostTo }) => lostFrom < size && size <= lostTo + 1);
}

export function sentenceOf({ lostFrom, lostTo, reason }: DeclaredLoss): string {
  const lost = lostFrom === lostTo ? `entry ${lostFrom}` : `entries ${lostFrom} to ${lostTo}`;
  return `the ledger itself says in entry ${lostFrom} of its log that it lost ${lost}: ${JSON.stringify(reason)}`;
}

function declarationIn(item: JsonValue, keys: LedgerKeys): DeclaredLoss | undefined {
  try {
    if (!isJsonObject(item)) return undefined;
    const envelope = envelopeOfJson(item['envelope']);
    const receipt = receiptOfJson(item['receipt']);
    return isOfLedger(envelope, receipt, keys) ? lossIn(envelope, receipt, keys, item) : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function isOfLedger(envelope: Envelope, receipt: Receipt, keys: LedgerKeys): boolean {
  const { publicKey } = ledgerKeyAt(keys, receipt.index);
  if (!isSignedBy(envelope, LEDGER_SIGNATURE, publicKey)) return false;
  return checkReceipt({ receipt, envelope, vkey: keys }).ok;
}

function lossIn(
  { payload }: Envelope,
  { index }: Receipt,
  keys: LedgerKeys,
  told: JsonValue,
): DeclaredLoss | undefined {
  const read = registration.safeParse(parseCanonical(payload));
  if (!read.success || read.data.kind !== 'recovery') return undefined;
  const { lostFrom, lostTo, signed, reason } = read.data.recovery;
  const givenUp = openCheckpoint(signed, keys);
  if (lostFrom !== index || !givenUp.ok || givenUp.checkpoint.size !== lostTo + 1) return undefined;
  return { lostFrom, lostTo, reason, told };
}
