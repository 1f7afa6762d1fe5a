import { Big } from 'big.js';
import { z } from 'zod';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { byTime } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Commodity } from '../vocabulary/event-types.js';
import type { Item } from '../vocabulary/event.js';
import { mainInput } from '../vocabulary/reagents.js';
import { areLogs, isLog } from '../vocabulary/timber.js';
import { formatBase, percentage, sumQuantities } from '../vocabulary/quantity.js';
import { metalsOf } from './contained-metals.js';
import { gainOf, massGain } from './mass-gain.js';
import { caseOf } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { outlierOf } from './run-history.js';
import { timeText } from './wording.js';

const band = z.tuple([z.number().nonnegative(), z.number().nonnegative()]);

/** A word such as refining means another process for each kind of goods. */
const GOODS_OF: Readonly<Record<string, Commodity>> = {
  sawing: 'TIMBER',
  separation3T: '3T',
  doreRefining: 'GOLD',
};
const parameters = z.object({
  bands: z
    .record(z.string(), band)
    .default({ sawing: [0.35, 0.65], separation3T: [0.6, 1.03], doreRefining: [0.995, 1.003] }),
  processes: z.record(z.string(), z.string()).default({
    sawing: 'sawing',
    sawmilling: 'sawing',
    'magnetic-separation': 'separation3T',
    'gravity-separation': 'separation3T',
    separation: 'separation3T',
    'dore-refining': 'doreRefining',
    refining: 'doreRefining',
  }),
  z: z.number().positive().default(3),
  minRuns: z.int().positive().default(12),
  mostRuns: z.int().positive().max(100).default(50),
  madFloor: z.number().nonnegative().default(0.02),
  smallBatch: z.number().nonnegative().default(0.05),
});
type Parameters = z.infer<typeof parameters>;

export const yieldAnomaly = defineRule<Parameters>({
  id: 'R20',
  code: 'YIELD_ANOMALY',
  title: 'The yield is not that of the process',
  explanation:
    'A transformation gave more or less than its process gives: sawn timber 35 to 65 % of the volume of the logs, concentrate 60 to 103 % and refined metal 99.5 to 100.3 % of the metal that the inputs held by their recorded assays, residue not counted. Where MASS_GAIN speaks, this rule is silent; processes without a band, and lots without assays, are not judged. A run within the band, or of a process without one, is compared with the last runs of the same process by the same party at the same place, where at least twelve are on record, and told where it lies more than three usual deviations from their median; very small batches are left out on both sides.',
  authority: 'Conversion factors of UNECE and FAO; recovery of separation and refining',
  group: 'quantity',
  decided: ['append'],
  severity: 'MEDIUM',
  commodities: ['3T', 'GOLD', 'TIMBER'],
  subject: 'event id of the TRANSFORM',
  anchor: 'hash of the TRANSFORM',
  parameters,
  reasons: {
    bands:
      'Sawmills get 41 to 63 % of a log; separation recovers most of the metal, refining nearly all.',
    processes:
      'Which band judges which process; one that is not named is compared with its own runs alone.',
    z: 'Three usual deviations from the median are rare in honest runs.',
    minRuns: 'Fewer runs are no history.',
    mostRuns: 'Ore bodies and machines change: older runs say nothing about this one.',
    madFloor:
      'Runs that are all alike have a deviation of nothing; at least this share of the median counts as one, as two laboratories differ.',
    smallBatch:
      'What sticks to the machine decides the yield of a batch under a twentieth of the usual.',
  },
  autoClear: false,
  innocent: [
    'A new ore body, or logs of unusual size.',
    'Output was left in stock and will be recorded later.',
    'The assay of an input was poor.',
  ],
  closedBy: 'An inspector, once the run is explained by its log or by a new assay.',
  owner: 'event',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const act of context.lineage.acts) {
    if (!isA(act, 'TRANSFORM') || !context.focus.acts.has(act.hash)) continue;
    const finding = judged(act, context);
    if (finding !== undefined) findings.push(finding);
  }
  return { findings, deadlines: [] };
}

