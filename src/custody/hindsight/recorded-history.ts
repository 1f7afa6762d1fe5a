import type { Act } from '../replay/act.js';
import { consignedWith } from '../replay/goods-aboard.js';
import type { Facts, Focus, RecordedEvent } from '../lineage.js';
import { correctionRates } from '../uses/correction-rates.js';
import type { KnownUses } from '../uses/use.js';
import type { CustodyEvent } from '../vocabulary/event.js';
import { itemIdsOf } from '../vocabulary/items.js';
import { isHeldOrAwaited } from './held-or-awaited.js';
import { type StandingAlerts, UsesIndex } from './uses-index.js';

/** The events of a log up to one moment, found by what they name: what the service keeps in tables, in memory. */
export class RecordedHistory {
  private readonly byHash = new Map<string, RecordedEvent>();
  private readonly byIndex = new Map<number, RecordedEvent>();
  private readonly byItem = new Map<string, RecordedEvent[]>();
  private readonly byConsignment = new Map<string, RecordedEvent[]>();
  private readonly byHandover = new Map<string, RecordedEvent[]>();
  /** By who is offered goods, or whom they are meant for. */
  private readonly byNamed = new Map<string, RecordedEvent[]>();
  private readonly bySigner = new Map<string, RecordedEvent[]>();
  private readonly correctionsOf = new Map<string, RecordedEvent[]>();
  private readonly uses = new UsesIndex();
  private count = 0;

  /** Index that the next entry would have, as alerts are placed. */
  get size(): number {
    return this.count;
  }

  /**
   * Events must come in log order.
   *
   * @returns other goods whose judgement rests on what the event changed
   */
  add(recorded: RecordedEvent): Focus[] {
    const { event, consignment } = recorded;
    this.count = recorded.index + 1;
    this.byHash.set(recorded.hash, recorded);
    this.byIndex.set(recorded.index, recorded);
    for (const item of itemIdsOf(event)) append(this.byItem, item, recorded);
    for (const handover of handoverOf(event)) append(this.byHandover, handover, recorded);
    for (const party of [event.actor, event.onBehalfOf])
      if (party !== undefined) append(this.bySigner, party, recorded);
    for (const party of namedIn(event)) append(this.byNamed, party, recorded);
    if (consignment !== undefined) append(this.byConsignment, consignment, recorded);
    const target = targetOf(event);
    if (target !== undefined) append(this.correctionsOf, target, recorded);
    const original = this.originalOf(recorded);
    if (original === undefined) return [];
    const behind = this.uses.note(original, this.statementsOn(original));
    return behind.flatMap((index) => {
      const other = this.byIndex.get(index);
      if (other === undefined) return [];
      const consignments = other.consignment === undefined ? [] : [other.consignment];
      return [{ items: itemIdsOf(other.event), consignments }];
    });
  }

  /** What an event names, what is in its consignment, and what the other side of its handover names. */
  touchedBy(recorded: RecordedEvent): Focus {
    const original = this.originalOf(recorded) ?? recorded;
    const own = [...new Set([recorded, original])];
    const sides = [
      ...own,
      ...own.flatMap(({ event }) => handoverOf(event).flatMap((id) => this.handedOver(id))),
    ];
    const goods = unique(sides.flatMap(({ event }) => itemIdsOf(event)));
    const named = unique(own.flatMap(({ consignment }) => consignment ?? []));
    const consignments =
      named.length > 0
        ? named
        : consignedWith(
            goods,
            goods.flatMap((item) => this.byItem.get(item) ?? []),
          );
    const within = consignments.flatMap((key) => this.byConsignment.get(key) ?? []);
    const items = unique([...goods, ...within.flatMap(({ event }) => itemIdsOf(event))]);
    return { items, consignments };
  }

  /** What everything that a party signed touches. */
  touchedBySigner(party: string): Focus[] {
    return (this.bySigner.get(party) ?? []).map((recorded) => this.touchedBy(recorded));
  }

