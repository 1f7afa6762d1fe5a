import { checkCompleteness } from './completeness.js';
import { isJsonObject, type JsonObject } from './evidence.js';
import { exactMembers } from './exact-members.js';
import { ledgerKeyAt } from './ledger-keys.js';
import { type TrustedKeys, underAnyKey } from './trusted-keys.js';
import { type Check, fails, holds, type Trust } from './verification.js';
import { witnessesChecks } from './verify-witnesses.js';

const MEMBERS = ['completeness', 'type', 'title', 'status', 'detail', 'code', 'instance'];

/** Is it the answer that there is no such consignment or item, with its proof? */
export function isAbsence(value: unknown): value is JsonObject {
  return isJsonObject(value) && 'completeness' in value && !('format' in value);
}

/**
 * Checks a saved answer 404. It names neither what was asked for nor as of when, so the proof must hold for the
 * subject it names, without any entry.
 */
export function absenceChecks(
  file: JsonObject,
  trusted: TrustedKeys | undefined,
  trust: Trust,
): readonly Check[] {
  const isAnswer = exactMembers(file, MEMBERS) ?? exactMembers(file, [...MEMBERS, 'verdict']);
  if (!isAnswer || file['status'] !== 404 || (file['verdict'] ?? 'UNKNOWN') !== 'UNKNOWN')
    return [fails('form', 'it is no answer 404 with a proof')];
  if (trusted === undefined) return [fails('absence', "the ledger's key was not given")];
  const { checked, keys } = underAnyKey(trusted, (vkey) =>
    checkCompleteness(file['completeness'], vkey),
  );
  if (!checked.ok) return [...trusted.checks, fails('absence', checked.reason)];
  const { subject, size, entries, checkpoint, note } = checked;
  const [first] = entries;
  return [
    ...trusted.checks,
    first === undefined
      ? holds('absence', `no entry below ${size} names ${subject}`)
      : fails('absence', `entry ${first.index} names ${subject}`),
    ...witnessesChecks(note, { keys, key: ledgerKeyAt(keys, checkpoint.size) }, trust),
  ];
}
