import type { Use } from '../uses/use.js';
import { formatBase } from '../vocabulary/quantity.js';
import { flowCase, evidenceOf, type Words, wordsOf } from './flow-words.js';
import type { Found, RuleContext } from './rule.js';
import { DAY } from './time-limits.js';
import { timeText } from './wording.js';

/** FLOW_ASYMMETRY, ROUND_TRIP. */

type Context = Pick<
  RuleContext<{ readonly roundTripDays: number; readonly roundTripShare: number }>,
  'shared' | 'parameters'
>;

/** Every consignment stands with both its countries and both its parties. Is this the side that it goes to? */
function isInto({ key, detail }: Use): boolean {
  const [, side]: string[] = JSON.parse(key);
  return side === detail['to'] || side === `party/${detail['consignee']}`;
}

/** Whichever of the two is judged, and in whatever order they came: what left, and what came back to where it left. */
export function roundTrips(flow: Use, context: Context): Found[] {
  const met = context.shared.meeting(flow);
  if (isInto(flow)) {
    const out = met.find((other) => !isInto(other) && isRoundTrip(other, flow, context));
    return out === undefined ? [] : [roundTrip(out, flow)];
  }
  return met
    .filter((back) => isInto(back))
    .filter((back) => flow === met.find((out) => !isInto(out) && isRoundTrip(out, back, context)))
    .map((back) => roundTrip(flow, back));
}

function isRoundTrip(out: Use, back: Use, context: Context): boolean {
  const { roundTripDays, roundTripShare } = context.parameters(flowCase(out));
  if (out.at >= back.at || back.at - out.at > roundTripDays * DAY) return false;
  if (isOfParty(out) && !comesFromThere(wordsOf(out), wordsOf(back))) return false;
  const [left, returned] = [wordsOf(out).quantity, wordsOf(back).quantity];
  if (left.dimension !== returned.dimension) return false;
  return left.value
    .minus(returned.value)
    .abs()
    .lte(left.value.times(String(roundTripShare)));
}

function isOfParty({ key }: Use): boolean {
  const [, side = '']: string[] = JSON.parse(key);
  return side.startsWith('party/');
}

/** A trader that sells as much as it buys elsewhere takes nothing back. */
function comesFromThere(out: Words, back: Words): boolean {
  return back.from === out.to || back.sender === out.consignee;
}

function roundTrip(out: Use, back: Use): Found {
  const { quantity, hs, from, to } = wordsOf(out);
  const returned = wordsOf(back);
  return {
    subject: back.consignment ?? back.key,
    anchor: `ROUND_TRIP/${out.hash}`,
    severity: 'MEDIUM',
    ...(back.consignment !== undefined && { ucr: back.consignment }),
    items: back.items,
    sentence: `ROUND_TRIP: ${formatBase(quantity)} of HS ${hs} were consigned from ${from} to ${to} on ${timeText(out.at)} by ${out.actor}; ${formatBase(returned.quantity)} of it are consigned to ${returned.to} again, for ${returned.consignee}, on ${timeText(back.at)} by ${back.actor}.`,
    evidence: evidenceOf([out, back]),
  };
}
