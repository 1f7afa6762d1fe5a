import type { Facts } from '../lineage.js';
import { accountOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { Offer } from '../replay/handovers.js';
import type { ItemHistory } from '../replay/item-history.js';
import { itemIdsOf } from '../replay/mentions.js';
import { areOneGroup } from '../replay/party-groups.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { countryOf } from '../vocabulary/places.js';
import { mayReceiveFor } from './agents.js';
import type { RuleContext } from './rule.js';

/** End user, consignee, who is registered as one group or one interest with them, and who may receive for them. */
export function isEntitled(
  party: string,
  at: number,
  { consignee, endUser }: Consignment,
  facts: Facts,
): boolean {
  const { parties } = facts;
  const own = parties.get(party);
  return [consignee, endUser].some((entitled) => {
    if (entitled === undefined) return false;
    if (mayReceiveFor(entitled, party, at, facts)) return true;
    const known = parties.get(entitled);
    const owner = known?.beneficialOwner;
    const isOneInterest = owner !== undefined && owner === own?.beneficialOwner;
    return party === entitled || isOneInterest || areOneGroup(own, known);
  });
}

type Context = Pick<RuleContext<unknown>, 'facts' | 'lineage'>;

/** The act by which an item first leaves those it was delivered to. */
export function firstRetransfer(
  { steps }: ItemHistory,
  consignment: Consignment,
  context: Context,
): Act | undefined {
  const received = steps.findIndex(
    ({ act, after: { custody } }) =>
      isA(act, 'RECEIVE') &&
      act.consignment === consignment.key &&
      custody.state === 'held' &&
      isEntitled(custody.by, act.at, consignment, context.facts),
  );
  if (received < 0) return undefined;
  for (const { act } of steps.slice(received + 1)) {
    if (isRetransfer(act, consignment, context)) return act;
  }
  return undefined;
}

function isRetransfer(act: Act, consignment: Consignment, { facts, lineage }: Context): boolean {
  const isTheirs = (party: string) => isEntitled(party, act.at, consignment, facts);
  if (!isTheirs(accountOf(act))) return false;
  if (isA(act, 'DISPATCH')) return !isTheirs(act.event.to) && !isTakenBack(act, lineage);
  if (isA(act, 'CONSIGN')) return !isTheirs(act.event.endUser);
  if (!isA(act, 'DEPART')) return false;
  const goal = countryOf(act.event.toPlace, facts);
  return goal !== undefined && goal !== consignment.plan?.countries.at(-1);
}

/** Offered, and refused or withdrawn as a whole: the goods never left. */
function isTakenBack(offer: Offer, { answersTo }: ReplayedLineage): boolean {
  const answers = answersTo.get(offer.hash) ?? [];
  if (answers.some((answer) => isA(answer, 'RECEIVE'))) return false;
  return answers.some(({ event: { items } }) => {
    const named = items?.map(({ itemId }) => itemId);
    return named === undefined || itemIdsOf(offer).every((id) => named.includes(id));
  });
}
