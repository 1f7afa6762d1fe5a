import {
  cosignatureIn,
  formatVkey,
  type NoteKey,
  parseCheckpointText,
  parseNote,
  ProtocolError,
} from '../../protocol/index.js';
import type { Queries } from '../own-connections.js';

/** A line of a witness under a checkpoint. */
interface FoundCosignature {
  readonly size: number;
  readonly root: Uint8Array;
  /** Its verification key. */
  readonly witness: string;
  readonly line: string;
}

/**
 * Stores lines that these witnesses have put under heads which are in the log again; what stands there already stays.
 * @param notes checkpoints as the sources had them, none of them believed
 * @returns how many were missing
 */
export async function putCosignaturesBack(
  database: Queries,
  notes: readonly string[],
  witnesses: readonly NoteKey[],
): Promise<number> {
  let missing = 0;
  for (const { size, root, witness, line } of notes.flatMap((note) => linesOf(note, witnesses))) {
    const stored = await database.query(
      `insert into log_cosignatures (size, witness, line)
       select size, $3, $4 from log_checkpoints where size = $1 and root = $2
       on conflict do nothing returning size`,
      [size, root, witness, line],
    );
    missing += stored.length;
  }
  return missing;
}

function linesOf(note: string, witnesses: readonly NoteKey[]): FoundCosignature[] {
  try {
    const { size, root } = parseCheckpointText(parseNote(note).text);
    const lines = note.slice(note.lastIndexOf('\n\n') + 2);
    return witnesses.flatMap((key) => {
      const line = cosignatureIn(lines, note, key);
      if (line === undefined) return [];
      return { size, root, witness: formatVkey(key.name, key.publicKey, key.type), line };
    });
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}
