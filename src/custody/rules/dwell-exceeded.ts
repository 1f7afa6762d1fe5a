import { z } from 'zod';
import { caseOf } from './case-of.js';
import type { Severity } from '../finding.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { planAt, type Consignment } from '../replay/consignment.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { Place } from '../vocabulary/event.js';
import { countryOf, placeOf } from '../vocabulary/places.js';
import { endOf, parseInstant, startOf } from '../vocabulary/times.js';
import { HIGH_RISK_COUNTRIES } from './high-risk.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY } from './time-limits.js';
import { spanText, timeText } from './wording.js';

const days = z.number().nonnegative();
const parameters = z.object({
  limitDays: z
    .object({ seaport: days, airport: days, border: days, depot: days })
    .default({ seaport: 30, airport: 5, border: 3, depot: 14 }),
  riskFactor: z.number().positive().default(0.5),
  highRiskCountries: z.array(z.string()).default(HIGH_RISK_COUNTRIES),
  steps: z.tuple([z.number(), z.number(), z.number()]).default([1, 1.5, 2]),
  destinationCountryExcluded: z.boolean().default(true),
  longestWaitDays: days.default(45),
  closures: z
    .array(z.object({ place: z.string(), from: z.iso.date(), to: z.iso.date() }))
    .default([]),
});
type Parameters = z.infer<typeof parameters>;

export const dwellExceeded = defineRule<Parameters>({
  id: 'R09',
  code: 'DWELL_EXCEEDED',
  title: 'Goods stand too long at a place of transit',
  explanation:
    'After an arrival outside the destination country no departure, and no receipt by the consignee, followed within the time that such a place takes: 30 days at a seaport, 14 inland, 5 at an airport, 3 at a border post, and half of that in a high-risk country. Days under an official hold and days on which the place was closed are not counted. Where a handover at the place waits for its answer, HANDOVER_UNCONFIRMED speaks instead, unless the answer is announced for more than 45 days later. Who says again that the goods arrived, or leaves for the place where they are, begins no new stay.',
  authority:
    'Corridor statistics (World Bank, The Cost of Being Landlocked); diversion in transit (Small Arms Survey)',
  group: 'placeTime',
  decided: ['deadline'],
  severity: 'LOW',
  severities: {
    LOW: 'Over the limit.',
    MEDIUM: 'Over one and a half times the limit.',
    HIGH: 'Over twice the limit, or over the limit in a high-risk country.',
  },
  parent: 'HANDOVER_UNCONFIRMED',
  commodities: ['*'],
  subject: 'consignment and place',
  anchor: 'hash of the ARRIVE',
  parameters,
  reasons: {
    limitDays:
      'Above the 95th percentile: 27 days at Mombasa, 10 days on the road leg to Uganda; aircraft and borders wait less.',
    riskFactor: 'In places on the high-risk list half the time is given.',
    highRiskCountries:
      'Sample list of conflict-affected areas; replace it by a dated official one.',
    destinationCountryExcluded:
      'Who waits where he wanted to go is no transit; END_USER_MISMATCH watches over arms there.',
    longestWaitDays:
      'The longest that a handover is given where nobody says how long; who announces an answer for later does not wait for it.',
    steps: 'At which multiple of the limit the alert is LOW, MEDIUM and HIGH.',
    closures: 'Strikes and closed borders, by place; whole days, both ends counted.',
  },
  autoClear: true,
  innocent: [
    'A strike, a closed border or a missed ship.',
    'Duties or papers were disputed.',
    'The departure was not signed yet.',
  ],
  closedBy: 'The record of a departure in time; else an inspector, once the goods were seen.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

type Arrival = Act<'ARRIVE'>;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment?.plan === undefined) continue;
    for (const [at, act] of consignment.acts.entries()) {
      if (!isA(act, 'ARRIVE')) continue;
      if (isStillThere(act, consignment.acts.slice(0, at))) continue;
      const stay = stayOf(act, consignment.acts.slice(at + 1), consignment, context);
      if (stay === undefined) continue;
      if (stay.next !== undefined) deadlines.push({ subject: stay.subject, at: stay.next });
      if (stay.severity !== undefined) findings.push(found(stay, stay.severity, consignment));
    }
  }
  return { findings, deadlines };
}

