import { encodeBase64, toHex } from './bytes.js';
import { isJsonObject, type JsonObject, type JsonValue, parseCanonical } from './canonical-json.js';
import { entryBytes } from './entry.js';
import { attempt } from './outcome.js';
import { checkReceipt, entryOfReceipt, type Receipt, receiptOfJson } from './receipt.js';
import { type Envelope, envelopeOfJson, statementHash, storedBytes } from './statement.js';
import { parseTlogProof } from './tlog-proof.js';
import { type TrustedKeys, underAnyKey } from './trusted-keys.js';
import { type Check, fails, holds, type Trust } from './verification.js';
import { signingKeysAt, witnessesChecks } from './verify-witnesses.js';

const MEMBERS = ['envelope', 'entry', 'receipt'];

/** Checks a statement and its receipt: `{"envelope","receipt"}`, beside which the `entry` may stand, and nothing else. */
export function receiptFileChecks(
  file: JsonObject,
  trusted: TrustedKeys | undefined,
  trust: Trust,
): readonly Check[] {
  const surplus = Object.keys(file).find((name) => !MEMBERS.includes(name));
  if (surplus !== undefined)
    return [fails('form', `a statement with its receipt has no member ${JSON.stringify(surplus)}`)];
  const read = attempt(() => envelopeOfJson(file['envelope']));
  if (!read.ok) return [fails('statement', read.reason)];
  const receipt = attempt(() => receiptOfJson(file['receipt']));
  return [
    statementCheck(read.value),
    ...(trusted?.checks ?? []),
    ...(receipt.ok
      ? [
          ...receiptChecks({ envelope: read.value, receipt: receipt.value }, trusted, trust),
          ...entryChecks(file['entry'], receipt.value),
        ]
      : [fails('receipt', receipt.reason)]),
  ];
}

/** What a statement is of itself: its form and its name. */
export function statementCheck(envelope: Envelope): Check {
  const payload = attempt(() => parseCanonical(envelope.payload));
  if (!payload.ok) return fails('statement', payload.reason);
  const { type, kind, schema, actor } = isJsonObject(payload.value) ? payload.value : {};
  const about = [type ?? kind ?? schema, actor].filter((part) => typeof part === 'string');
  const hash = toHex(statementHash(storedBytes(envelope)));
  return holds('statement', `canonical; ${about.join(' by ')}; hash ${hash}`);
}

function receiptChecks(
  { envelope, receipt }: { envelope: Envelope; receipt: Receipt },
  trusted: TrustedKeys | undefined,
  trust: Trust,
): Check[] {
  if (trusted === undefined)
    return [fails('receipt', "a receipt is checked against the ledger's key, which was not given")];
  const { checked, keys } = underAnyKey(trusted, (vkey) =>
    checkReceipt({ receipt, envelope, vkey }),
  );
  if (!checked.ok) return [fails('receipt', checked.reason)];
  const { origin, size, root } = checked.checkpoint;
  const { index, recordedAt, proof } = receipt;
  const place = `entry ${index} of ${origin}, recorded ${recordedAt}`;
  return [
    holds(
      'receipt',
      `${place}, under the signed checkpoint of size ${size}, root ${encodeBase64(root)}`,
    ),
    ...witnessesChecks(parseTlogProof(proof).checkpoint, signingKeysAt(keys, size), trust),
  ];
}

/** The entry says nothing that the receipt does not say; where it stands, it must be just that. */
function entryChecks(entry: JsonValue | undefined, receipt: Receipt): Check[] {
  if (entry === undefined) return [];
  if (entry === encodeBase64(entryBytes(entryOfReceipt(receipt))))
    return [holds('entry', 'it is the entry that the receipt describes')];
  return [fails('entry', 'it is not the entry that the receipt describes')];
}
