import { decodeUtf8, toHex } from './bytes.js';
import { type JsonValue, parseCanonical } from './canonical-json.js';
import { isJsonObject, type JsonObject, ledgerKeyOf } from './evidence.js';
import { checkReceipt, receiptOfJson } from './receipt.js';
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
import { verifyEvidence } from './verify-evidence.js';
import { witnessesChecks } from './verify-witnesses.js';

/**
 * Checks a file that proves something of a ledger: an evidence bundle, or a statement with its receipt
 * (`{"envelope":…,"receipt":…}`, as the ledger answers for a single statement). One function for the command line, the
 * offline page and whoever else checks, so that all give the same verdict.
 *
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error, not the file's
 */
export function verifyFile(bytes: Uint8Array, trust: Trust = {}): Verification {
  const value = readJsonObject(bytes);
  if (value !== undefined && 'receipt' in value) return verifyReceipt(value, trust);
  return verifyEvidence(bytes, trust);
}

/** Checks a statement and its receipt: `{"envelope","receipt"}`, beside which `entry` may stand. */
export function verifyReceipt(value: JsonObject, trust: Trust): Verification {
  const read = attempt(() => envelopeOfJson(value['envelope']));
  if (!read.ok) return verificationOf([fails('statement', read.reason)], trust);
  const { receipt } = value;
  const checks = [statementCheck(read.value), receiptCheck(read.value, receipt, trust)];
  return verificationOf([...checks, ...receiptWitnessesChecks(receipt, trust)], trust);
}

function statementCheck(envelope: Envelope): Check {
  const payload = attempt(() => parseCanonical(envelope.payload));
  if (!payload.ok) return fails('statement', payload.reason);
  const { type, kind, schema, actor } = isJsonObject(payload.value) ? payload.value : {};
  const about = [type ?? kind ?? schema, actor].filter((part) => typeof part === 'string');
  const hash = toHex(statementHash(storedBytes(envelope)));
  return holds('statement', `canonical; ${about.join(' by ')}; hash ${hash}`);
}

function receiptCheck(envelope: Envelope, value: JsonValue | undefined, { vkey }: Trust): Check {
  if (vkey === undefined)
    return fails('receipt', "a receipt is checked against the ledger's key, which was not given");
  const key = ledgerKeyOf(vkey);
  const receipt = attempt(() => receiptOfJson(value));
  if (!receipt.ok) return fails('receipt', receipt.reason);
  const checked = checkReceipt({ receipt: receipt.value, envelope, vkey: key });
  if (!checked.ok) return fails('receipt', checked.reason);
  const { origin, size, root } = checked.checkpoint;
  const { index, recordedAt } = receipt.value;
  return holds(
    'receipt',
    `entry ${index} of ${origin}, recorded ${recordedAt}, under the signed checkpoint of size ${size}, root ${toHex(root)}`,
  );
}

function receiptWitnessesChecks(value: JsonValue | undefined, trust: Trust): Check[] {
  const note = attempt(() => parseTlogProof(receiptOfJson(value).proof).checkpoint);
  if (trust.vkey === undefined || !note.ok) return [];
  return witnessesChecks(note.value, ledgerKeyOf(trust.vkey), trust);
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
