import { ucrOf } from '../vocabulary/consignment-key.js';
import type { Severity } from '../finding.js';
import { byTime, type Use } from '../uses/use.js';
import { coordinatesOf, distanceKm } from '../vocabulary/places.js';
import type { Place } from '../vocabulary/event.js';
import type { Facts } from '../lineage.js';
import type { Found, RuleContext } from './rule.js';
import { timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

/**
 * CONTAINER_ANOMALY, subcode CONFLICT: one container at two places at a time, with two consignments. Between two
 * records of one consignment that put the container at the same place, a record of another consignment puts it
 * farther away than `minKm`. Consignments that share a container and agree about places are a groupage load.
 */
export function containerConflicts(
  context: Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared' | 'facts'>,
  limitsAt: LimitsAt,
): Found[] {
  const { shared, facts } = context;
  const findings = new Map<string, Found>();
  for (const { act, use } of usesInFocus(context, 'container')) {
    for (const found of conflictsOf(shared.meeting(use), limitsAt, facts)) {
      if (!found.evidence.includes(act.hash)) continue;
      findings.set(JSON.stringify([found.subject, found.anchor]), found);
    }
  }
  return [...findings.values()];
}

/** How far apart, and how grave, by where the container stood. */
type LimitsAt = (place: Place | undefined) => { readonly km: number; readonly severity: Severity };

/** Most records of one container that are held against each other. */
const MOST = 200;

function conflictsOf(uses: readonly Use[], limitsAt: LimitsAt, facts: Facts): Found[] {
  const placed = uses.filter(({ place }) => place !== undefined).slice(0, MOST);
  const findings: Found[] = [];
  for (const [before, after] of stays(placed)) {
    const { km, severity } = limitsAt(before.place);
    const between = placed.find(
      (use) =>
        use.consignment !== before.consignment &&
        byTime(before, use) < 0 &&
        byTime(use, after) < 0 &&
        isElsewhere(before.place, use.place, km, facts),
    );
    if (between !== undefined) findings.push({ ...foundOf(before, between, after), severity });
  }
  return findings;
}

/** Records of one consignment that follow each other at one place: in between the container stood there. */
function stays(placed: readonly Use[]): (readonly [before: Use, after: Use])[] {
  const last = new Map<string, Use>();
  const found: (readonly [Use, Use])[] = [];
  for (const use of placed) {
    const key = use.consignment ?? '';
    const before = last.get(key);
    last.set(key, use);
    if (before === undefined || before.detail['type'] === 'DEPART') continue;
    if (isSamePlace(before.place, use.place)) found.push([before, use]);
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

function foundOf(before: Use, between: Use, after: Use): Omit<Found, 'severity'> {
  return {
    subject: before.key,
    anchor: between.hash,
    ...(between.consignment !== undefined && { ucr: between.consignment }),
    items: [...new Set([before, between, after].flatMap(({ items }) => items))],
    sentence: `CONFLICT: container ${before.key} stood at ${placeText(before)} with ${ucrText(before)} from ${timeText(before.at)} to ${timeText(after.at)}; ${between.actor} recorded it at ${placeText(between)} with ${ucrText(between)} on ${timeText(between.at)}.`,
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