function judged(act: Act<'TRANSFORM'>, context: RuleContext<Parameters>): Found | undefined {
  const circumstances = caseOf(act, context.facts);
  const own = context.parameters(circumstances);
  const says = beyondBand(act, own, context) ?? unlikeBefore(act, own, context);
  if (says === undefined) return undefined;
  const gain = gainOf(act, context.lineage, context.parametersOf(massGain, circumstances));
  return gain === undefined ? found(act, says) : undefined;
}

function beyondBand(
  act: Act<'TRANSFORM'>,
  { bands, processes }: Parameters,
  context: RuleContext<Parameters>,
): string | undefined {
  const { inputs, outputs, process } = act.event;
  const inputCommodity = commodityOfHs(mainInput(inputs)?.hs ?? '');
  const name =
    processes[process.toLowerCase()] ??
    (areLogs(inputs) && outputs.some(isSawn) ? 'sawing' : undefined);
  const isOfKind = (GOODS_OF[name ?? ''] ?? inputCommodity) === inputCommodity;
  const limits = name === undefined || !isOfKind ? undefined : bands[name];
  const run = runOf(act, context);
  if (limits === undefined || run === undefined || run.input.eq(0)) return undefined;
  const [low, high] = limits;
  const isLow = run.output.lt(run.input.times(String(low)));
  if (!isLow && run.output.lte(run.input.times(String(high)))) return undefined;
  return `gave ${run.says}, a yield of ${percentage(run.output, run.input, 2)} %; ${percent(low)} to ${percent(high)} is usual`;
}

function unlikeBefore(
  act: Act<'TRANSFORM'>,
  own: Parameters,
  { shared }: RuleContext<Parameters>,
): string | undefined {
  const [run] = shared.of('run', act.hash);
  if (run === undefined) return undefined;
  const earlier = shared.at('run', run.key).filter((other) => byTime(other, run) < 0);
  const outlier = outlierOf(run, earlier, own);
  if (outlier === undefined) return undefined;
  const [low, high] = outlier.usual;
  return `had a yield of ${shareText(outlier.yield)}; the median of the ${outlier.runs} runs before it at the same place is ${shareText(outlier.median)}, and by them ${shareText(low)} to ${shareText(high)} is usual`;
}

function found(act: Act<'TRANSFORM'>, says: string): Found {
  const { eventId, inputs, outputs, process } = act.event;
  return {
    subject: eventId,
    anchor: act.hash,
    severity: 'MEDIUM',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set([...outputs, ...inputs].map(({ itemId }) => itemId))],
    sentence: `${accountOf(act)} signed a TRANSFORM (${process}) on ${timeText(act.at)} that ${says}.`,
    evidence: hashesOf(act),
  };
}

function shareText(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

interface Run {
  readonly input: Big;
  readonly output: Big;
  readonly says: string;
}

/** What went in and what came out of use, as volume for timber and as metal for the rest. */
function runOf(act: Act<'TRANSFORM'>, { lineage }: RuleContext<Parameters>): Run | undefined {
  const { inputs, outputs } = act.event;
  const useful = outputs.filter(({ residue }) => residue !== true);
  if (areLogs(inputs)) {
    const logs = sumQuantities(inputs.map(({ qty }) => qty));
    const sawn = sumQuantities(useful.filter(({ hs }) => !isLog({ hs })).map(({ qty }) => qty));
    if (logs === undefined || sawn?.dimension !== logs.dimension) return undefined;
    const says = `${formatBase(sawn)} of sawn timber from ${formatBase(logs)} of logs`;
    return { input: logs.value, output: sawn.value, says };
  }
  const [metal] = metalsOf(act.event.inputs, useful, lineage);
  if (metal === undefined) return undefined;
  const says = `${kilograms(metal.output)} of ${metal.name} from ${kilograms(metal.input)} in the inputs`;
  return { input: metal.input, output: metal.output, says };
}

function isSawn({ hs }: Item): boolean {
  return hs.startsWith('4407');
}

function kilograms(value: Big): string {
  return formatBase({ dimension: 'mass', value });
}

function percent(share: number): string {
  return `${new Big(String(share)).times(100).toFixed()} %`;
}
