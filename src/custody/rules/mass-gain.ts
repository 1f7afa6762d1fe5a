import { Big } from 'big.js';
import { z } from 'zod';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { Commodity } from '../vocabulary/event-types.js';
import type { Item } from '../vocabulary/event.js';
import { formatAlike, formatBase, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { containedIn } from '../vocabulary/assays.js';
import { mainInput } from '../vocabulary/reagents.js';
import { isLog, isWood, isWoodWaste } from '../vocabulary/timber.js';
import { measuresOf } from './bounds.js';
import { caseOf } from './case-of.js';
import { metalsAtMost, metalsOf, type Metal } from './contained-metals.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { percent, shareBeside, timberGain } from './timber-gain.js';
import { byHs } from './tolerance.js';
import { measureText, unlikeMeasures } from './unlike-measures.js';
import { listText, timeText } from './wording.js';

const hsPrefix = z.string().regex(/^\d{2,10}$/);
const parameters = z.object({
  containedGain: z
    .record(z.string().regex(/^(\*|\d{2,10})$/), z.number().nonnegative())
    .default({ '26': 0.03, '71': 0.003, '93': 0, '*': 0.01 }),
  timberYieldMax: z.number().positive().default(0.8),
  logScale: z.number().nonnegative().default(0.03),
  billOfMaterials: z
    .array(z.object({ output: hsPrefix, input: hsPrefix, pieces: z.int().positive() }))
    .default([]),
});
type Parameters = z.infer<typeof parameters>;

export const massGain = defineRule<Parameters>({
  id: 'R17',
  code: 'MASS_GAIN',
  title: 'More came out than went in',
  explanation:
    'The outputs of a transformation, residue included, hold more of a metal than its inputs by their recorded assays: more than 3 % more for ores, 0.3 % for gold; their weight may be less all the same, and is told beside it. Without assays, they weigh more at all: what laboratories differ by explains no weight, and what was added is an input. An input that tells no assay counts as holding as much as such goods can, and an output as much as its maker says later. Goods measured by volume may come to 1 % more. Sawn timber, also where it is called a residue, comes to more than 80 % of its logs, or logs to 3 % more than the logs they were cut from; timber by weight is as heavy as wood can be. Or what went in and what came out is measured in ways that cannot be compared. Or more firearms were made than the parts allow: than units went in, than went in with a serial where any did (a frame or receiver is what makes a firearm), or than a bill of materials in the rule set gives.',
  authority: 'Blending at processors and smelters (OECD due diligence)',
  group: 'quantity',
  decided: ['append'],
  severity: 'CRITICAL',
  severities: {
    INFO: 'Timber in measures that cannot be compared.',
    MEDIUM: 'Ore, metal or stones measured otherwise than by weight.',
    CRITICAL: 'More came out.',
  },
  commodities: ['*'],
  subject: 'event id of the TRANSFORM',
  anchor: 'hash of the TRANSFORM',
  parameters,
  reasons: {
    containedGain:
      'Two laboratories differ by a few percent on ore and by a few tenths on gold; units do not grow.',
    timberYieldMax: 'Sawmills get 41 to 63 % of a log; above 80 % it is no sawmilling.',
    logScale: 'Two measurings of the same logs, as at a handover of timber.',
    billOfMaterials:
      'Of which parts, by the beginning of the HS code, each piece needs how many: `[{"output": "9301", "input": "930591", "pieces": 2}]`. Makers differ; none is built in.',
  },
  autoClear: false,
  innocent: [
    'An input lot was left out of the record.',
    'The assay of an input was poor, or reported another compound.',
    'Flux or reagents were not declared as inputs.',
  ],
  closedBy: 'An inspector, once the missing input or a better assay is shown.',
  owner: 'event',
  evaluate,
});

type Transform = Act<'TRANSFORM'>;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const act of context.lineage.acts) {
    if (!isA(act, 'TRANSFORM') || !context.focus.acts.has(act.hash)) continue;
    const own = context.parameters(caseOf(act, context.facts));
    const gain = gainOf(act, context.lineage, own);
    const found = gain === undefined ? unlikeIn(act, context) : gained(act, gain);
    if (found !== undefined) findings.push(found);
  }
  return { findings, deadlines: [] };
}

export interface Gain {
  readonly says: string;
  readonly origins: readonly (Act | undefined)[];
}

