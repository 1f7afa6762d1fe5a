import type { Severity } from '../finding.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatQuantity, toBase } from '../vocabulary/quantity.js';
import type { Dimension } from '../vocabulary/units.js';
import type { Circumstances, RuleContext } from './rule.js';
import { byHs, type Variance } from './tolerance.js';
import { valueUnitAnomaly } from './value-unit-anomaly.js';
import { listText } from './wording.js';

/** Two measures of the same goods of which neither tells the other. */
export interface Unlike {
  readonly severity: Severity;
  readonly says: string;
}

/** What such goods are measured by; `undefined` where by anything. */
export function usualMeasures(
  hs: string,
  { parametersOf }: Pick<RuleContext<unknown>, 'parametersOf'>,
  circumstances: Circumstances,
): readonly Dimension[] | undefined {
  const commodity = commodityOfHs(hs);
  const { dimensions } = parametersOf(valueUnitAnomaly, { ...circumstances, commodity });
  return byHs(hs, dimensions);
}

/**
 * What may be said of goods whose measures cannot be compared: a unit that such goods are not measured in hides how
 * much there is; where several are usual, it is a note.
 */
export function unlikeMeasures(
  items: readonly Item[],
  context: Pick<RuleContext<unknown>, 'parametersOf'>,
  circumstances: Circumstances,
): Unlike | undefined {
  const measured = new Set(items.map(({ qty }) => toBase(qty).dimension));
  if (measured.size < 2 || items.every(({ serials }) => serials !== undefined)) return undefined;
  for (const item of items) {
    const usual = usualMeasures(item.hs, context, circumstances);
    const { dimension } = toBase(item.qty);
    if (usual === undefined || usual.some((each) => each === dimension)) continue;
    const says = `the two measures cannot be compared, and such goods are measured by ${usual.join(' or ')}`;
    return { severity: 'MEDIUM', says };
  }
  return { severity: 'INFO', says: `${listText([...measured].toSorted())} cannot be compared` };
}

/** What is said of two measures of a lot where no difference can be: they do not compare, or not closely. */
export function noteOn(
  one: Item,
  other: Item,
  variance: Variance | undefined,
  context: Pick<RuleContext<unknown>, 'parametersOf'>,
  circumstances: Circumstances,
): Unlike | undefined {
  if (variance === undefined) return unlikeMeasures([one, other], context, circumstances);
  if (variance.bounded?.isVague !== true) return undefined;
  const says = 'one is wet and one is dry, and the moisture by which to compare them is not told';
  return { severity: 'INFO', says };
}

/** A quantity as its record tells it, with what was weighed. */
export function measureText({ qty, massBasis }: Item): string {
  return massBasis === undefined ? formatQuantity(qty) : `${formatQuantity(qty)} ${massBasis}`;
}
