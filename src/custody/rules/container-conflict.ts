import { ucrOf } from '../vocabulary/consignment-key.js';
import type { Severity } from '../finding.js';
import { byTime, type Use } from '../uses/use.js';
import { isContainerNumber } from '../vocabulary/iso6346.js';
import { coordinatesOf, distanceKm } from '../vocabulary/places.js';
import type { Place } from '../vocabulary/event.js';
import type { Facts } from '../lineage.js';
import type { Found, RuleContext } from './rule.js';
import { HOUR } from './time-limits.js';
import { timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

/**
 * CONTAINER_ANOMALY, subcode CONFLICT: one container at two places at a time, with two consignments. Between two
 * records of one consignment a record of another puts it farther away than `km` from a place where it stood, or where
 * no lorry or train can have taken it and brought it on in time. Consignments that share a container and agree about
 * places are a groupage load.
 */
export function containerConflicts(
  context: Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared' | 'facts'>,
  limitsAt: LimitsAt,
): Found[] {
  const { shared, facts } = context;
  const findings = new Map<string, Found>();
  const known = new Map<string, readonly Use[]>();
  for (const { act, use } of usesInFocus(context, 'container')) {
    const placed = known.get(use.key) ?? shared.meeting(use).filter((each) => each.place);
    known.set(use.key, placed);
    for (const found of conflictsOf(around(use, placed), limitsAt, facts)) {
      if (!found.evidence.includes(act.hash)) continue;
      findings.set(JSON.stringify([found.subject, found.anchor]), found);
    }
  }
  return [...findings.values()];
}

/** How far apart, how fast at most, and how grave, by where the container stood. */
type LimitsAt = (place: Place | undefined) => {
  readonly km: number;
  readonly kmh: number;
  readonly slackHours: number;
  readonly severity: Severity;
};

/** A container that travels for years is held against what happened to it just before and after. */
const NEAREST = 100;

function around(use: Use, placed: readonly Use[]): readonly Use[] {
  if (placed.length <= 2 * NEAREST) return placed;
  const at = placed.findIndex((each) => byTime(each, use) >= 0);
  return placed.slice(Math.max(0, at - NEAREST), at + NEAREST);
}

function conflictsOf(placed: readonly Use[], limitsAt: LimitsAt, facts: Facts): Found[] {
  const findings: Found[] = [];
  for (const [before, after] of followers(placed)) {
    const limits = limitsAt(before.place);
    const isStay = before.detail['type'] !== 'DEPART' && isSamePlace(before.place, after.place);
    const between = placed.find(
      (use) =>
        use.consignment !== before.consignment &&
        byTime(before, use) < 0 &&
        byTime(use, after) < 0 &&
        ((isStay && isElsewhere(before.place, use.place, limits.km, facts)) ||
          isBeyondReach(before, use, limits, facts) ||
          isBeyondReach(use, after, limits, facts)),
    );
    if (between === undefined) continue;
    const { severity } = limits;
    findings.push({ ...foundOf(before, between, after, isStay), severity });
  }
  return findings;
}

/** Acts at the box itself; papers about it may name another place. */
const AT_THE_BOX: ReadonlySet<string> = new Set([
  'PACK',
  'UNPACK',
  'SEAL',
  'DISPATCH',
  'RECEIVE',
  'DEPART',
  'ARRIVE',
  'INSPECT',
]);

/** What has no number of ISO 6346 may fly. */
function isBeyondReach(
  from: Use,
  to: Use,
  { km, kmh, slackHours }: ReturnType<LimitsAt>,
  facts: Facts,
): boolean {
  if (![from, to].every(({ detail }) => AT_THE_BOX.has(detail['type'] ?? ''))) return false;
  if (!isContainerNumber(from.key) || !isElsewhere(from.place, to.place, km, facts)) return false;
  const hours = (to.at - from.at) / HOUR + slackHours;
  return isElsewhere(from.place, to.place, hours * kmh, facts);
}

/** Records of one consignment that follow each other. */
function followers(placed: readonly Use[]): (readonly [before: Use, after: Use])[] {
  const last = new Map<string, Use>();
  const found: (readonly [Use, Use])[] = [];
  for (const use of placed) {
    const key = use.consignment ?? '';
    const before = last.get(key);
    last.set(key, use);
    if (before !== undefined) found.push([before, use]);
  }
  return found;
}

function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  if (a?.locode !== undefined || b?.locode !== undefined) return a?.locode === b?.locode;
  return a?.site !== undefined && a.site === b?.site;
}

function isElsewhere(
  a: Place | undefined,
  b: Place | undefined,
  minKm: number,
  facts: Facts,
): boolean {
  if (a === undefined || b === undefined || isSamePlace(a, b)) return false;
  const [one, other] = [coordinatesOf(a, facts), coordinatesOf(b, facts)];
  return one !== undefined && other !== undefined && distanceKm(one, other) > minKm;
}

function foundOf(before: Use, between: Use, after: Use, isStay: boolean): Omit<Found, 'severity'> {
  const whereabouts = isStay
    ? `stood at ${placeText(before)} with ${ucrText(before)} from ${timeText(before.at)} to ${timeText(after.at)}`
    : `was at ${placeText(before)} with ${ucrText(before)} on ${timeText(before.at)} and at ${placeText(after)} on ${timeText(after.at)}`;
  return {
    subject: before.key,
    anchor: between.hash,
    ...(between.consignment !== undefined && { ucr: between.consignment }),
    items: [...new Set([before, between, after].flatMap(({ items }) => items))],
    sentence: `CONFLICT: container ${before.key} ${whereabouts}; ${between.actor} recorded it at ${placeText(between)} with ${ucrText(between)} on ${timeText(between.at)}.`,
    evidence: [before, between, after]
      .toSorted((a, b) => a.index - b.index)
      .map(({ hash }) => hash),
  };
}

function placeText({ place }: Use): string {
  return place?.locode ?? place?.site ?? 'its place';
}

function ucrText({ consignment }: Use): string {
  return consignment === undefined ? 'no consignment' : ucrOf(consignment);
}
