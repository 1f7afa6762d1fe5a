import { remainsOf } from './remains.js';
import type { Item, Place } from '../vocabulary/event.js';
import { accountOf, isA, type Act } from './act.js';
import type { Offer } from './handovers.js';
import type { ItemBook, Step } from './item-history.js';
import { mayLift, type Parties } from './lifting.js';
import { mayActFor } from './party-groups.js';
import { custodianOf, isGone, type Control, type Custody, type ItemState } from './item-state.js';

/** An act on an item, as the act names it, and the offer it answers. */
interface Touch {
  readonly act: Act;
  readonly role: Step['role'];
  readonly item: Item | undefined;
  readonly offer: Offer | undefined;
}

/**
 * The state of an item after an act. An act that the rules forbid is recorded all the same but moves nothing it has no
 * right to move: somebody who does not hold an item cannot offer, use up, close or lose it. A RECEIVE always moves
 * custody, because its signer says that he has the goods.
 */
export function nextState(
  book: ItemBook,
  { act, role, item, offer }: Touch,
  parties: Parties,
): ItemState {
  const { state } = book;
  measure(book, act, role, item);
  const custody = nextCustody(book, { act, role, item, offer }, parties);
  const control = nextControl(state.control, act, parties);
  const location = nextLocation(state, act, custody);
  if (custody === state.custody && control === state.control && location === state.location) {
    return state;
  }
  return { custody, control, location };
}

function nextCustody(book: ItemBook, { act, role, item, offer }: Touch, parties: Parties): Custody {
  const { custody } = book.state;
  const account = accountOf(act);
  if (act === book.origin && role !== 'input') return { state: 'held', by: account };
  if (role === 'output') return custody;
  if (role === 'input') return consumption(book, act, item, parties);
  switch (act.event.type) {
    case 'DISPATCH': {
      const { to, handover } = act.event;
      if (!mayRelease(custody, act, parties)) return custody;
      return { state: 'offered', by: account, to, handover, offer: act.hash };
    }
    case 'RECEIVE':
      return isGone(custody) ? custody : { state: 'held', by: account };
    case 'REFUSE':
    case 'WITHDRAW':
      if (custody.state !== 'offered' || custody.offer !== offer?.hash) return custody;
      return { state: 'held', by: custody.by };
    case 'CLOSE':
      return ending(custody, act, 'closed', parties);
    case 'REPORT_LOSS':
      return ending(custody, act, 'lost', parties);
    case 'DESTROY':
      return custody.state === 'terminal' && custody.how === 'consumed'
        ? custody
        : { state: 'terminal', how: 'destroyed', by: account };
    case 'SEIZE':
    case 'RECOVER':
      return isGone(custody) ? custody : { state: 'held', by: account };
    case 'RELEASE_SEIZED':
      return isGone(custody)
        ? custody
        : { state: 'held', by: holderBeforeSeizure(book) ?? account };
    default:
      return custody;
  }
}

function consumption(book: ItemBook, act: Act, item: Item | undefined, parties: Parties): Custody {
  const { custody } = book.state;
  if (!mayRelease(custody, act, parties)) return custody;
  const account = accountOf(act);
  if (item !== undefined) book.used.push(item.qty);
  if (remainsOf(book.measured, book.used)) return { state: 'held', by: account };
  return { state: 'terminal', how: 'consumed', by: account };
}

/** Holders may, and companies of their group; and whoever acts first on an item nobody is recorded to hold. */
function mayRelease(custody: Custody, act: Act, parties: Parties): boolean {
  if (isGone(custody)) return false;
  const custodian = custodianOf(custody);
  return custodian === undefined || mayActFor(act, custodian, parties);
}

function ending(custody: Custody, act: Act, how: 'closed' | 'lost', parties: Parties): Custody {
  return mayRelease(custody, act, parties)
    ? { state: 'terminal', how, by: accountOf(act) }
    : custody;
}

function holderBeforeSeizure(book: ItemBook): string | undefined {
  const seizure = book.steps.findLast(({ act }) => isA(act, 'SEIZE') || isA(act, 'RECOVER'));
  return seizure === undefined ? undefined : custodianOf(seizure.before.custody);
}

function nextControl(control: Control, { event }: Act, parties: Parties): Control {
  const { actor } = event;
  switch (event.type) {
    case 'CUSTOMS_HOLD': {
      if (control.state === 'seized') return control;
      const others = control.state === 'held' ? control.by.filter((by) => by !== actor) : [];
      return { state: 'held', by: [...others, actor] };
    }
    case 'CUSTOMS_RELEASE': {
      if (control.state !== 'held') return control;
      const others = control.by.filter((by) => !mayLift(actor, by, parties));
      return others.length === 0 ? { state: 'free' } : { state: 'held', by: others };
    }
    case 'SEIZE':
    case 'RECOVER':
      return { state: 'seized', by: actor };
    case 'RELEASE_SEIZED':
      return { state: 'free' };
    default:
      return control;
  }
}

const BY_AUTHORITIES: ReadonlySet<string> = new Set([
  'INSPECT',
  'OBSERVE',
  'SEIZE',
  'RECOVER',
  'RELEASE_SEIZED',
  'CUSTOMS_RELEASE',
]);

/** Only who has the goods, and authorities that look at them, say where they are. */
function nextLocation(state: ItemState, act: Act, custody: Custody): ItemState['location'] {
  const { event } = act;
  if (event.place === undefined) return state.location;
  const custodian = custodianOf(custody);
  const mayTell =
    BY_AUTHORITIES.has(event.type) || custodian === undefined || custodian === accountOf(act);
  if (!mayTell) return state.location;
  if (event.type === 'DEPART') {
    return { state: 'moving', from: event.place, to: event.toPlace };
  }
  if (isSamePlace(state.location, event.place)) return state.location;
  return { state: 'at', place: event.place };
}

function isSamePlace(location: ItemState['location'], place: Place): boolean {
  if (location.state !== 'at') return false;
  const { locode, site, lat, lon } = location.place;
  return locode === place.locode && site === place.site && lat === place.lat && lon === place.lon;
}

/** A measurement starts the count anew: what was made, what was commissioned, what a receiver weighed. */
function measure(book: ItemBook, act: Act, role: Step['role'], item: Item | undefined): void {
  if (item === undefined) return;
  const isMade = act === book.origin && role !== 'input';
  if (!isMade && !isA(act, 'RECEIVE')) return;
  book.measured = item.qty;
  book.used = [];
}