/** By how much a transformation made more than it used; `undefined` when it did not. */
export function gainOf(
  act: Transform,
  lineage: ReplayedLineage,
  { containedGain, timberYieldMax, logScale, billOfMaterials }: Parameters,
): Gain | undefined {
  const { inputs, outputs } = act.event;
  const limit = byHs(mainInput(inputs)?.hs ?? '', containedGain) ?? 0;
  const sawn = inputs.some(isLog) ? timberGain(act, { timberYieldMax, logScale }) : undefined;
  if (sawn !== undefined) return { says: sawn, origins: [] };
  if (inputs.some(isLog) && inputs.every(isWood)) return undefined;
  const gain = metalGain(act, metalsAtMost(act, lineage), limit, lineage);
  if (gain !== undefined) return gain;
  if (metalsOf(inputs, outputs, lineage).length === 0) {
    return firearmGain(act, billOfMaterials) ?? quantityGain(act, outputs, limit);
  }
  // The metal is judged: slag may weigh more than the ore, of flux nobody declared. What nobody assayed must be told.
  const products = outputs.filter(({ residue }) => residue !== true);
  const areTold = products.every(({ qty, assay }) => containedIn(qty, assay) !== undefined);
  return areTold ? undefined : quantityGain(act, products, limit);
}

function metalGain(
  act: Transform,
  metals: readonly Metal[],
  limit: number,
  lineage: ReplayedLineage,
): Gain | undefined {
  const metal = metals.find(({ input, output }) => exceeds(output, input, limit));
  if (metal === undefined) return undefined;
  const { settlementAssay, inputs } = act.event;
  const masses = [metal.output, metal.input].map((value): BaseQuantity => ({
    dimension: 'mass',
    value,
  }));
  const [made, used] = formatAlike(masses, inputs[0]?.hs);
  const unexplained = metal.output.minus(metal.input);
  const [surplus] = formatAlike([{ dimension: 'mass', value: unexplained }], inputs[0]?.hs);
  const settled =
    settlementAssay === undefined
      ? ''
      : ` The settlement assay given is ${settlementAssay.pct} % ${settlementAssay.analyte}.`;
  return {
    says: `The outputs hold ${made} of ${metal.name} and the inputs, by their recorded assays, ${used}${guessText(metal)}: ${shareBeside(unexplained, metal.input, limit)} more, with ${percent(limit)} allowed; nothing on record explains ${surplus} of contained ${metal.name}.${weightBeside(act)}${settled}`,
    origins: act.event.inputs.map(({ itemId }) => lineage.items.get(itemId)?.origin),
  };
}

function guessText({ guessed }: Metal): string {
  if (guessed.length === 0) return '';
  return ` at most, with ${listText(guessed)} as rich as such goods can be, since no assay tells`;
}

/** Who weighs alone may find that less came out: both are told, so that neither seems to deny the other. */
function weightBeside({ event: { inputs, outputs } }: Transform): string {
  const [input, output] = [total(inputs), total(outputs)];
  if (input === undefined || output?.dimension !== input.dimension) return '';
  const [made, used] = formatAlike([output, input], inputs[0]?.hs);
  const whole = `${made} came of ${used}`;
  return output.value.gt(input.value)
    ? ` By weight more came out as well: ${whole}.`
    : ` By weight not more came out, ${whole}: the goods became richer, not heavier.`;
}

function quantityGain(act: Transform, outputs: readonly Item[], limit: number): Gain | undefined {
  const input = total(act.event.inputs);
  const output = total(outputs.filter(isCompact));
  if (input === undefined || output?.dimension !== input.dimension) return undefined;
  // Taking apart makes many pieces of one.
  if (input.dimension === 'count') return undefined;
  // The limit is what assays differ by; one scale weighs what goes in and what comes out.
  const most = input.dimension === 'mass' ? 0 : limit;
  if (!exceeds(output.value, input.value, most)) return undefined;
  const [made, used] = formatAlike([output, input], act.event.inputs[0]?.hs);
  return {
    says: `The outputs come to ${made} and the inputs to ${used}: ${shareBeside(output.value.minus(input.value), input.value, most)} more, with ${percent(most)} allowed.`,
    origins: [],
  };
}

/** Loose chips and shavings take up more room than the wood they are of. */
function isCompact(item: Item): boolean {
  return item.residue !== true || !isWoodWaste(item) || toBase(item.qty).dimension !== 'volume';
}

const FIREARMS = /^930[1-4]/;

