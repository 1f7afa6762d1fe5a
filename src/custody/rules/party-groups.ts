import type { PartyFact } from '../lineage.js';

const GROUP = 'group';

/** Are two parties registered as companies or offices of one group: the same identifier of the scheme "group"? */
export function areOneGroup(a: PartyFact | undefined, b: PartyFact | undefined): boolean {
  const groups = groupsOf(b);
  return groupsOf(a).some((group) => groups.includes(group));
}

function groupsOf(party: PartyFact | undefined): string[] {
  const identifiers = party?.identifiers ?? [];
  return identifiers
    .filter(({ scheme }) => scheme.toLowerCase() === GROUP)
    .map(({ value }) => value);
}
