import { accountOf, isA, type Act } from './act.js';

export type Offer = Act<'DISPATCH'>;
export type Answer = Act<'RECEIVE'> | Act<'REFUSE'> | Act<'WITHDRAW'>;

/** All that was signed under one handover id. */
export interface Handover {
  readonly id: string;
  readonly offers: Offer[];
  readonly answers: Answer[];
}

export function isAnswer(act: Act): act is Answer {
  return isA(act, 'RECEIVE') || isA(act, 'REFUSE') || isA(act, 'WITHDRAW');
}

/** Handovers by id; offers and answers in log order. */
export function handoversOf(acts: readonly Act[]): Map<string, Handover> {
  const handovers = new Map<string, Handover>();
  for (const act of acts.toSorted((a, b) => a.index - b.index)) {
    if (isA(act, 'DISPATCH')) at(handovers, act.event.handover).offers.push(act);
    else if (isAnswer(act)) at(handovers, act.event.handover).answers.push(act);
  }
  return handovers;
}

function at(handovers: Map<string, Handover>, id: string): Handover {
  const known = handovers.get(id);
  if (known !== undefined) return known;
  const handover: Handover = { id, offers: [], answers: [] };
  handovers.set(id, handover);
  return handover;
}

/** The offers an answer may belong to, in log order: those made to its signer, or for WITHDRAW those he made. */
export function offersFor(answer: Answer, handover: Handover): Offer[] {
  if (isA(answer, 'WITHDRAW')) {
    return handover.offers.filter((offer) => accountOf(offer) === accountOf(answer));
  }
  const { actor, onBehalfOf } = answer.event;
  return handover.offers.filter(({ event }) => event.to === actor || event.to === onBehalfOf);
}

/**
 * Which of several offers an answer takes: the one it names in `refs`, else the one the custodian made, else the
 * first in the log.
 */
export function chooseOffer(
  answer: Answer,
  offers: readonly Offer[],
  custodians: ReadonlySet<string>,
): Offer | undefined {
  if (offers.length < 2) return offers[0];
  const named = offers.find(({ hash }) => answer.event.refs?.includes(hash) === true);
  return named ?? offers.find((offer) => custodians.has(accountOf(offer))) ?? offers[0];
}
