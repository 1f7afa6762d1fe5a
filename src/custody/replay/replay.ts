import { NO_FACTS, type Facts, type RecordedEvent } from '../lineage.js';
import { effectiveActs, isA, type Act } from './act.js';
import { inCausalOrder, firstProducers } from './causal-order.js';
import { consignmentsOf, type Consignment } from './consignment.js';
import { placedAboard } from './goods-aboard.js';
import {
  chooseOffer,
  handoversOf,
  isAnswer,
  offersFor,
  type Answer,
  type Handover,
  type Offer,
} from './handovers.js';
import { ItemBook, type ItemHistory, type Step } from './item-history.js';
import { custodianOf, UNKNOWN_ITEM, type ItemState } from './item-state.js';
import type { Parties } from './lifting.js';
import { itemIdsOf, mentionsOf } from './mentions.js';
import { nextState } from './transitions.js';

/** A lineage in the order in which it happened, with what it did to every item. */
export interface ReplayedLineage {
  /** After corrections, in causal order. */
  readonly acts: readonly Act[];
  /** By item id: every item any act names. */
  readonly items: ReadonlyMap<string, ItemHistory>;
  /** By handover id. */
  readonly handovers: ReadonlyMap<string, Handover>;
  /** By hash of the RECEIVE, REFUSE or WITHDRAW: the DISPATCH it answers. */
  readonly offerOf: ReadonlyMap<string, Offer>;
  /** By hash of the DISPATCH: its answers in causal order. */
  readonly answersTo: ReadonlyMap<string, readonly Answer[]>;
  /** By key. */
  readonly consignments: ReadonlyMap<string, Consignment>;
}

/**
 * Replays events: corrections applied, causes before effects, handovers paired, custody, control and location of each
 * item followed. The outcome depends on what was recorded, not on when it arrived, but for what the vocabulary decides
 * by log index (the first COMMISSION of an item, ties in time).
 *
 * @param facts who the parties are: whose hold a release lifts
 */
export function replay(
  events: readonly RecordedEvent[],
  facts: Pick<Facts, 'parties'> = NO_FACTS,
): ReplayedLineage {
  const { acts, handovers } = placedActs(events);
  return new Replay(acts, handovers, facts.parties).run();
}

/** The acts of events as they count, in causal order, each in the consignment it belongs to. */
export function placedActs(
  events: readonly RecordedEvent[],
): Pick<ReplayedLineage, 'acts' | 'handovers'> {
  const acts = effectiveActs(events);
  const handovers = handoversOf(acts);
  const ordered = inCausalOrder(acts, handovers);
  const placed = placedAboard(ordered);
  // They hold the acts themselves.
  return { acts: placed, handovers: placed === ordered ? handovers : handoversOf(placed) };
}

const WHOLE_CONSIGNMENT: ReadonlySet<string> = new Set([
  'DEPART',
  'ARRIVE',
  'CUSTOMS_HOLD',
  'CUSTOMS_RELEASE',
  'CLOSE',
]);

class Replay {
  private readonly books = new Map<string, ItemBook>();
  private readonly offerOf = new Map<string, Offer>();
  private readonly answersTo = new Map<string, Answer[]>();
  private readonly contents = new Map<string, Set<string>>();
  private readonly producers: ReadonlyMap<string, Act>;

  constructor(
    private readonly acts: readonly Act[],
    private readonly handovers: ReadonlyMap<string, Handover>,
    private readonly parties: Parties,
  ) {
    this.producers = firstProducers(acts);
  }

  run(): ReplayedLineage {
    for (const act of this.acts) {
      const offer = isAnswer(act) ? this.pair(act) : undefined;
      this.apply(act, offer);
    }
    return {
      acts: this.acts,
      items: this.books,
      handovers: this.handovers,
      offerOf: this.offerOf,
      answersTo: this.answersTo,
      consignments: consignmentsOf(this.acts, this.parties, this.producers),
    };
  }

  private pair(answer: Answer): Offer | undefined {
    const handover = this.handovers.get(answer.event.handover);
    if (handover === undefined) return undefined;
    const offers = offersFor(answer, handover);
    const offer = chooseOffer(answer, offers, offers.length < 2 ? NOBODY : this.custodians(offers));
    if (offer === undefined) return undefined;
    this.offerOf.set(answer.hash, offer);
    const answers = this.answersTo.get(offer.hash);
    if (answers === undefined) this.answersTo.set(offer.hash, [answer]);
    else answers.push(answer);
    return offer;
  }

  /** Who answers for the goods that several offers of one handover name. */
  private custodians(offers: readonly Offer[]): Set<string> {
    const items = new Set(offers.flatMap(itemIdsOf));
    const custodians = [...items].map((id) =>
      custodianOf((this.books.get(id)?.state ?? UNKNOWN_ITEM).custody),
    );
    return new Set(custodians.filter((custodian) => custodian !== undefined));
  }

  private apply(act: Act, offer: Offer | undefined): void {
    const named = new Set<string>();
    for (const { role, item } of mentionsOf(act)) {
      named.add(item.itemId);
      const book = this.bookOf(item.itemId);
      const { state } = book;
      const after = nextState(book, { act, role, item, offer }, this.parties);
      write(book, { act, role, named: item, before: state, after });
    }
    if (act.consignment === undefined) return;
    if (named.size === 0 && WHOLE_CONSIGNMENT.has(act.event.type)) this.applyToAll(act);
    this.fill(act.consignment, act, named);
  }

  private applyToAll(act: Act): void {
    for (const id of this.contents.get(act.consignment ?? '') ?? []) {
      const book = this.bookOf(id);
      const after = nextState(
        book,
        { act, role: 'consignment', item: undefined, offer: undefined },
        this.parties,
      );
      write(book, { act, role: 'consignment', named: undefined, before: book.state, after });
    }
  }

  private fill(key: string, act: Act, named: ReadonlySet<string>): void {
    if (isA(act, 'ATTACH_DOCUMENT') || named.size === 0) return;
    const contents = this.contents.get(key);
    if (contents === undefined) this.contents.set(key, new Set(named));
    else for (const id of named) contents.add(id);
  }

  private bookOf(id: string): ItemBook {
    const known = this.books.get(id);
    if (known !== undefined) return known;
    const book = new ItemBook(id, this.producers.get(id));
    this.books.set(id, book);
    return book;
  }
}

const NOBODY: ReadonlySet<string> = new Set();

function write(book: ItemBook, step: Step): void {
  book.steps.push(step);
  book.state = step.after satisfies ItemState;
}
