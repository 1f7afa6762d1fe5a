import type { GapAnswer, TimelineStep } from '../../client/provenance-answer.js';

export type FlowKind = 'goods' | 'unproven' | 'missing' | 'surplus';

export interface Flow {
  readonly name: string;
  readonly value: number;
  readonly kind: FlowKind;
}

/** What went into a transformation and what came out, in one unit; the difference has a name of its own. */
export interface Balance {
  /** Of which metal the lots are counted by what they hold of it; without one, they are counted as they are. */
  readonly metal?: string;
  readonly unit: string;
  readonly inputs: readonly Flow[];
  readonly outputs: readonly Flow[];
  /** Inputs less outputs; negative when more came out. */
  readonly difference: number;
  /** The same by what went in, per cent; nothing where nothing did. */
  readonly percent: number | undefined;
}

/** A transformation, counted in each way it can be: the goods may lose weight and still hold more metal than before. */
export interface Transformation {
  readonly eventId: string;
  /** What the rules say of its quantities. */
  readonly findings: readonly GapAnswer[];
  readonly party: string;
  readonly occurredAt: string;
  readonly balances: readonly Balance[];
}

/** Rules that compare what came out with what went in. */
const OF_QUANTITY: readonly string[] = ['MASS_GAIN', 'YIELD_ANOMALY', 'SPLIT_MERGE_IMBALANCE'];

type Item = TimelineStep['items'][number];

/** Those whose items can be added up. */
export function transformationsOf(
  timeline: readonly TimelineStep[],
  gaps: readonly GapAnswer[],
): Transformation[] {
  const unproven = new Set(
    gaps
      .filter(({ rule, isStanding }) => isStanding && rule === 'ORIGIN_MISSING')
      .map(({ subject }) => subject),
  );
  return timeline
    .filter(({ event, standing }) => event === 'TRANSFORM' && standing === 'effective')
    .map(({ eventId, statementHash, party, occurredAt, items }) => ({
      eventId,
      findings: gaps.filter(
        ({ rule, isStanding, evidence }) =>
          isStanding && OF_QUANTITY.includes(rule) && evidence.includes(statementHash),
      ),
      party,
      occurredAt,
      balances: [quantityBalance(items, unproven), ...metalBalances(items, unproven)].filter(
        (balance) => balance !== undefined,
      ),
    }))
    .filter(({ balances }) => balances.length > 0);
}

/** `undefined` where the items have no common unit. */
function quantityBalance(
  items: readonly Item[],
  unproven: ReadonlySet<string>,
): Balance | undefined {
  const [unit, ...others] = new Set(items.map(({ quantity }) => quantity.unit));
  if (unit === undefined || others.length > 0) return undefined;
  return { unit, ...flowsOf(items, unproven, ({ quantity }) => Number(quantity.value)) };
}

/** As the rules count it: a metal that every input tells its content of; outputs that tell none hold none. */
function metalBalances(items: readonly Item[], unproven: ReadonlySet<string>): Balance[] {
  const inputs = items.filter(({ role }) => role === 'input');
  const metals = new Set(inputs.map(({ contained }) => contained?.metal));
  const [metal, ...others] = metals;
  const isMade = items.some((item) => item.role !== 'input' && item.contained?.metal === metal);
  if (metal === undefined || others.length > 0 || !isMade) return [];
  const held = ({ contained }: Item): number =>
    contained?.metal === metal ? Number(contained.quantity.value) : 0;
  return [{ metal, unit: 'KGM', ...flowsOf(items, unproven, held) }];
}

function flowsOf(
  items: readonly Item[],
  unproven: ReadonlySet<string>,
  valueOf: (item: Item) => number,
): Omit<Balance, 'metal' | 'unit'> {
  const flows = items.map((item) => ({
    role: item.role,
    name: item.itemId,
    value: valueOf(item),
    kind: unproven.has(item.itemId) ? ('unproven' as const) : ('goods' as const),
  }));
  const inputs = flows.filter(({ role }) => role === 'input');
  const outputs = flows.filter(({ role }) => role !== 'input');
  const used = sum(inputs);
  const difference = rounded(used - sum(outputs));
  return { inputs, outputs, difference, percent: used > 0 ? (difference / used) * 100 : undefined };
}

function sum(flows: readonly Flow[]): number {
  return flows.reduce((total, { value }) => total + value, 0);
}

/** Quantities have at most six decimals; sums of doubles have more. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
