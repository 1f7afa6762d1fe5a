import type { KeyObject } from 'node:crypto';
import type { PoolClient } from 'pg';
import {
  cosignedMessage,
  formatSignatureLine,
  isLineOf,
  type NoteKey,
  parseCosignature,
  parseNote,
  parseVkey,
} from '../../protocol/index.js';
import { keyObjectOf, verifyNatively } from '../admission/key-ring.js';
import type { AuditFindings } from './audit-findings.js';

interface CosignatureRow {
  readonly size: number;
  readonly witness: string;
  readonly line: string;
  readonly note: string | null;
}

const PAGE = 1000;

/** Each cosignature under the checkpoint it is kept for; a false one would spoil what `/log/checkpoint` serves. */
export async function auditCosignatures(
  client: PoolClient,
  findings: AuditFindings,
): Promise<void> {
  const keys = new Map<string, { key: NoteKey; object: KeyObject }>();
  let after: readonly [number, string, string] = [-1, '', ''];
  for (;;) {
    const { rows } = await client.query<CosignatureRow>(
      `select s.size, s.witness, s.line, c.note
       from log_cosignatures s left join log_checkpoints c on c.size = s.size
       where (s.size, s.witness, s.line) > ($1, $2, $3) order by s.size, s.witness, s.line limit ${PAGE}`,
      [...after],
    );
    for (const row of rows) {
      const fault = faultOf(row, keys);
      if (fault !== undefined) findings.add(`cosignature of size ${row.size}`, fault);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = [last.size, last.witness, last.line];
  }
}

function faultOf(
  { witness, line, note }: CosignatureRow,
  keys: Map<string, { key: NoteKey; object: KeyObject }>,
): string | undefined {
  if (note === null) return 'no checkpoint of this size was signed';
  try {
    const known = keys.get(witness) ?? keyOf(witness);
    keys.set(witness, known);
    const { text } = parseNote(note);
    const [only, ...more] = parseNote(`${text}\n${line}`).signatures;
    if (only === undefined || more.length > 0 || formatSignatureLine(only) !== line)
      return 'it is not one signature line';
    const isIts = isLineOf(only, known.key);
    const cosignature = isIts ? parseCosignature(only.signature) : undefined;
    if (cosignature === undefined) return `it is not of ${witness}`;
    const message = cosignedMessage(text, cosignature.time);
    const holds = verifyNatively(known.object, message, cosignature.signature);
    return holds ? undefined : 'it does not verify under the checkpoint';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function keyOf(witness: string): { key: NoteKey; object: KeyObject } {
  const key = parseVkey(witness);
  return { key, object: keyObjectOf(key.publicKey) };
}
