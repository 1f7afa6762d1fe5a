import type { PartyFact } from '../vocabulary/registration.js';
import { accountOf, speaksFor, type Act } from './act.js';
import type { Parties } from './lifting.js';

const GROUP = 'group';

/** Are two parties registered as companies or offices of one group: the same identifier of the scheme "group"? */
export function areOneGroup(a: PartyFact | undefined, b: PartyFact | undefined): boolean {
  const groups = groupsOf(b);
  return groupsOf(a).some((group) => groups.includes(group));
}

/** May the act dispose of what a party holds: does it speak for the party, or for another of its group? */
export function mayActFor(act: Act, holder: string, parties: Parties): boolean {
  return speaksFor(act, holder) || areOneGroup(parties.get(accountOf(act)), parties.get(holder));
}

function groupsOf(party: PartyFact | undefined): string[] {
  const identifiers = party?.identifiers ?? [];
  return identifiers
    .filter(({ scheme }) => scheme.toLowerCase() === GROUP)
    .map(({ value }) => value);
}
