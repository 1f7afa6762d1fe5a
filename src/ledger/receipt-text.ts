/** What a receipt says of an entry, in the forms in which it says it. */
export interface ReceiptEntry {
  readonly index: number;
  readonly recordedAtText: string;
  readonly previousHex: string;
  readonly hashHex: string;
  readonly leafHex: string;
}

/** Line feed inside a JSON string. */
export const JSON_LINE_FEED = String.raw`\n`;

/**
 * The JSON text of a receipt, member for member what `JSON.stringify` writes for the core's `Receipt`.
 *
 * @param path the inclusion path, each hash in base64 followed by {@link JSON_LINE_FEED}
 * @param note the signed checkpoint as the inside of a JSON string
 */
export function receiptText(entry: ReceiptEntry, path: string, note: string): string {
  const { index, recordedAtText, previousHex, hashHex, leafHex } = entry;
  return (
    `{"index":${index},"recordedAt":"${recordedAtText}","previous":"${previousHex}",` +
    `"statementHash":"${hashHex}","leafHash":"${leafHex}",` +
    `"proof":"c2sp.org/tlog-proof@v1\\nindex ${index}\\n${path}\\n${note}"}`
  );
}

/** A text as the inside of a JSON string, without the quotes. */
export function insideJsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
