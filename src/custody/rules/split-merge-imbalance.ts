import { z } from 'zod';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { formatQuantity, percentage } from '../vocabulary/quantity.js';
import { caseOf } from './case-of.js';
import { qtyHandoverVariance } from './qty-handover-variance.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { isWithin, toldOf, varianceOfSums, type Variance } from './tolerance.js';
import { unlikeMeasures } from './unlike-measures.js';
import { counted, listText, timeText } from './wording.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const splitMergeImbalance = defineRule<Parameters>({
  id: 'R18',
  code: 'SPLIT_MERGE_IMBALANCE',
  title: 'The parts do not add up to the whole',
  explanation:
    'The lots made by a SPLIT or MERGE, residue included, come to more or less than the lots that went in, beyond the tolerance of QTY_HANDOVER_VARIANCE for such goods. Counted goods must agree exactly. Parts and a whole in measures that cannot be compared are pointed out.',
  authority: 'ICGLR model of transformations; UNTP mass balance',
  group: 'quantity',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    INFO: 'Measures that cannot be compared, where such goods are measured in several ways.',
    MEDIUM:
      'Beyond what packing, water and wood usually account for; a measure in which such goods are not measured.',
    HIGH: 'More or less.',
  },
  commodities: ['*'],
  subject: 'event id of the SPLIT or MERGE',
  anchor: 'hash of the SPLIT or MERGE',
  parameters,
  reasons: {},
  autoClear: false,
  innocent: [
    'Sampling or handling loss was not recorded as a lot of residue.',
    'One of the parts was left out of the record.',
    'Several weighings were rounded in the same direction.',
  ],
  closedBy: 'An inspector, once the parts were weighed again or the missing part is shown.',
  owner: 'event',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const act of context.lineage.acts) {
    if (!isA(act, 'SPLIT') && !isA(act, 'MERGE')) continue;
    if (!context.focus.acts.has(act.hash)) continue;
    const variance = varianceIn(act, context);
    const unlike = variance === undefined ? unlikeIn(act, context) : undefined;
    if (unlike !== undefined) findings.push(unlike);
    else if (variance !== undefined && !isWithin(variance)) findings.push(found(act, variance));
  }
  return { findings, deadlines: [] };
}

type Division = Act<'SPLIT'> | Act<'MERGE'>;

function varianceIn(
  act: Division,
  { facts, parametersOf }: RuleContext<Parameters>,
): Variance | undefined {
  const { inputs, outputs } = act.event;
  const commodity = commodityOfHs(inputs[0]?.hs ?? '');
  const { tol } = parametersOf(qtyHandoverVariance, caseOf(act, facts, commodity));
  return varianceOfSums(inputs, outputs, tol);
}

/** Goods of one heading in two measures; a kit of several kinds has as many. */
function unlikeIn(act: Division, context: RuleContext<Parameters>): Found | undefined {
  const all = [...act.event.inputs, ...act.event.outputs];
  if (new Set(all.map(({ hs }) => hs.slice(0, 4))).size > 1) return undefined;
  const unlike = unlikeMeasures(all, context, caseOf(act, context.facts));
  if (unlike === undefined) return undefined;
  const { severity, says } = unlike;
  const given = told(act.event.inputs);
  return {
    ...about(act),
    severity,
    sentence: `${textOf(act)} with ${given} into ${counted(act.event.outputs.length, 'lot')} with ${told(act.event.outputs)}: ${says}.`,
  };
}

function told(items: readonly Item[]): string {
  return listText(items.map(({ qty }) => formatQuantity(qty)));
}

function textOf(act: Division): string {
  const { type, inputs } = act.event;
  return `${accountOf(act)} signed a ${type} on ${timeText(act.at)} of ${counted(inputs.length, 'lot')}`;
}

function about(act: Division): Omit<Found, 'severity' | 'sentence'> {
  const { eventId, inputs, outputs } = act.event;
  return {
    subject: eventId,
    anchor: act.hash,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set([...outputs, ...inputs].map(({ itemId }) => itemId))],
    evidence: hashesOf(act),
  };
}

function found(act: Division, variance: Variance): Found {
  const { released, difference, bounded } = variance;
  const { inputs, outputs } = act.event;
  const figures = toldOf(variance, inputs[0] ?? { hs: '' });
  const share = percentage(difference.abs(), released.value, 2);
  return {
    ...about(act),
    severity: bounded?.isAssumed === true ? 'MEDIUM' : 'HIGH',
    sentence: `${textOf(act)} with ${figures.released} into ${counted(outputs.length, 'lot')} with ${figures.received}: ${figures.gap} ${difference.gt(0) ? 'more' : 'less'}${share === undefined ? '' : ` (${share} %)`}; ${figures.allowed} are allowed.`,
  };
}
