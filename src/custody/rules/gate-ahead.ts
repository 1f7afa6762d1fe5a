import type { Facts } from '../lineage.js';
import { accountOf, isA } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { countryName } from '../vocabulary/countries.js';
import { coordinatesOf, distanceKm } from '../vocabulary/places.js';
import { parseInstant } from '../vocabulary/times.js';
import { gatesOf, type Gate } from './document-requirements.js';
import type { SpeedCaps } from './impossible-travel.js';
import { HOUR } from './time-limits.js';

/** The next release of a consignment, as if it happened when it is planned, or else now. */
export interface GateAhead extends Gate {
  /** When the goods are to leave their first country, epoch milliseconds; `undefined` where the plan does not tell. */
  readonly departure: number | undefined;
}

/**
 * Out of the first country of the plan, then into the last. None lies ahead of goods that stay in one country, were
 * closed, or have reached their consignee or end user.
 */
export function gateAhead(
  consignment: Consignment,
  facts: Facts,
  caps: SpeedCaps,
  now: number,
): GateAhead | undefined {
  const { opened, plan, closed } = consignment;
  if (opened === undefined || plan === undefined || closed !== undefined) return undefined;
  const [origin] = plan.countries;
  const destination = plan.countries.at(-1);
  if (origin === destination || hasReachedItsGoal(consignment)) return undefined;
  const passed = gatesOf(consignment, facts);
  if (!passed.some(({ kind }) => kind === 'export')) {
    const departure = plannedDeparture(consignment, facts, caps);
    const act = { ...opened, at: departure ?? now };
    return { act, kind: 'export', country: origin, departure };
  }
  if (passed.some(({ kind }) => kind === 'import')) return undefined;
  const act = { ...opened, at: now };
  return { act, kind: 'import', country: destination, departure: undefined };
}

export function gateAheadText({ kind, country }: Gate): string {
  return `the ${kind} ${kind === 'export' ? 'from' : 'into'} ${countryName(country ?? '')}, which lies ahead`;
}

function hasReachedItsGoal({ acts, consignee, endUser }: Consignment): boolean {
  return acts.some((act) => isA(act, 'RECEIVE') && [consignee, endUser].includes(accountOf(act)));
}

/**
 * A leg says when it ends. The one that leaves the first country begins when the leg before it ends; as the first leg,
 * at the latest when its means of transport can just make it.
 */
function plannedDeparture(
  { plan }: Consignment,
  facts: Facts,
  caps: SpeedCaps,
): number | undefined {
  const legs = plan?.legs ?? [];
  const origin = plan?.countries[0];
  const leaving = legs.findIndex(({ from, to }) => isIn(origin, from) && !isIn(origin, to));
  const leg = legs[leaving];
  if (leg === undefined) return undefined;
  const before = legs[leaving - 1]?.eta;
  if (before !== undefined) return parseInstant(before);
  const eta = leg.eta === undefined ? undefined : parseInstant(leg.eta);
  if (eta === undefined) return undefined;
  const [here, there] = [leg.from, leg.to].map((locode) => coordinatesOf({ locode }, facts));
  if (here === undefined || there === undefined) return eta;
  return eta - (distanceKm(here, there) / caps[leg.mode]) * HOUR;
}

/** Legs name UN/LOCODEs or countries; both begin with the country. */
function isIn(country: string | undefined, place: string): boolean {
  return country !== undefined && place.slice(0, 2) === country;
}
