import { decodeUtf8, toHex } from './bytes.js';
import { type JsonValue, parseCanonical } from './canonical-json.js';
import { isJsonObject, type JsonObject } from './evidence.js';
import type { SigningRules } from './evidence-roles.js';
import { ledgerKeyAt, type LedgerKeys } from './ledger-keys.js';
import { checkReceipt, type CheckedReceipt, type Receipt, receiptOfJson } from './receipt.js';
import { type Envelope, envelopeOfJson, statementHash, storedBytes } from './statement.js';
import { parseTlogProof } from './tlog-proof.js';
import {
  attempt,
  type Check,
  fails,
  holds,
  type Trust,
  type Verification,
  verificationOf,
} from './verification.js';
import { alternativesOf, type TrustedKeys, trustedKeysOf } from './trusted-keys.js';
import { verifyEvidence } from './verify-evidence.js';
import { witnessesChecks } from './verify-witnesses.js';

/**
 * Checks a file that proves something of a ledger: an evidence bundle, or a statement with its receipt
 * (`{"envelope":…,"receipt":…}`, as the ledger answers for a single statement). One function for the command line, the
 * offline page and whoever else checks, so that all give the same verdict.
 *
 * @param rules of the vocabulary of events: who may sign what
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error, not the file's
 */
export function verifyFile(bytes: Uint8Array, trust: Trust, rules: SigningRules): Verification {
  const value = readJsonObject(bytes);
  if (value !== undefined && 'receipt' in value) return verifyReceipt(value, trust);
  return verifyEvidence(bytes, trust, rules);
}

/** Checks a statement and its receipt: `{"envelope","receipt"}`, beside which `entry` may stand. */
function verifyReceipt(value: JsonObject, trust: Trust): Verification {
  const read = attempt(() => envelopeOfJson(value['envelope']));
  if (!read.ok) return verificationOf([fails('statement', read.reason)], trust);
  const trusted = trustedKeysOf(trust);
  const checks = [statementCheck(read.value), ...(trusted?.checks ?? [])];
  const rest =
    trusted === undefined
      ? [fails('receipt', "a receipt is checked against the ledger's key, which was not given")]
      : receiptChecks({ envelope: read.value, receipt: value['receipt'] }, trusted, trust);
  return verificationOf([...checks, ...rest], trust);
}

function statementCheck(envelope: Envelope): Check {
  const payload = attempt(() => parseCanonical(envelope.payload));
  if (!payload.ok) return fails('statement', payload.reason);
  const { type, kind, schema, actor } = isJsonObject(payload.value) ? payload.value : {};
  const about = [type ?? kind ?? schema, actor].filter((part) => typeof part === 'string');
  const hash = toHex(statementHash(storedBytes(envelope)));
  return holds('statement', `canonical; ${about.join(' by ')}; hash ${hash}`);
}

function receiptChecks(
  { envelope, receipt: value }: { envelope: Envelope; receipt: JsonValue | undefined },
  trusted: TrustedKeys,
  trust: Trust,
): Check[] {
  const receipt = attempt(() => receiptOfJson(value));
  if (!receipt.ok) return [fails('receipt', receipt.reason)];
  const { checked, keys } = underAnyKey(envelope, receipt.value, trusted);
  if (!checked.ok) return [fails('receipt', checked.reason)];
  const { origin, size, root } = checked.checkpoint;
  const { index, recordedAt, proof } = receipt.value;
  const place = `entry ${index} of ${origin}, recorded ${recordedAt}`;
  return [
    holds('receipt', `${place}, under the signed checkpoint of size ${size}, root ${toHex(root)}`),
    ...witnessesChecks(
      parseTlogProof(proof).checkpoint,
      { keys, key: ledgerKeyAt(keys, size) },
      trust,
    ),
  ];
}

function underAnyKey(
  envelope: Envelope,
  receipt: Receipt,
  trusted: TrustedKeys,
): { readonly checked: CheckedReceipt; readonly keys: LedgerKeys } {
  const [first, ...others] = alternativesOf(trusted).map((keys) => ({
    checked: checkReceipt({ receipt, envelope, vkey: keys }),
    keys,
  }));
  const all = [first!, ...others];
  return all.find(({ checked }) => checked.ok) ?? first!;
}

/** @returns `undefined` for what is not a JSON object, which the bundle's own reader then explains */
function readJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(decodeUtf8(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
