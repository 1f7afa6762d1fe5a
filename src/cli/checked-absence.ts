import type { ProblemError } from '../client/problem-error.js';
import { type Check, checkCompleteness, type LedgerVkey } from '../protocol/index.js';

/**
 * The proof that there is none, where the service gave one: to those who may read everything.
 *
 * @param subject `consignment:<UCR>` or `item:<item id>`
 * @param asOf what was asked for: an entry index, a time, or now
 * @returns `undefined` without a proof: there is none, or it is another's
 * @throws ProtocolError for a vkey that cannot be read
 */
export function checkAbsence(
  { problem }: ProblemError,
  subject: string,
  asOf: string | undefined,
  vkey: LedgerVkey,
): Check | undefined {
  const { completeness } = problem;
  if (completeness === undefined) return undefined;
  const checked = checkCompleteness(completeness, vkey);
  if (!checked.ok) return absence(false, checked.reason);
  if (checked.subject !== subject)
    return absence(false, `the proof is of ${checked.subject}, not of ${subject}`);
  const first = checked.entries[0]?.index;
  const isThere = first !== undefined && (asOf === undefined || first <= Number(asOf));
  if (isThere) return absence(false, `entry ${first} names it, although there is none`);
  return absence(true, `no entry below ${first ?? checked.size} names ${subject}`);
}

function absence(ok: boolean, detail: string): Check {
  return { what: 'absence', ok, detail };
}
