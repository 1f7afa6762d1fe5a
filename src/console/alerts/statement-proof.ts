import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import {
  encodeUtf8,
  envelopeOfJson,
  decodeUtf8,
  type JsonValue,
  isJsonObject,
  statementHash,
  storedBytes,
  toHex,
} from '../../protocol/index.js';
import { trustIn } from '../proof/use-evidence.js';
import { verifyInWorker } from '../proof/verify-evidence.js';
import type { Acquaintance } from '../proof/known-ledger.js';

/** One statement of the log as this browser found it. */
export type StatementProof =
  | {
      readonly kind: 'checked';
      readonly hash: string;
      readonly holds: boolean;
      readonly index: number;
      readonly recordedAt: string;
      /** As it was signed. */
      readonly payload: Readonly<Record<string, JsonValue>>;
      /** What `custody verify` reads. */
      readonly file: Uint8Array;
    }
  | { readonly kind: 'missing'; readonly hash: string };

/**
 * Fetches a statement with its receipt and checks both here.
 *
 * @throws Error when the ledger cannot be asked
 */
export async function proveStatement(
  hash: string,
  { client, ledger }: { readonly client: LedgerClient; readonly ledger: Acquaintance },
): Promise<StatementProof> {
  try {
    const { envelope, receipt } = await client.statement(hash);
    const stored = storedBytes(envelopeOfJson(envelope));
    const text = `{"envelope":${decodeUtf8(stored)},"receipt":${JSON.stringify(receipt)}}\n`;
    const file = encodeUtf8(text);
    const { verification } = await verifyInWorker(file, trustIn(ledger));
    const isTheOne = toHex(statementHash(stored)) === hash;
    return {
      kind: 'checked',
      hash,
      holds: isTheOne && verification.verdict === 'verified',
      index: receipt.index,
      recordedAt: receipt.recordedAt,
      payload: payloadOf(envelopeOfJson(envelope).payload),
      file,
    };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return { kind: 'missing', hash };
    throw error;
  }
}

function payloadOf(bytes: Uint8Array): Readonly<Record<string, JsonValue>> {
  const payload: JsonValue = JSON.parse(decodeUtf8(bytes));
  return isJsonObject(payload) ? payload : {};
}
