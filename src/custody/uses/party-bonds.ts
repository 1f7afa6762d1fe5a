import type { Facts, PartyFact } from '../lineage.js';
import { normaliseMark } from '../vocabulary/serials.js';

/** Schemes of registered identifiers that two parties share only where the same hands are behind both. */
const BINDING_SCHEMES: ReadonlySet<string> = new Set([
  'bank',
  'iban',
  'account',
  'address',
  'phone',
  'email',
]);

/** Beneficial owner, bank accounts and addresses of a party: what it may have in common with another. */
export function bondsOf(party: PartyFact | undefined): string[] {
  if (party === undefined) return [];
  const { beneficialOwner, identifiers = [] } = party;
  const registered = identifiers
    .map(({ scheme, value }) => [scheme.toLowerCase(), normaliseMark(value)] as const)
    .filter(([scheme, value]) => BINDING_SCHEMES.has(scheme) && value !== '')
    .map(([scheme, value]) => `${scheme}/${value}`);
  const owner = beneficialOwner === undefined ? [] : [`owner/${beneficialOwner}`];
  return [...new Set([...owner, ...registered])];
}

/** Ids of the other parties that have something in common with a party, by what it is. */
export function partnersOf(id: string, { parties }: Facts): Map<string, string[]> {
  const partners = new Map<string, string[]>(
    bondsOf(parties.get(id)).map((bond): [string, string[]] => [bond, []]),
  );
  if (partners.size === 0) return partners;
  for (const other of parties.values()) {
    if (other.id === id) continue;
    for (const bond of bondsOf(other)) partners.get(bond)?.push(other.id);
  }
  return partners;
}
