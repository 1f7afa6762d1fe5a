import { z } from 'zod';
import type { Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { ReplayedLineage } from '../replay/replay.js';
import type { Place } from '../vocabulary/event.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { isArms } from '../vocabulary/commodity.js';
import { parseInstant } from '../vocabulary/times.js';
import { placeCase } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY, HOUR } from './time-limits.js';
import { spanText, timeText } from './wording.js';

const hours = z.number().nonnegative();
const days = z.number().nonnegative();
const parameters = z.object({
  graceHours: z
    .object({ road: hours, rail: hours, sea: hours, inland: hours, air: hours })
    .default({ road: 48, rail: 96, sea: 168, inland: 96, air: 24 }),
  longestDays: z
    .object({ road: days, rail: days, sea: days, inland: days, air: days })
    .default({ road: 60, rail: 60, sea: 120, inland: 90, air: 30 }),
  maxUpdates: z.number().int().nonnegative().default(2),
});
type Parameters = z.infer<typeof parameters>;

export const transitOverdue = defineRule<Parameters>({
  id: 'R10',
  code: 'TRANSIT_OVERDUE',
  title: 'Goods left and did not arrive in time',
  explanation:
    'After a departure no arrival was recorded by the announced time and its allowance (48 hours by road, 96 by rail or barge, 7 days by sea, 24 hours by air), or the arrival happened after it. An ETA_UPDATE recorded before the time lapses moves it, twice at most. Whatever is announced, a journey is due 60 days after the departure by road or rail, 120 by sea, 90 by barge and 30 by air.',
  authority: 'Diversion en route (Small Arms Survey)',
  group: 'placeTime',
  decided: ['deadline', 'append'],
  severity: 'MEDIUM',
  severities: {
    MEDIUM: 'Over the allowance.',
    HIGH: 'Arms.',
    CRITICAL: 'Over three times the allowance.',
  },
  commodities: ['*'],
  subject: 'consignment, or the item where it travels without one',
  anchor: 'hash of the DEPART',
  parameters,
  reasons: {
    graceHours:
      'Delays have a long tail; the allowance is the slow end of each means of transport.',
    longestDays:
      'No honest journey takes twice as long as the slowest; a time years ahead is none.',
    maxUpdates: 'A time that may be moved for ever is no deadline.',
  },
  autoClear: true,
  innocent: ['Weather, a breakdown or a closed border.', 'The arrival was not signed yet.'],
  closedBy: 'An ARRIVE in time, or an inspector for one that happened late.',
  owner: 'consignment',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const [at, act] of context.lineage.acts.entries()) {
    if (!isA(act, 'DEPART')) continue;
    for (const subject of subjectsOf(act, context)) {
      const journey = journeyOf(act, at, context);
      const reached = journey.arrival?.at ?? context.now;
      if (journey.arrival === undefined) {
        const next = [journey.limit, journey.critical].find((limit) => context.now <= limit);
        if (next !== undefined) deadlines.push({ subject, at: after(next) });
      }
      if (reached > journey.limit) findings.push(found(subject, act, journey, reached));
    }
  }
  return { findings, deadlines };
}

function subjectsOf(departure: Act<'DEPART'>, { focus }: RuleContext<Parameters>): string[] {
  const { consignment } = departure;
  if (consignment !== undefined) return focus.consignments.has(consignment) ? [consignment] : [];
  return itemIdsOf(departure).filter((id) => focus.items.has(id));
}

interface Journey {
  readonly eta: number;
  readonly limit: number;
  readonly critical: number;
  readonly arrival: Act | undefined;
  readonly isArms: boolean;
  readonly updates: readonly Act[];
}