/** A frame or receiver bears the number of the weapon. */
const NUMBERED = /^930[1-5]/;

function firearmGain(act: Transform, bill: Parameters['billOfMaterials']): Gain | undefined {
  const { inputs, outputs } = act.event;
  const made = pieces(outputs, FIREARMS);
  if (made === undefined) return undefined;
  const used = total(inputs);
  if (used?.dimension === 'count' && made.value.gt(used.value)) {
    return ofParts(`${formatBase(made)} of firearms were made of ${formatBase(used)} of parts`);
  }
  const frames = pieces(
    inputs.filter(({ serials }) => serials !== undefined),
    NUMBERED,
  );
  if (frames !== undefined && made.value.gt(frames.value)) {
    return ofParts(
      `${formatBase(made)} of firearms were made, and of what went in ${formatBase(frames)} bear a serial`,
    );
  }
  return bill.map((line) => shortOf(line, act)).find((gain) => gain !== undefined);
}

function shortOf(
  { output, input, pieces: each }: Parameters['billOfMaterials'][number],
  { event: { inputs, outputs } }: Transform,
): Gain | undefined {
  const made = pieces(outputs, new RegExp(`^${output}`));
  const used = pieces(inputs, new RegExp(`^${input}`));
  if (made === undefined || used?.value.gte(made.value.times(each)) === true) return undefined;
  const had = used === undefined ? 'none went in' : `${formatBase(used)} went in`;
  return ofParts(
    `${formatBase(made)} of HS ${output} were made, each of ${each} of HS ${input}, and ${had}`,
  );
}

function ofParts(says: string): Gain {
  return { says: `${says}.`, origins: [] };
}

/** Of goods of these codes; `undefined` where there are none, or they are not counted. A firearm is no residue. */
function pieces(items: readonly Item[], hs: RegExp): BaseQuantity | undefined {
  const sum = total(
    items.filter((item) => hs.test(item.hs) && (item.residue !== true || FIREARMS.test(item.hs))),
  );
  return sum?.dimension === 'count' ? sum : undefined;
}

function total(items: readonly Item[]): BaseQuantity | undefined {
  const [first, ...rest] = items.map(({ qty }) => toBase(qty));
  if (first === undefined || rest.some(({ dimension }) => dimension !== first.dimension)) {
    return undefined;
  }
  return { ...first, value: rest.reduce((sum, { value }) => sum.plus(value), first.value) };
}

function exceeds(output: Big, input: Big, limit: number): boolean {
  return output.gt(input.times(new Big(1).plus(String(limit))));
}

/** Material of which every kilogram is accounted for. */
const MATERIAL: ReadonlySet<Commodity> = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER']);

/** Goods of one kind before and after, which nothing can be told of. */
function unlikeIn(act: Transform, context: RuleContext<Parameters>): Found | undefined {
  const { inputs, outputs } = act.event;
  const commodity = commodityOfHs(mainInput(inputs)?.hs ?? '');
  if (!MATERIAL.has(commodity)) return undefined;
  const isOfKind = ({ hs }: Item) => commodityOfHs(hs) === commodity;
  const [used, made] = [
    inputs.filter(isOfKind),
    outputs.filter((item) => isOfKind(item) && item.residue !== true),
  ];
  const all = [...used, ...made];
  if (measuresOf(all).dimension !== undefined) return undefined;
  const unlike = unlikeMeasures(all, context, caseOf(act, context.facts));
  if (unlike === undefined) return undefined;
  const [given, gave] = [used, made].map((items) => listText(items.map(measureText)));
  return {
    ...about(act, []),
    severity: unlike.severity,
    sentence: `${gave} came of ${given}: ${unlike.says}. ${signedText(act)}`,
  };
}

function gained(act: Transform, { says, origins }: Gain): Found {
  return {
    ...about(act, origins),
    severity: 'CRITICAL',
    sentence: `${says} ${signedText(act)}`,
  };
}

function signedText(act: Transform): string {
  return `${accountOf(act)} signed the TRANSFORM (${act.event.process}) on ${timeText(act.at)}.`;
}

function about(act: Transform, origins: Gain['origins']): Omit<Found, 'severity' | 'sentence'> {
  const { eventId, inputs, outputs } = act.event;
  return {
    subject: eventId,
    anchor: act.hash,
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set([...outputs, ...inputs].map(({ itemId }) => itemId))],
    evidence: hashesOf(...origins, act),
  };
}
