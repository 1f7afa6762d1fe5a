import { existsSync } from 'node:fs';
import {
  checkRotations,
  isSameLedgerKey,
  type LedgerKeys,
  NOTE_KEY_TYPES,
  type NoteKey,
  parseVkey,
} from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readText } from '../json-file.js';
import { readRotations } from '../trust.js';

/** What a witness is told of the logs it watches. */
export interface WatchedLogs {
  /** The name of a key is the origin of its log. Of one log the newest comes first. */
  readonly keys: readonly NoteKey[];
  /** Of logs whose rotations it was given: the keys with their times. */
  readonly histories: readonly LedgerKeys[];
}

/**
 * @param given vkeys, or files of vkeys; of one log the newest first
 * @param ledgers files of what `/.well-known/custody-ledger` answered
 * @throws CommandError for what cannot be read, and rotations that do not hold or are of none of these logs
 */
export function watchedLogs(given: readonly string[], ledgers: readonly string[]): WatchedLogs {
  const told = given.flatMap(keysIn);
  const histories = ledgers.flatMap((file) => historyIn(file, told));
  const dated = histories.flatMap((history) => history.map(({ key }) => key).toReversed());
  const ahead = told.filter((key) => !dated.some((one) => isSameLedgerKey(one, key)));
  return { keys: [...ahead, ...dated], histories };
}

/** A vkey, or a file of vkeys; empty lines and lines that begin with # are skipped. */
function keysIn(given: string): NoteKey[] {
  const lines = existsSync(given) ? readText(given).split('\n') : [given];
  const keys = lines.map((line) => line.trim()).filter((line) => !/^(#|$)/u.test(line));
  return keys.map((vkey) => {
    const key = parseVkey(vkey);
    if (key.type === NOTE_KEY_TYPES.ed25519) return key;
    throw new CommandError(`${vkey} is the key of a witness, not of a log`, EXIT.usage);
  });
}

function historyIn(file: string, trusted: readonly NoteKey[]): LedgerKeys[] {
  const rotations = readRotations(file);
  if (Array.isArray(rotations) && rotations.length === 0) return [];
  const checked = checkRotations(rotations, trusted);
  if (checked.ok) return [checked.value];
  throw new CommandError(`${file}: ${checked.reason}`, EXIT.usage);
}
