import { z } from 'zod';
import { caseOf } from './case-of.js';
import type { SiteFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { commoditiesOf } from '../vocabulary/commodity.js';
import { COMMODITIES, type Commodity } from '../vocabulary/event-types.js';
import { distanceKm, type Coordinates } from '../vocabulary/places.js';
import { kmOutside } from '../vocabulary/polygons.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { dayText, goodsText, timeText } from './wording.js';

const kilometres = z.number().nonnegative();
const point = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });
const parameters = z.object({
  radiusKm: z
    .object({ ASM: kilometres, LSM: kilometres, FOREST: kilometres })
    .default({ ASM: 5, LSM: 10, FOREST: 25 }),
  commodities: z.array(z.enum(COMMODITIES)).default(['3T', 'GOLD', 'DIAMOND', 'TIMBER']),
  mostAccuracyKm: kilometres.default(10),
  taggingPoints: z.array(point).default([]),
  boundary: z.array(point).max(1000).default([]),
});
type Parameters = z.infer<typeof parameters>;

export const siteLocationMismatch = defineRule<Parameters>({
  id: 'R15',
  code: 'SITE_LOCATION_MISMATCH',
  title: 'The origin was signed away from its site',
  explanation:
    'The coordinates of a COMMISSION lie more than 5 km (small mines), 10 km (large mines) or 25 km (forests) from the site it names, after what the device says of its own accuracy, 10 km at most: from its registered point or, where the rule set tells its boundary, from the edge of that. Without coordinates in the record there is no alert; the answer about a consignment notes that the place is not evidenced.',
  authority: 'Re-tagging near borders, ore of unvalidated mines (UN Group of Experts)',
  group: 'placeTime',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'site and day',
  anchor: 'hash of the COMMISSION',
  parameters,
  reasons: {
    radiusKm:
      'Small mines work within walking distance, large ones over a concession, forests over a district.',
    commodities: 'Goods whose place of origin decides whether they may be traded.',
    mostAccuracyKm: 'A mast tells a place within ten kilometres; what is coarser tells no place.',
    taggingPoints:
      'Depots where a site has its goods tagged; registered by override for that site.',
    boundary:
      'Corners of a site that is no point, in order, by override for that site; the distance is then measured from its edge. Fewer than three are none.',
  },
  autoClear: false,
  innocent: [
    'The goods were tagged at a depot that is not registered as tagging point of the site.',
    'The device took its position from a mast and gave no accuracy.',
    'The coordinates of the site are registered wrongly.',
  ],
  closedBy: 'An inspector, after a visit, or once the depot is registered as tagging point.',
  owner: 'actor',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const act of context.lineage.acts) {
    if (!isA(act, 'COMMISSION') || !context.focus.acts.has(act.hash)) continue;
    const { lat, lon, site: id } = act.event.place;
    const site = id === undefined ? undefined : context.facts.sites.get(id);
    if (lat === undefined || lon === undefined || site === undefined) continue;
    // Whoever lists other goods first escapes nothing by it.
    const [finding] = commoditiesOf(act.event.items).flatMap(
      (commodity) => judged(act, { lat, lon }, site, commodity, context) ?? [],
    );
    if (finding !== undefined) findings.push(finding);
  }
  return { findings, deadlines: [] };
}

function judged(
  act: Act<'COMMISSION'>,
  signed: Coordinates,
  site: SiteFact,
  commodity: Commodity,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Found | undefined {
  if (site.kind === 'FACTORY') return undefined;
  const { radiusKm, commodities, mostAccuracyKm, taggingPoints, boundary } = parametersFor(
    caseOf(act, facts, commodity),
  );
  if (!commodities.includes(commodity)) return undefined;
  const reach = radiusKm[site.kind];
  const accuracy = Math.min((act.event.place.accuracyM ?? 0) / 1000, mostAccuracyKm);
  const fromSite = boundary.length < 3 ? distanceKm(signed, site) : kmOutside(signed, boundary);
  const fromPoints = taggingPoints.map((each) => distanceKm(signed, each));
  if (Math.min(fromSite, ...fromPoints) - accuracy <= reach) return undefined;
  const off = fromSite.toFixed(1);
  return {
    subject: `${site.id}/${dayText(act.at)}`,
    anchor: act.hash,
    severity: 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: act.event.items.map(({ itemId }) => itemId),
    sentence: `${accountOf(act)} signed the origin of ${goodsText(act.event.items)} for site ${site.id} on ${timeText(act.at)} at ${signed.lat}, ${signed.lon}, ${off} km from the site; ${reach} km are allowed${accuracy === 0 ? '' : `, and ${accuracy} km for the accuracy given`}.`,
    evidence: hashesOf(act),
  };
}
