import type { PartyFact } from '../vocabulary/registration.js';

export type Parties = ReadonlyMap<string, PartyFact>;

/**
 * May a CUSTOMS_RELEASE signed by `releaser` lift a hold of `holder`? Its own; and, since only customs sign releases,
 * customs also that of an inspector of the same country, who could not lift it himself.
 */
export function mayLift(releaser: string, holder: string, parties: Parties): boolean {
  if (releaser === holder) return true;
  const customs = parties.get(releaser);
  const inspector = parties.get(holder);
  if (customs === undefined || inspector === undefined) return false;
  return (
    customs.roles.includes('customs') &&
    inspector.roles.includes('inspector') &&
    !inspector.roles.includes('customs') &&
    customs.country === inspector.country
  );
}