  /** What any of the parties has or waits for, each once. */
  heldOrAwaitedBy(parties: readonly string[]): Focus[] {
    const found = new Map<string, Focus>();
    for (const index of [this.bySigner, this.byNamed]) {
      for (const recorded of parties.flatMap((party) => index.get(party) ?? [])) {
        const focus = this.touchedBy(recorded);
        found.set(
          JSON.stringify(focus.consignments.length > 0 ? focus.consignments : focus),
          focus,
        );
      }
    }
    const wanted = new Set(parties);
    return [...found.values()].filter((focus) => isHeldOrAwaited(this.eventsOf(focus), wanted));
  }

  /** When an act happened by its signer's word, epoch milliseconds. */
  timeOf(hash: string): number | undefined {
    return this.byHash.get(hash)?.occurredAt;
  }

  /** See `Lineage`. */
  eventsOf({ items, consignments }: Focus): RecordedEvent[] {
    const chosen = new Set<RecordedEvent>();
    const touching = items.flatMap((item) => this.byItem.get(item) ?? []);
    const addAll = (events: readonly RecordedEvent[] = []) => {
      for (const recorded of events) chosen.add(recorded);
    };
    addAll(touching);
    for (const { event } of touching)
      for (const id of handoverOf(event)) addAll(this.handedOver(id));
    for (const key of consignments) addAll(this.byConsignment.get(key));
    for (const key of new Set(touching.flatMap(({ consignment }) => consignment ?? [])))
      addAll(this.byConsignment.get(key)?.filter(({ event }) => PAPERS.has(event.type)));
    const inputs = new Set([...chosen].flatMap(({ event }) => inputsOf(event)));
    for (const item of inputs) addAll(this.byItem.get(item));
    for (const recorded of chosen) {
      const original = this.originalOf(recorded) ?? recorded;
      addAll([original, ...this.statementsOn(original)]);
    }
    return [...chosen].toSorted((a, b) => a.index - b.index);
  }

  /** As {@link UsesIndex.place}. */
  place(acts: readonly Act[], judged: ReadonlySet<string>): boolean {
    return this.uses.place(acts, judged);
  }

  knownTo(lineage: readonly RecordedEvent[], facts: Facts, standing: StandingAlerts): KnownUses {
    const known = this.uses.knownTo(lineage, facts, standing);
    const corrections = correctionRates(lineage, (actor) =>
      (this.bySigner.get(actor) ?? []).filter(({ event }) => event.actor === actor),
    );
    return { ...known, corrections };
  }

  /** The event that counts: itself, or what a CORRECT corrects in the end. `undefined`: it corrects nothing known. */
  private originalOf(recorded: RecordedEvent): RecordedEvent | undefined {
    let found: RecordedEvent | undefined = recorded;
    while (found?.event.type === 'CORRECT') {
      const target = targetOf(found.event);
      found = target === undefined ? undefined : this.byHash.get(target);
    }
    return found;
  }

  /** A statement and every CORRECT of it, and of those. */
  private statementsOn(original: RecordedEvent): RecordedEvent[] {
    const corrections = this.correctionsOf.get(original.hash) ?? [];
    return [original, ...corrections.flatMap((each) => this.statementsOn(each))].toSorted(
      (a, b) => a.index - b.index,
    );
  }

  private handedOver(handover: string): readonly RecordedEvent[] {
    return this.byHandover.get(handover) ?? [];
  }
}

/** What travels with the goods of a consignment though it names none of them. */
const PAPERS: ReadonlySet<string> = new Set(['ATTACH_DOCUMENT', 'AMEND_PLAN']);

function append<Key>(lists: Map<Key, RecordedEvent[]>, key: Key, recorded: RecordedEvent): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [recorded]);
  else known.push(recorded);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function targetOf(event: CustodyEvent): string | undefined {
  return event.type === 'CORRECT' ? event.refs[0] : undefined;
}

function namedIn(event: CustodyEvent): string[] {
  if (event.type === 'DISPATCH') return [event.to];
  if (event.type !== 'CONSIGN') return [];
  return [event.consignee, event.endUser].filter((party) => party !== undefined);
}

function handoverOf(event: CustodyEvent): string[] {
  return 'handover' in event ? [event.handover] : [];
}

function inputsOf(event: CustodyEvent): string[] {
  return 'inputs' in event ? event.inputs.map(({ itemId }) => itemId) : [];
}
