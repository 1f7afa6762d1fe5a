import { isJsonObject, type JsonObject } from './canonical-json.js';
import { checkCompleteness } from './completeness.js';
import { exactMembers } from './exact-members.js';
import { type TrustedKeys, underAnyKey } from './trusted-keys.js';
import { type Check, fails, holds, type Trust } from './verification.js';
import { signingKeysAt, witnessesChecks } from './verify-witnesses.js';

const MEMBERS = ['completeness', 'type', 'title', 'status', 'detail', 'code', 'instance'];

/** Is it the answer that there is no such consignment or item, with its proof? */
export function isAbsence(value: unknown): value is JsonObject {
  return isJsonObject(value) && 'completeness' in value && !('format' in value);
}

/**
 * Checks a saved answer 404. It does not name what was asked for, so the proof must hold for the subject it names: without
 * any entry, or, where it answers as of an entry, without one up to that.
 */
export function absenceChecks(
  file: JsonObject,
  trusted: TrustedKeys | undefined,
  trust: Trust,
): readonly Check[] {
  const { asOf = Infinity, verdict = 'UNKNOWN', ...members } = file;
  const answer = exactMembers(members, MEMBERS);
  if (answer?.['status'] !== 404 || verdict !== 'UNKNOWN' || typeof asOf !== 'number' || asOf < 0)
    return [fails('form', 'it is no answer 404 with a proof')];
  if (trusted === undefined) return [fails('absence', "the ledger's key was not given")];
  const { checked, keys } = underAnyKey(trusted, (vkey) =>
    checkCompleteness(answer['completeness'], vkey),
  );
  if (!checked.ok) return [...trusted.checks, fails('absence', checked.reason)];
  const { subject, size, entries, checkpoint, note } = checked;
  const first = entries[0]?.index ?? size;
  const until = Math.min(size, asOf + 1);
  return [
    ...trusted.checks,
    first < until
      ? fails('absence', `entry ${first} names ${subject}`)
      : holds('absence', `no entry below ${until} names ${subject}`),
    ...witnessesChecks(note, signingKeysAt(keys, checkpoint.size), trust),
  ];
}