function journeyOf(
  departure: Act<'DEPART'>,
  at: number,
  context: RuleContext<Parameters>,
): Journey {
  const commodity = commodityOf(departure, context);
  const { graceHours, longestDays, maxUpdates } = context.parameters({
    commodity,
    ...placeCase(departure.event.toPlace, context.facts),
  });
  const mode = departure.event.transport.mode ?? 'road';
  const grace = graceHours[mode] * HOUR;
  const latest = departure.at + longestDays[mode] * DAY;
  const { acts } = context.lineage;
  const updates: Act[] = [];
  let eta = Math.min(parseInstant(departure.event.eta) ?? departure.at, latest);
  let arrival: Act | undefined;
  for (let next = at + 1; next < acts.length && arrival === undefined; next += 1) {
    const act = acts[next];
    if (act === undefined || !isOfSameGoods(departure, act)) continue;
    if (isArrival(departure, act, context.lineage)) arrival = act;
    if (!isA(act, 'ETA_UPDATE') || updates.length >= maxUpdates) continue;
    if (accountOf(act) !== accountOf(departure)) continue;
    if (act.recordedAt > eta + grace) continue;
    eta = Math.min(parseInstant(act.event.eta) ?? eta, latest);
    updates.push(act);
  }
  return {
    eta,
    limit: eta + grace,
    critical: eta + 3 * grace,
    arrival,
    isArms: commodity === 'ARMS',
    updates,
  };
}

function commodityOf(
  departure: Act<'DEPART'>,
  { lineage }: RuleContext<Parameters>,
): Commodity | undefined {
  if (departure.event.items?.some(({ hs }) => isArms(hs)) === true) return 'ARMS';
  return lineage.consignments.get(departure.consignment ?? '')?.commodity;
}

function isOfSameGoods(departure: Act, act: Act): boolean {
  const left = itemIdsOf(departure);
  const named = itemIdsOf(act);
  if (left.length > 0 && named.length > 0) return named.some((id) => left.includes(id));
  return departure.consignment !== undefined && act.consignment === departure.consignment;
}

const ENDS_BY_AUTHORITY = new Set(['SEIZE', 'RECOVER']);
const SEEN_BY_AUTHORITY = new Set(['INSPECT', 'CUSTOMS_RELEASE']);
const ENDS = new Set(['ARRIVE', 'CLOSE', 'DESTROY']);
const MOVES_ON = new Set(['DISPATCH', 'DEPART']);

/**
 * Its carrier's own ARRIVE or other end of the journey, somebody's receipt of what he released, or any act that has the
 * goods at the place they were bound for. A stranger's word ends no journey.
 */
function isArrival(departure: Act<'DEPART'>, act: Act, lineage: ReplayedLineage): boolean {
  const { type, place } = act.event;
  const isThere = isSamePlace(departure.event.toPlace, place);
  if (ENDS_BY_AUTHORITY.has(type)) return true;
  if (SEEN_BY_AUTHORITY.has(type)) return isThere;
  if (isA(act, 'RECEIVE')) {
    const offer = lineage.offerOf.get(act.hash);
    return isThere && offer !== undefined && accountOf(offer) === accountOf(departure);
  }
  if (accountOf(act) !== accountOf(departure)) return false;
  return ENDS.has(type) || (MOVES_ON.has(type) && isThere);
}

function isSamePlace(goal: Place, place: Place | undefined): boolean {
  if (place === undefined) return false;
  if (goal.locode !== undefined) return goal.locode === place.locode;
  return goal.site !== undefined && goal.site === place.site;
}

function found(
  subject: string,
  departure: Act<'DEPART'>,
  journey: Journey,
  reached: number,
): Found {
  const { place, toPlace } = departure.event;
  const route = `from ${placeText(place)} to ${placeText(toPlace)}`;
  const allowance = spanText(journey.limit - journey.eta);
  const end =
    journey.arrival === undefined
      ? 'no record of an arrival'
      : `the arrival is recorded for ${timeText(journey.arrival.at)}, more than ${spanText(reached - journey.eta)} after it`;
  return {
    subject,
    anchor: departure.hash,
    severity: severityOf(journey, reached),
    ...(departure.consignment !== undefined && { ucr: departure.consignment }),
    items: itemIdsOf(departure),
    sentence: `${accountOf(departure)} left ${route} on ${timeText(departure.at)}, due on ${timeText(journey.eta)} with ${allowance} allowed; ${end}.`,
    evidence: hashesOf(departure, ...journey.updates, journey.arrival),
  };
}

function severityOf(journey: Journey, reached: number): Severity {
  if (reached > journey.critical) return 'CRITICAL';
  return journey.isArms ? 'HIGH' : 'MEDIUM';
}

function placeText({ locode, site, lat, lon }: Place): string {
  return locode ?? site ?? `${lat}, ${lon}`;
}
