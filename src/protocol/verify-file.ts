import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.js';
import type { SigningRules } from './evidence-roles.js';
import { parseJsonOnce } from './json-text.js';
import { attempt } from './outcome.js';
import { trustedKeysOf } from './trusted-keys.js';
import { fails, type Trust, type Verification, verificationOf } from './verification.js';
import { absenceChecks, isAbsence } from './verify-absence.js';
import { verifyEvidence } from './verify-evidence.js';
import { receiptFileChecks } from './verify-receipt.js';

/**
 * Checks a file that proves something of a ledger: an evidence bundle, a statement with its receipt
 * (`{"envelope":…,"receipt":…}`, as the ledger answers for a single statement), or an answer 404 with its proof. One
 * function for the command line, the offline page and whoever else checks, so that all give the same verdict.
 *
 * @param rules of the vocabulary of events: who may sign what
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error, not the file's
 */
export function verifyFile(bytes: Uint8Array, trust: Trust, rules: SigningRules): Verification {
  const trusted = trustedKeysOf(trust);
  const read = attempt(() => parseJsonOnce(bytes));
  if (!read.ok) return verificationOf([fails('form', read.reason)], trust);
  if (isAbsence(read.value))
    return verificationOf(absenceChecks(read.value, trusted, trust), trust);
  if (!isReceiptFile(read.value)) return verifyEvidence(bytes, trust, rules);
  return verificationOf(receiptFileChecks(read.value, trusted, trust), trust);
}

function isReceiptFile(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && 'receipt' in value;
}
