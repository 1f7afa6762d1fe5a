import { z } from 'zod';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { percentage } from '../vocabulary/quantity.js';
import { caseOf } from './case-of.js';
import { qtyHandoverVariance, toldOf } from './qty-handover-variance.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { isWithin, varianceOfSums, type Variance } from './tolerance.js';
import { counted, timeText } from './wording.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const splitMergeImbalance = defineRule<Parameters>({
  id: 'R18',
  code: 'SPLIT_MERGE_IMBALANCE',
  title: 'The parts do not add up to the whole',
  explanation:
    'The lots made by a SPLIT or MERGE, residue included, come to more or less than the lots that went in, beyond the tolerance of QTY_HANDOVER_VARIANCE for such goods. Counted goods must agree exactly.',
  authority: 'ICGLR model of transformations; UNTP mass balance',
  group: 'quantity',
  decided: ['append'],
  severity: 'HIGH',
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
    if (variance !== undefined && !isWithin(variance)) findings.push(found(act, variance));
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

function found(act: Division, variance: Variance): Found {
  const { released, difference } = variance;
  const { eventId, inputs, outputs, type } = act.event;
  const told = toldOf(variance, inputs[0] ?? { hs: '' });
  const share = percentage(difference.abs(), released.value, 2);
  return {
    subject: eventId,
    anchor: act.hash,
    severity: 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set([...outputs, ...inputs].map(({ itemId }) => itemId))],
    sentence: `${accountOf(act)} signed a ${type} on ${timeText(act.at)} of ${counted(inputs.length, 'lot')} with ${told.released} into ${counted(outputs.length, 'lot')} with ${told.received}: ${told.gap} ${difference.gt(0) ? 'more' : 'less'}${share === undefined ? '' : ` (${share} %)`}; ${told.allowed} are allowed.`,
    evidence: hashesOf(act),
  };
}
