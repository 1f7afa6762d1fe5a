import { z } from 'zod';
import type { TransportMode } from '../vocabulary/circumstances.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ItemHistory } from '../replay/item-history.js';
import type { Place } from '../vocabulary/event.js';
import { coordinatesOf, distanceKm } from '../vocabulary/places.js';
import { caseOf, placeCase } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { HOUR } from './time-limits.js';
import { spanText, timeText } from './wording.js';

const speed = z.number().positive();
const speedCaps = z.object({ road: speed, rail: speed, sea: speed, inland: speed, air: speed });

/** The most that means of transport do, km/h. */
export type SpeedCaps = z.infer<typeof speedCaps>;

const parameters = z.object({
  capKmh: speedCaps.default({ road: 90, rail: 110, sea: 46, inland: 30, air: 950 }),
  minKm: z.number().nonnegative().default(100),
  slackHours: z.number().nonnegative().default(2),
  skewMinutes: z.number().nonnegative().default(10),
  mostAccuracyKm: z.number().nonnegative().default(50),
});
type Parameters = z.infer<typeof parameters>;

export const impossibleTravel = defineRule<Parameters>({
  id: 'R11',
  code: 'IMPOSSIBLE_TRAVEL',
  title: 'Two places, and not enough time between them',
  explanation:
    'Two acts, one after the other, place the same item so far apart that it would have had to move faster than its means of transport can: more than 100 km at more than 90 km/h by road, 110 by rail, 46 by sea, 30 by barge or 950 by air, after two hours of slack. Distances are great circles; measured coordinates come before those of a site or place, less what the device says of its accuracy, 50 km at most, and a place without good coordinates is passed over. Where the means of transport is not known, that of an aircraft is assumed. Acts in the wrong order are left to TIME_ORDER_VIOLATION.',
  authority: 'Handovers signed in advance or on paper only; cloned consignments',
  group: 'placeTime',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'item',
  anchor: 'hash of the later act',
  parameters,
  reasons: {
    capKmh:
      'What lorries, trains, ships (25 knots), barges and jets do at best, in a straight line.',
    minKm: 'Below that, coordinates of towns are too coarse.',
    slackHours: 'Clocks differ and acts are signed before or after the gate.',
    skewMinutes: 'As in TIME_ORDER_VIOLATION.',
    mostAccuracyKm: 'Masts and satellites tell a place within fifty kilometres.',
  },
  autoClear: false,
  innocent: [
    'The place names where the paper was signed and not where the goods were.',
    'The coordinates of a place are registered wrongly.',
    'A clock or a date was wrong.',
  ],
  closedBy: 'An inspector, once the true place or time is shown.',
  owner: 'item',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const id of context.focus.items) {
    const history = context.lineage.items.get(id);
    if (history !== undefined) findings.push(...jumpsOf(history, context));
  }
  return { findings, deadlines: [] };
}

interface Stop {
  readonly act: Act;
  readonly place: Place;
}

/** Every act is compared with the last one before it whose place is known. */
function jumpsOf(history: ItemHistory, context: RuleContext<Parameters>): Found[] {
  const findings: Found[] = [];
  let last: Stop | undefined;
  for (const { act } of history.steps) {
    const { place } = act.event;
    if (place === undefined || coordinatesOf(place, context.facts) === undefined) continue;
    const stop = { act, place };
    const jump = last === undefined ? undefined : jumpBetween(history.id, last, stop, context);
    if (jump !== undefined) findings.push(jump);
    last = stop;
  }
  return findings;
}

function jumpBetween(
  id: string,
  from: Stop,
  to: Stop,
  context: RuleContext<Parameters>,
): Found | undefined {
  const here = coordinatesOf(from.place, context.facts);
  const there = coordinatesOf(to.place, context.facts);
  if (here === undefined || there === undefined) return undefined;
  const { capKmh, minKm, slackHours, skewMinutes, mostAccuracyKm } = context.parameters({
    ...caseOf(to.act, context.facts),
    ...placeCase(to.place, context.facts),
  });
  const accuracyOf = (stop: Stop) => Math.min(accuracyKm(stop), mostAccuracyKm);
  const kilometres = distanceKm(here, there) - accuracyOf(from) - accuracyOf(to);
  const hours = (to.act.at - from.act.at) / HOUR;
  if (kilometres <= minKm || hours < -skewMinutes / 60) return undefined;
  const mode = modeBetween(from.act, to.act, capKmh);
  const kmh = kilometres / (Math.max(0, hours) + slackHours);
  if (kmh <= capKmh[mode]) return undefined;
  return {
    subject: id,
    anchor: to.act.hash,
    severity: 'HIGH',
    ...(to.act.consignment !== undefined && { ucr: to.act.consignment }),
    items: [id],
    sentence: `${accountOf(from.act)} had ${id} at ${placeText(from.place)} on ${timeText(from.act.at)} and ${accountOf(to.act)} at ${placeText(to.place)} ${spanText(Math.max(0, hours) * HOUR)} later, ${Math.round(kilometres)} km away: ${Math.round(kmh)} km/h with ${slackHours} hours of slack, and ${capKmh[mode]} km/h is the most by ${MEANS[mode]}.`,
    evidence: hashesOf(from.act, to.act),
  };
}

function accuracyKm({ place }: Stop): number {
  return (place.accuracyM ?? 0) / 1000;
}

/** The journey's own mode where a departure opens it; else the faster of those named; else by air. */
function modeBetween(
  from: Act,
  to: Act,
  capKmh: Readonly<Record<TransportMode, number>>,
): TransportMode {
  if (isA(from, 'DEPART') && from.event.transport.mode !== undefined) {
    const arrived = isA(to, 'ARRIVE') ? to.event.transport.mode : undefined;
    return faster(from.event.transport.mode, arrived, capKmh);
  }
  const arrived = to.event.transport?.mode;
  return arrived === undefined ? 'air' : faster(arrived, from.event.transport?.mode, capKmh);
}

function faster(
  mode: TransportMode,
  other: TransportMode | undefined,
  capKmh: Readonly<Record<TransportMode, number>>,
): TransportMode {
  return other === undefined || capKmh[other] <= capKmh[mode] ? mode : other;
}

function placeText({ locode, site, lat, lon }: Place): string {
  return locode ?? site ?? `${lat}, ${lon}`;
}

/** How people call what goods travel by. */
const MEANS: Readonly<Record<TransportMode, string>> = {
  road: 'road',
  rail: 'rail',
  sea: 'sea',
  inland: 'inland water',
  air: 'air',
};
