/**
 * Reads comma-separated values (RFC 4180): quoted fields may hold commas, quotes (doubled) and line ends.
 *
 * @returns rows of fields; a byte order mark and empty lines are left out
 * @throws RangeError when a quoted field does not end
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const { value, next } = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    row.push(value);
    at = next;
    if (text[at] === ',') {
      at += 1;
      // A comma at the end of the text has an empty field after it.
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

interface Field {
  readonly value: string;
  /** Where what follows the field begins. */
  readonly next: number;
}

const FIELD_END = /[,\r\n]/gu;

function plainField(text: string, from: number): Field {
  FIELD_END.lastIndex = from;
  const next = FIELD_END.exec(text)?.index ?? text.length;
  return { value: text.slice(from, next), next };
}

function quotedField(text: string, from: number): Field {
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0)
      throw new RangeError(`a quoted field that begins at character ${from} has no end`);
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const { value: rest, next } = plainField(text, quote + 1);
      return { value: value + rest, next };
    }
    value += '"';
    at = quote + 2;
  }
}