/** Did the goods arrive at the same place before, and not leave it since? Saying so again begins no new stay. */
function isStillThere(arrival: Arrival, before: readonly Act[]): boolean {
  const last = before.findLast(
    (act) => (isMove(act) || ENDS.has(act.event.type)) && isOfSameGoods(arrival, act),
  );
  return last !== undefined && isMove(last) && staysAt(arrival.event.place, last);
}

function isMove(act: Act): act is Act<'ARRIVE'> | Act<'DEPART'> {
  return isA(act, 'ARRIVE') || isA(act, 'DEPART');
}

/** Who says again that goods arrived, or leaves a place for itself, leaves them where they are. */
function staysAt(place: Place, move: Act<'ARRIVE'> | Act<'DEPART'>): boolean {
  const isThere = isSamePlace(place, move.event.place);
  return isThere && (isA(move, 'ARRIVE') || isSamePlace(place, move.event.toPlace));
}

interface Stay {
  readonly subject: string;
  readonly arrival: Arrival;
  readonly end: Act | undefined;
  readonly kind: PlaceKind;
  /** The longest of the times it was judged by that has passed. */
  readonly passed: number;
  readonly limit: number;
  readonly severity: Severity | undefined;
  /** When to look again. */
  readonly next: number | undefined;
}

function stayOf(
  arrival: Arrival,
  later: readonly Act[],
  consignment: Consignment,
  context: RuleContext<Parameters>,
): Stay | undefined {
  const { place } = arrival.event;
  const country = countryOf(place, context.facts);
  const destination = planAt(consignment, context.now)?.countries.at(-1);
  const own = context.parameters(caseOf(arrival, context.facts, consignment.commodity));
  if (own.destinationCountryExcluded && country !== undefined && country === destination) {
    return undefined;
  }
  const kind = kindOf(arrival, context);
  const end = later.find((act) => isEnd(act, arrival, consignment));
  if (end === undefined && isHandoverPending(arrival, later, context, own)) return undefined;
  const isRisky = country !== undefined && own.highRiskCountries.includes(country);
  const limit = own.limitDays[kind] * DAY * (isRisky ? own.riskFactor : 1);
  const until = end?.at ?? context.now;
  const closures = closuresOf(place.locode, own);
  const pauses = [...holdsOf(consignment, context.now), ...closures];
  const stood = until - arrival.at - overlap(pauses, arrival.at, until);
  const thresholds = own.steps.map((step) => step * limit);
  // While a hold is open the clock stands; its release is an event and judges anew.
  const isHeld = consignment.holds.some(({ release }) => release === undefined);
  const isRunning = end === undefined && !isHeld;
  const threshold = isRunning ? thresholds.find((each) => each >= stood) : undefined;
  return {
    subject: `${consignment.key}/${placeText(arrival)}`,
    arrival,
    end,
    kind,
    passed: thresholds.findLast((each) => stood > each) ?? limit,
    limit,
    severity: severityOf(stood, thresholds, isRisky),
    next:
      threshold === undefined
        ? undefined
        : after(instantAfter(context.now, threshold - stood, closures)),
  };
}

type PlaceKind = keyof Parameters['limitDays'];

/** By the functions of its UN/LOCODE; an airport counts as one for what came by air. */
function kindOf({ event }: Arrival, { facts }: RuleContext<Parameters>): PlaceKind {
  const { locode } = event.place;
  const uses = locode === undefined ? undefined : placeOf(locode, facts.places)?.function;
  if (uses?.includes('B') === true) return 'border';
  if (event.transport.mode === 'air' && uses?.includes('4') === true) return 'airport';
  return uses?.includes('1') === true ? 'seaport' : 'depot';
}

