import { equalBytes } from './bytes.js';
import { isJsonObject } from './canonical-json.js';
import { checkCompleteness } from './completeness.js';
import { entryBytes } from './entry.js';
import type { Evidence } from './evidence.js';
import { hashLeaf } from './merkle.js';
import type { LedgerKeys } from './ledger-keys.js';
import { failed, type Outcome } from './outcome.js';
import type { Trust } from './verification.js';
import { faultOfWitnesses, signingKeysAt } from './verify-witnesses.js';

export interface CompletenessChecked {
  /** Nothing below this index is left out. */
  readonly size: number;
  /** The answer's moment; from `size` on up to it nothing is proved. */
  readonly asOf: number;
  /** Entries that name the consignment, up to the answer's moment; all of them are in the bundle. */
  readonly indexes: ReadonlySet<number>;
}

/**
 * Does the bundle leave out no entry that names its consignment? The ledger's map, whose root it has signed and logged,
 * lists them all; each one up to the answer's moment must be here, with the leaf hash that the map commits to. Under a
 * policy the head that holds the root must be cosigned too: it may be another than the bundle's, and of another history.
 *
 * @returns `undefined` for a bundle without such a proof
 */
export function checkEvidenceCompleteness(
  { answer, completeness, entries }: Evidence,
  ledger: LedgerKeys,
  trust: Trust,
): Outcome<CompletenessChecked> | undefined {
  if (completeness === undefined) return undefined;
  const checked = checkCompleteness(completeness, ledger);
  if (!checked.ok) return checked;
  const signing = signingKeysAt(ledger, checked.checkpoint.size);
  const fault = faultOfWitnesses(checked.note, signing, trust);
  if (fault !== undefined) return failed(fault);
  const { ucr, asOf } = answer;
  if (typeof ucr !== 'string' || checked.subject !== `consignment:${ucr}`)
    return failed(`the proof is of ${checked.subject}, not of the consignment`);
  const newest = isJsonObject(asOf) && typeof asOf['index'] === 'number' ? asOf['index'] : -1;
  const here = new Map(entries.map(({ entry }) => [entry.index, entry]));
  const listed = checked.entries.filter(({ index }) => index <= newest);
  for (const { index, leafHash } of listed) {
    const entry = here.get(index);
    if (entry === undefined) return failed(`entry ${index} names the consignment and is left out`);
    if (!equalBytes(hashLeaf(entryBytes(entry)), leafHash))
      return failed(`entry ${index} is not the one that the map commits to`);
  }
  const indexes = new Set(listed.map(({ index }) => index));
  return { ok: true, value: { size: checked.size, asOf: newest, indexes } };
}
