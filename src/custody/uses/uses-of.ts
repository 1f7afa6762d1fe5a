import type { Act } from '../replay/act.js';
import { accountEntriesOf, openingsOf, originsOf } from './account-entries.js';
import { containerUsesOf } from './container-uses.js';
import { deviceUsesOf } from './device-uses.js';
import { consignedOf, documentUsesOf } from './document-uses.js';
import { sealUsesOf, serialUsesOf, tagUsesOf } from './mark-uses.js';
import { deliveredOf, flowsOf } from './flow-uses.js';
import { identifiersOf } from './identifier-uses.js';
import { outputsOf } from './output-uses.js';
import { pricesOf } from './price-uses.js';
import { runsOf } from './run-uses.js';
import type { Use } from './use.js';

/** A use without what its act says of every use. */
export type UseTold = Omit<
  Use,
  'index' | 'part' | 'hash' | 'at' | 'recordedAt' | 'actor' | 'consignment'
>;

const CONTRIBUTORS: readonly ((act: Act) => readonly UseTold[])[] = [
  tagUsesOf,
  sealUsesOf,
  serialUsesOf,
  documentUsesOf,
  consignedOf,
  containerUsesOf,
  outputsOf,
  originsOf,
  accountEntriesOf,
  openingsOf,
  deviceUsesOf,
  flowsOf,
  deliveredOf,
  identifiersOf,
  runsOf,
  pricesOf,
];

/** Who plays a story asks after each of its records. */
const known = new WeakMap<Act, readonly Use[]>();

/** All that an act uses of what lineages share. It depends on nothing but the act, so it can be made again at any time. */
export function usesOf(act: Act): readonly Use[] {
  const before = known.get(act);
  if (before !== undefined) return before;
  const uses = usesToldBy(act);
  known.set(act, uses);
  return uses;
}

function usesToldBy(act: Act): Use[] {
  const { index, hash, at, recordedAt, consignment, event } = act;
  const common = {
    index,
    hash,
    at,
    recordedAt,
    actor: event.actor,
    ...(consignment !== undefined && { consignment }),
  };
  // Every second number, so that settling can put one more after each.
  return CONTRIBUTORS.flatMap((told) => told(act)).map((use, position) => ({
    ...common,
    part: 2 * position,
    ...use,
  }));
}

/**
 * Is the act in another consignment than its uses say? All uses of an act are of one, so that any of them tells.
 *
 * @param act as a judgement placed it
 * @param use one that is on record of the act, if there is any
 * @param judged keys of the consignments that were judged with it: of others the judgement says nothing
 */
export function isMoved(act: Act, use: Use | undefined, judged: ReadonlySet<string>): boolean {
  if (use === undefined) return act.consignment !== undefined && usesOf(act).length > 0;
  if (use.consignment !== undefined && !judged.has(use.consignment)) return false;
  return use.consignment !== act.consignment;
}
