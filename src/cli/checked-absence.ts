import type { ProblemError } from '../client/problem-error.js';
import {
  type Check,
  checkCompleteness,
  fails,
  faultOfWitnesses,
  holds,
  ledgerKeysOf,
  type LedgerVkey,
  signingKeysAt,
  type Trust,
} from '../protocol/index.js';

/**
 * The proof that there is none, where the service gave one: to those who may read everything.
 *
 * @param subject `consignment:<UCR>` or `item:<item id>`
 * @param asOf what was asked for: an entry index, a time, or now
 * @param trust whose policy, if any, must be met by the checkpoint of the proof
 * @returns `undefined` without a proof: there is none, or it is another's
 * @throws ProtocolError for a vkey or a policy that cannot be read
 */
export function checkAbsence(
  { problem }: ProblemError,
  subject: string,
  asOf: string | undefined,
  vkey: LedgerVkey,
  trust: Trust,
): Check | undefined {
  const { completeness, asOf: answered } = problem;
  if (completeness === undefined) return undefined;
  const checked = checkCompleteness(completeness, vkey);
  if (!checked.ok) return fails('absence', checked.reason);
  if (checked.subject !== subject)
    return fails('absence', `the proof is of ${checked.subject}, not of ${subject}`);
  const first = checked.entries[0]?.index ?? checked.size;
  const last = typeof answered === 'number' ? answered : Infinity;
  if (/^\d+$/u.test(asOf ?? '') && last !== Number(asOf))
    return fails('absence', `the answer is not as of entry ${asOf}`);
  if (asOf === undefined && last !== Infinity)
    return fails('absence', `the answer is as of entry ${last}, which was not asked for`);
  const until = Math.min(checked.size, last + 1);
  if (first < until) return fails('absence', `entry ${first} names it, although there is none`);
  const signing = signingKeysAt(ledgerKeysOf(vkey), checked.checkpoint.size);
  const fault = faultOfWitnesses(checked.note, signing, trust);
  if (fault !== undefined) return fails('absence', fault);
  return holds('absence', `no entry below ${until} names ${subject}`);
}
