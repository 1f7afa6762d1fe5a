import type { GapAnswer, QuantityAnswer, TimelineStep } from '../../client/provenance-answer.js';
import { isBreak, isBreakBefore, placeOf } from './chain.js';
import type { Edge } from './layers.js';

export interface LotNode {
  readonly kind: 'lot';
  readonly id: string;
  readonly lot: string;
  /** Of its first record. */
  readonly quantity: QuantityAnswer;
  /** What made it of other lots, where it was made so on record. */
  readonly madeBy: string | undefined;
}

export interface GapNode {
  readonly kind: 'gap';
  readonly id: string;
  readonly gap: GapAnswer;
  readonly lots: readonly string[];
}

export interface LineageEdge extends Edge {
  /** Somebody is on record for the way between; where not, the line is broken. */
  readonly isKnown: boolean;
}

/** Lots that became other lots by one act. */
export interface Change {
  readonly statementHash: string;
  readonly index: number;
  readonly event: string;
  readonly party: string;
  readonly occurredAt: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface Lineage {
  readonly lots: readonly LotNode[];
  readonly gaps: readonly GapNode[];
  readonly changes: readonly Change[];
  readonly edges: readonly LineageEdge[];
}

/**
 * Which lots the goods were made of, by splitting, merging and transforming; a gap of custody stands between a lot and
 * what it became, or before a lot that nothing is known to come before. The edges lead in no circle, whatever is on record.
 */
export function lineageOf(timeline: readonly TimelineStep[], gaps: readonly GapAnswer[]): Lineage {
  const steps = timeline.filter(({ standing }) => standing === 'effective');
  const changes = steps.flatMap(changeOf);
  const lots = lotsOf(steps, changes);
  const known = new Set(lots.map(({ lot }) => lot));
  const gapNodes = gaps
    .filter(({ isStanding, rule }) => isStanding && isBreak(rule))
    .map((gap): GapNode => ({
      kind: 'gap',
      id: `gap ${gap.alert}`,
      gap,
      lots: lotsAt(gap, timeline).filter((lot) => known.has(lot)),
    }))
    .filter((node) => node.lots.length > 0);
  return { lots, gaps: gapNodes, changes, edges: edgesOf(changes, gapNodes) };
}

function changeOf(step: TimelineStep): Change[] {
  const { statementHash, index, event, party, occurredAt, items } = step;
  const inputs = idsOf(items, 'input');
  const outputs = idsOf(items, 'output');
  if (inputs.length === 0 || outputs.length === 0) return [];
  return [{ statementHash, index, event, party, occurredAt, inputs, outputs }];
}

function idsOf(items: TimelineStep['items'], wanted: string): string[] {
  return [...new Set(items.filter(({ role }) => role === wanted).map(({ itemId }) => itemId))];
}

function lotsOf(steps: readonly TimelineStep[], changes: readonly Change[]): LotNode[] {
  const lots = new Map<string, LotNode>();
  for (const { itemId, quantity } of steps.flatMap(({ items }) => items)) {
    if (lots.has(itemId)) continue;
    const madeBy = changes.find(({ outputs }) => outputs.includes(itemId))?.event;
    lots.set(itemId, { kind: 'lot', id: lotId(itemId), lot: itemId, quantity, madeBy });
  }
  return [...lots.values()];
}

/** The lot that a finding is about; else those of the step after which it stands. */
function lotsAt(gap: GapAnswer, timeline: readonly TimelineStep[]): string[] {
  const all = timeline.flatMap(({ items }) => items.map(({ itemId }) => itemId));
  if (all.includes(gap.subject)) return [gap.subject];
  const hash = placeOf(gap, timeline);
  const step = timeline.find(({ statementHash }) => statementHash === hash);
  return [...new Set((step?.items ?? []).map(({ itemId }) => itemId))];
}

function edgesOf(changes: readonly Change[], gaps: readonly GapNode[]): LineageEdge[] {
  const graph = new AcyclicEdges();
  /** Where a lot goes on from: itself, or the last gap that stands behind it. */
  const ends = new Map<string, string>();
  for (const { id, gap, lots } of gaps)
    for (const lot of lots) {
      if (isBreakBefore(gap.rule)) {
        graph.add({ from: id, to: lotId(lot), isKnown: false });
      } else if (graph.add({ from: ends.get(lot) ?? lotId(lot), to: id, isKnown: false })) {
        ends.set(lot, id);
      }
    }
  for (const { inputs, outputs } of changes)
    for (const input of inputs)
      for (const output of outputs) {
        const end = ends.get(input);
        const to = lotId(output);
        // A gap behind both would lead in a circle: then it stands behind the second.
        if (end === undefined || !graph.add({ from: end, to, isKnown: false }))
          graph.add({ from: lotId(input), to, isKnown: true });
      }
  return graph.edges;
}

function lotId(lot: string): string {
  return `lot ${lot}`;
}

class AcyclicEdges {
  readonly edges: LineageEdge[] = [];

  /** @returns whether it is there now: what would lead in a circle is left out */
  add(edge: LineageEdge): boolean {
    if (this.edges.some(({ from, to }) => from === edge.from && to === edge.to)) return true;
    if (this.leads(edge.to, edge.from)) return false;
    this.edges.push(edge);
    return true;
  }

  private leads(from: string, to: string): boolean {
    const seen = new Set([from]);
    for (const at of seen) for (const edge of this.edges) if (edge.from === at) seen.add(edge.to);
    return seen.has(to);
  }
}
