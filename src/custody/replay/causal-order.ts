import { accountOf, isA, type Act } from './act.js';
import { isAnswer, offersFor, type Handover } from './handovers.js';
import { itemIdsOf, producedBy } from './mentions.js';

/**
 * Puts acts in the order in which they can have happened: an answer follows its offer, an act follows what it names
 * in `refs`, an item is made before it is used, and what a receiver does with an item follows his RECEIVE by his own
 * clock. So one wrong clock shifts a whole chain instead of tearing it. Where nothing binds, the time of the act
 * decides, then the index. Acts that wait for each other in a circle are taken by time.
 */
export function inCausalOrder(
  acts: readonly Act[],
  handovers: ReadonlyMap<string, Handover>,
): Act[] {
  const byTime = acts.toSorted((a, b) => a.at - b.at || a.index - b.index);
  const graph = new Graph(byTime);
  bindAnswers(graph, byTime, handovers);
  bindReferences(graph, byTime);
  bindItems(graph, byTime);
  return graph.sorted();
}

/** First to bring each item into the ledger, by log index: a later COMMISSION of a known item never takes its place. */
export function firstProducers(acts: readonly Act[]): Map<string, Act> {
  const producers = new Map<string, Act>();
  for (const act of acts.toSorted((a, b) => a.index - b.index)) {
    for (const item of producedBy(act)) if (!producers.has(item)) producers.set(item, act);
  }
  return producers;
}

function bindAnswers(
  graph: Graph,
  acts: readonly Act[],
  handovers: ReadonlyMap<string, Handover>,
): void {
  for (const act of acts) {
    if (!isAnswer(act)) continue;
    const handover = handovers.get(act.event.handover);
    if (handover === undefined) continue;
    for (const offer of offersFor(act, handover)) graph.bind(offer, act);
  }
}

function bindReferences(graph: Graph, acts: readonly Act[]): void {
  const byHash = new Map(acts.map((act) => [act.hash, act]));
  for (const act of acts) {
    for (const ref of act.event.refs ?? []) {
      const earlier = byHash.get(ref);
      if (earlier !== undefined) graph.bind(earlier, act);
    }
  }
}

function bindItems(graph: Graph, acts: readonly Act[]): void {
  const producers = firstProducers(acts);
  const lastOfReceiver = new Map<string, Act>();
  for (const act of acts) {
    const produced = new Set(producedBy(act));
    for (const item of itemIdsOf(act)) {
      if (produced.has(item)) continue;
      const producer = producers.get(item);
      if (producer !== undefined) graph.bind(producer, act);
      // A JSON pair, because ids may hold any separator.
      const chain = JSON.stringify([accountOf(act), item]);
      const before = lastOfReceiver.get(chain);
      if (before !== undefined) graph.bind(before, act);
      if (before !== undefined || isA(act, 'RECEIVE')) lastOfReceiver.set(chain, act);
    }
  }
}

/** Kahn's algorithm over acts that are already sorted by time; their position is their priority. */
class Graph {
  private readonly position: ReadonlyMap<Act, number>;
  private readonly followers: number[][];
  private readonly waitsFor: number[];

  constructor(private readonly acts: readonly Act[]) {
    this.position = new Map(acts.map((act, at) => [act, at]));
    this.followers = acts.map(() => []);
    this.waitsFor = acts.map(() => 0);
  }

  bind(earlier: Act, later: Act): void {
    const from = this.position.get(earlier);
    const to = this.position.get(later);
    if (from === undefined || to === undefined || from === to) return;
    this.followers[from]?.push(to);
    this.waitsFor[to] = (this.waitsFor[to] ?? 0) + 1;
  }

  sorted(): Act[] {
    const order: Act[] = [];
    const isTaken = this.acts.map(() => false);
    const ready = new MinHeap();
    for (const [at, count] of this.waitsFor.entries()) if (count === 0) ready.push(at);
    let next = 0;
    while (order.length < this.acts.length) {
      let at = ready.pop();
      if (at === undefined) {
        // Only circles are left: break one at its earliest act.
        while (isTaken[next] === true) next += 1;
        at = next;
      }
      const act = this.acts[at];
      if (act === undefined || isTaken[at] === true) continue;
      isTaken[at] = true;
      order.push(act);
      for (const follower of this.followers[at] ?? []) {
        const count = (this.waitsFor[follower] ?? 0) - 1;
        this.waitsFor[follower] = count;
        if (count === 0 && isTaken[follower] !== true) ready.push(follower);
      }
    }
    return order;
  }
}

class MinHeap {
  private readonly values: number[] = [];

  push(value: number): void {
    const { values } = this;
    let at = values.length;
    values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((values[parent] ?? 0) <= value) break;
      values[at] = values[parent] ?? 0;
      at = parent;
    }
    values[at] = value;
  }

  pop(): number | undefined {
    const { values } = this;
    const top = values[0];
    const last = values.pop();
    if (top === undefined || last === undefined || values.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && (values[child + 1] ?? 0) < (values[child] ?? 0)) child += 1;
      if ((values[child] ?? 0) >= last) break;
      values[at] = values[child] ?? 0;
      at = child;
    }
    values[at] = last;
    return top;
  }
}
