import type { Finding, FindingIdentity } from './finding.js';
import type { Act } from './replay/act.js';
import type { Rule } from './rules/rule.js';

/**
 * The finding that tells the same matter as an alert, now that a record tells in which consignment the goods of the
 * alert's act travel, or that they do in none: of a rule that speaks of consignments, and of items only while none is
 * known. Two alerts would else stand for one matter, or not, by which record came first.
 *
 * @param unnamed acts that name no consignment, each in the one its goods travel in
 * @param consignmentOf the consignment of any act, by hash
 */
export function movedTo(
  alert: FindingIdentity,
  rule: Rule,
  findings: readonly Finding[],
  unnamed: readonly Act[],
  consignmentOf: (hash: string) => string | undefined,
): Finding | undefined {
  const act = unnamed.find(({ hash }) => hash === alert.anchor);
  const to = act?.consignment;
  const others = findings.filter(
    ({ rule: code, subject, anchor }) =>
      code === alert.rule && (subject !== alert.subject || anchor !== alert.anchor),
  );
  if (rule.isOncePerConsignment === true) {
    if (to === undefined) return undefined;
    return others.find(
      ({ subject, anchor }) => subject === alert.subject && consignmentOf(anchor) === to,
    );
  }
  if (rule.owner !== 'consignment') return undefined;
  const owner = rule.ownerOf(alert.subject);
  const rest = alert.subject.slice(owner.length);
  return others.find((other) => {
    const consignment = rule.ownerOf(other.subject);
    // Back to the goods alone: they had left their consignment before the act.
    if (act !== undefined && to === undefined && other.ucr === undefined)
      return isOf(other, rest, rule) && isOfSameAct(alert, other, rule);
    if (consignment !== other.ucr || other.subject !== consignment + rest) return false;
    if (to !== undefined) return consignment === to && isOfSameAct(alert, other, rule);
    return other.anchor === alert.anchor && other.items?.includes(owner) === true;
  });
}

/** Is it told of one of its own items, and of the same matter? */
function isOf({ subject, items = [] }: Finding, rest: string, rule: Rule): boolean {
  const owner = rule.ownerOf(subject);
  return items.includes(owner) && subject === owner + rest;
}

function isOfSameAct(alert: FindingIdentity, other: Finding, rule: Rule): boolean {
  return other.anchor === alert.anchor || rule.isOnFirstAct === true;
}