const ENDS = new Set(['SEIZE', 'RECOVER', 'DESTROY', 'CLOSE', 'REPORT_LOSS']);

function isEnd(act: Act, arrival: Arrival, { consignee, endUser }: Consignment): boolean {
  if (!isOfSameGoods(arrival, act)) return false;
  if (isMove(act)) return !staysAt(arrival.event.place, act);
  if (!isA(act, 'RECEIVE')) return ENDS.has(act.event.type);
  return [consignee, endUser].includes(accountOf(act));
}

/** Coordinates alone are compared with nothing: they differ with every step. */
function isSamePlace(a: Place, b: Place): boolean {
  if (a.locode !== undefined || b.locode !== undefined) return a.locode === b.locode;
  return a.site !== undefined && a.site === b.site;
}

function isOfSameGoods(arrival: Act, act: Act): boolean {
  const arrived = itemIdsOf(arrival);
  const named = itemIdsOf(act);
  return arrived.length === 0 || named.length === 0 || named.some((id) => arrived.includes(id));
}

function isHandoverPending(
  arrival: Arrival,
  later: readonly Act[],
  { lineage }: RuleContext<Parameters>,
  { longestWaitDays }: Parameters,
): boolean {
  const offer = later.findLast((act) => isA(act, 'DISPATCH') && isOfSameGoods(arrival, act));
  if (offer === undefined || !isA(offer, 'DISPATCH') || lineage.answersTo.has(offer.hash)) {
    return false;
  }
  const due = parseInstant(offer.event.expectedBy) ?? offer.at;
  return due - offer.at <= longestWaitDays * DAY;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function holdsOf({ holds }: Consignment, now: number): Span[] {
  return holds.map(({ hold, release }) => ({
    from: hold.at,
    to: release?.at ?? Math.max(now, hold.at),
  }));
}

function closuresOf(locode: string | undefined, { closures }: Parameters): Span[] {
  return closures
    .filter(({ place }) => place === locode)
    .map(({ from, to }) => ({ from: startOf(from) ?? 0, to: after(endOf(to) ?? 0) }));
}

/** How much of a time the spans cover, each moment once. */
function overlap(spans: readonly Span[], from: number, to: number): number {
  let covered = 0;
  let reached = from;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(span.from, reached);
    const end = Math.min(span.to, to);
    if (end <= start) continue;
    covered += end - start;
    reached = end;
  }
  return covered;
}

/** When a time will have run, if the clock stands during the closures. */
function instantAfter(from: number, span: number, closures: readonly Span[]): number {
  let left = span;
  let at = from;
  for (const closure of closures.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(closure.from, at);
    if (closure.to <= at || start - at > left) continue;
    left -= start - at;
    at = closure.to;
  }
  return at + left;
}

function severityOf(
  stood: number,
  [low = 0, medium = 0, high = 0]: readonly number[],
  isRisky: boolean,
): Severity | undefined {
  if (stood <= low) return undefined;
  if (isRisky || stood > high) return 'HIGH';
  return stood > medium ? 'MEDIUM' : 'LOW';
}

function placeText({ event: { place } }: Arrival): string {
  return place.locode ?? place.site ?? `${place.lat},${place.lon}`;
}

function found(stay: Stay, severity: Severity, { key, ucr, items }: Consignment): Found {
  const { arrival, end, kind, passed, limit } = stay;
  const named = itemIdsOf(arrival);
  const left =
    end === undefined
      ? 'no record that they left'
      : `${end.event.type} is recorded for ${timeText(end.at)}`;
  return {
    subject: stay.subject,
    anchor: arrival.hash,
    severity,
    ucr: key,
    items: named.length === 0 ? [...items].toSorted() : named,
    sentence: `The goods of ${ucr} arrived at ${placeText(arrival)} on ${timeText(arrival.at)} and stood there for more than ${spanText(passed)}, official holds not counted; ${spanText(limit)} are allowed at a ${kind}; ${left}.`,
    evidence: hashesOf(arrival, end),
  };
}
