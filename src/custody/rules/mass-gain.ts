import { Big } from 'big.js';
import { z } from 'zod';
import { recordedAssay } from '../replay/recorded-assay.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { ReplayedLineage } from '../replay/replay.js';
import type { Item } from '../vocabulary/event.js';
import {
  formatAlike,
  formatBase,
  percentage,
  toBase,
  type BaseQuantity,
} from '../vocabulary/quantity.js';
import { containedIn } from '../vocabulary/assays.js';
import { contentsOf, mainInput } from '../vocabulary/reagents.js';
import { caseOf } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { byHs } from './tolerance.js';
import { timeText } from './wording.js';

const hsPrefix = z.string().regex(/^\d{2,10}$/);
const parameters = z.object({
  containedGain: z
    .record(z.string().regex(/^(\*|\d{2,10})$/), z.number().nonnegative())
    .default({ '26': 0.03, '71': 0.003, '93': 0, '*': 0.01 }),
  timberYieldMax: z.number().positive().default(0.8),
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
    'The outputs of a transformation, residue included, hold more of a metal than its inputs by their recorded assays: more than 3 % more for ores, 0.3 % for gold; their weight may be less all the same, and is told beside it. Without assays, they weigh more at all: what laboratories differ by explains no weight, and what was added is an input. Goods measured by volume may come to 1 % more. Sawn timber comes to more than 80 % of its logs. Or more firearms were made than the parts allow: than units went in, than went in with a serial where any did (a frame or receiver is what makes a firearm), or than a bill of materials in the rule set gives.',
  authority: 'Blending at processors and smelters (OECD due diligence)',
  group: 'quantity',
  decided: ['append'],
  severity: 'CRITICAL',
  commodities: ['*'],
  subject: 'event id of the TRANSFORM',
  anchor: 'hash of the TRANSFORM',
  parameters,
  reasons: {
    containedGain:
      'Two laboratories differ by a few percent on ore and by a few tenths on gold; units do not grow.',
    timberYieldMax: 'Sawmills get 41 to 63 % of a log; above 80 % it is no sawmilling.',
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
    if (gain !== undefined) findings.push(found(act, gain));
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
  { containedGain, timberYieldMax, billOfMaterials }: Parameters,
): Gain | undefined {
  const { inputs, outputs } = act.event;
  const limit = byHs(mainInput(inputs)?.hs ?? '', containedGain) ?? 0;
  if (isSawing(inputs)) return timberGain(act, timberYieldMax);
  const metals = metalsOf(inputs, outputs, lineage);
  if (metals.length > 0) return metalGain(act, metals, limit, lineage);
  return firearmGain(act, billOfMaterials) ?? quantityGain(act, limit);
}

export interface Metal {
  readonly name: string;
  readonly input: Big;
  readonly output: Big;
}

/** Metals that every input tells its content of, reagents apart; outputs that tell none count as holding none. */
export function metalsOf(
  used: readonly Item[],
  made: readonly Item[],
  lineage: ReplayedLineage,
): Metal[] {
  const inputs = contentsOf(used, (item) => recordedAssay(item, lineage));
  const outputs = made.map((item) => containedIn(item.qty, item.assay));
  const names = new Set(outputs.map((each) => each?.metal).filter((name) => name !== undefined));
  const metals: Metal[] = [];
  for (const name of names) {
    if (inputs.length === 0 || !inputs.every((each) => each?.metal === name)) continue;
    metals.push({ name, input: sumOf(name, inputs), output: sumOf(name, outputs) });
  }
  return metals;
}

function sumOf(name: string, parts: readonly ReturnType<typeof containedIn>[]): Big {
  const own = parts.filter((part) => part?.metal === name);
  return own.reduce((sum, part) => sum.plus(part?.mass ?? 0), new Big(0));
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
    says: `The outputs hold ${made} of ${metal.name} and the inputs, by their recorded assays, ${used}: ${shareBeside(unexplained, metal.input, limit)} more, with ${percent(limit)} allowed; nothing on record explains ${surplus} of contained ${metal.name}.${weightBeside(act)}${settled}`,
    origins: act.event.inputs.map(({ itemId }) => lineage.items.get(itemId)?.origin),
  };
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

function quantityGain(act: Transform, limit: number): Gain | undefined {
  const input = total(act.event.inputs);
  const output = total(act.event.outputs);
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

export function isSawing(inputs: readonly Item[]): boolean {
  return inputs.every(({ hs }) => hs.startsWith('4403'));
}

function timberGain(act: Transform, most: number): Gain | undefined {
  const logs = total(act.event.inputs);
  const sawn = total(
    act.event.outputs.filter(({ hs, residue }) => residue !== true && !hs.startsWith('4403')),
  );
  if (logs === undefined || sawn?.dimension !== logs.dimension) return undefined;
  if (sawn.value.lte(logs.value.times(String(most)))) return undefined;
  return {
    says: `${formatBase(sawn)} of sawn timber came of ${formatBase(logs)} of logs, a yield of ${shareBeside(sawn.value, logs.value, most)}; at most ${percent(most)} is plausible.`,
    origins: [],
  };
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

/** With as many decimals as it takes to differ from what is allowed. */
function shareBeside(part: Big, whole: Big, limit: number): string {
  const allowed = new Big(String(limit)).times(100);
  for (let places = 1; ; places++) {
    const share = percentage(part, whole, places);
    if (share === undefined) return 'all of it';
    if (places === 6 || !allowed.eq(share)) return `${share} %`;
  }
}

function percent(share: number): string {
  return `${new Big(String(share)).times(100).toFixed()} %`;
}

function found(act: Transform, { says, origins }: Gain): Found {
  const { eventId, inputs, outputs, process } = act.event;
  return {
    subject: eventId,
    anchor: act.hash,
    severity: 'CRITICAL',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [...new Set([...outputs, ...inputs].map(({ itemId }) => itemId))],
    sentence: `${says} ${accountOf(act)} signed the TRANSFORM (${process}) on ${timeText(act.at)}.`,
    evidence: hashesOf(...origins, act),
  };
}
