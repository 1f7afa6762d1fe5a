import { ucrOf } from '../vocabulary/consignment-key.js';
import { z } from 'zod';
import { partyKey } from '../uses/identifier-uses.js';
import { partnersOf } from '../uses/party-bonds.js';
import type { SharedUses } from '../uses/shared-uses.js';
import type { Use } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { DAY } from './time-limits.js';
import { counted } from './wording.js';

const parameters = z.object({
  days: z.number().nonnegative().default(365),
  andCountAbove: z.int().positive().default(50),
  ignoreIfShareAbove: z.number().nonnegative().default(0.01),
  strongFrom: z.int().positive().default(3),
});
type Parameters = z.infer<typeof parameters>;

const RESOURCES = new Set(['3T', 'GOLD', 'DIAMOND', 'TIMBER', 'WILDLIFE']);

export const linkedFlows = defineRule<Parameters>({
  id: 'R40',
  code: 'LINKED_FLOWS',
  title: 'The same hands behind weapons and resources',
  explanation:
    'A party, beneficial owner, bank account, address, vehicle or device appears within a year in a consignment of arms and in one of minerals, gold, diamonds, timber or wildlife, and alerts of HIGH or CRITICAL stand on both. It is a lead and never a verdict; like every alert it is shown to authorities and auditors and to no party of either consignment. Whoever appears in more than fifty consignments, and in more than one of a hundred, is passed over: big carriers touch everything.',
  authority: 'Links between kinds of illicit flows; arms for minerals',
  group: 'plausibility',
  decided: ['append', 'periodic'],
  severity: 'INFO',
  severities: {
    INFO: 'One or two things in common.',
    MEDIUM: 'Three or more.',
  },
  commodities: ['*'],
  subject: 'identifier',
  anchor: 'keys of the two consignments',
  parameters,
  cases: [],
  reasons: {
    days: 'A year covers the season of a trade and the time until alerts stand.',
    andCountAbove: 'What is in so many consignments says nothing about two of them.',
    ignoreIfShareAbove: 'Of all consignments; in a large ledger fifty are few.',
    strongFrom: 'Three things in common are no chance.',
  },
  autoClear: false,
  innocent: [
    'A carrier or agent that serves many clients.',
    'A device or vehicle that was sold on.',
  ],
  closedBy: 'An inspector with a mandate for both flows.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { focus, shared } = context;
  const findings: Found[] = [];
  for (const key of focus.consignments) {
    if (shared.isAlerted(key)) findings.push(...linksOf(key, context));
  }
  return { findings, deadlines: [] };
}

/** What one consignment shares with another. */
interface Link {
  readonly identifier: string;
  readonly own: Use;
  readonly other: Use;
}

function linksOf(key: string, context: RuleContext<Parameters>): Found[] {
  const { lineage, shared } = context;
  const acts = lineage.acts.filter((act) => act.consignment === key);
  const byOther = new Map<string, Map<string, Link>>();
  for (const own of acts.flatMap(({ hash }) => shared.of('identifier', hash))) {
    for (const { identifier, keys } of spellingsOf(own, context)) {
      for (const other of othersOf(own, keys, context)) {
        const consignment = other.consignment ?? '';
        const links = byOther.get(consignment) ?? new Map<string, Link>();
        byOther.set(consignment, links);
        if (!links.has(identifier)) links.set(identifier, { identifier, own, other });
      }
    }
  }
  const { strongFrom } = context.parameters();
  return [...byOther].flatMap(([consignment, links]) =>
    [...links.values()].map((link) =>
      found(link, [key, consignment], links.size, links.size >= strongFrom),
    ),
  );
}

/** Something in common, and where it appears. */
interface Spelling {
  readonly identifier: string;
  readonly keys: readonly string[];
}

/** An identifier as such; and for a party, whoever else has its beneficial owner, bank account or address. */
function spellingsOf(own: Use, { facts }: RuleContext<Parameters>): Spelling[] {
  const itself = { identifier: own.key, keys: [own.key] };
  if (!own.key.startsWith(partyKey(''))) return [itself];
  const partners = partnersOf(own.key.slice(partyKey('').length), facts);
  return [
    itself,
    ...[...partners].map(([identifier, ids]) => ({ identifier, keys: ids.map(partyKey) })),
  ];
}

function othersOf(own: Use, keys: readonly string[], context: RuleContext<Parameters>): Use[] {
  const { shared } = context;
  const uses = keys.flatMap((key) => shared.at('identifier', key));
  if (isEverywhere(keys, uses, context)) return [];
  const { days } = context.parameters();
  return uses.filter(
    (other) =>
      other.consignment !== own.consignment &&
      Math.abs(other.at - own.at) <= days * DAY &&
      shared.isAlerted(other.consignment ?? '') &&
      areOfTwoKinds(own, other, shared),
  );
}

/** In so many consignments, of all there are, that being in two of them says nothing. */
function isEverywhere(
  keys: readonly string[],
  uses: readonly Use[],
  { shared, parameters: parametersFor }: RuleContext<Parameters>,
): boolean {
  const { andCountAbove, ignoreIfShareAbove } = parametersFor();
  const told = new Set(uses.map(({ consignment }) => consignment)).size;
  const known = keys.map((key) => shared.consignmentsWith(key) ?? 0);
  const count = Math.max(told, ...known);
  return count > andCountAbove && count > ignoreIfShareAbove * shared.consignments;
}

function areOfTwoKinds(a: Use, b: Use, shared: SharedUses): boolean {
  const [one, other] = [commoditiesOf(a, shared), commoditiesOf(b, shared)];
  return areArmsAndResources(one, other) || areArmsAndResources(other, one);
}

function areArmsAndResources(one: readonly string[], other: readonly string[]): boolean {
  return one.includes('ARMS') && other.some((commodity) => RESOURCES.has(commodity));
}

/** As the exporter calls the goods, and as their code does. */
function commoditiesOf({ consignment = '' }: Use, shared: SharedUses): string[] {
  const { commodity = '', hs = '' } = shared.at('consigned', consignment)[0]?.detail ?? {};
  return [commodity, commodityOfHs(hs)];
}

function found(
  { identifier, own, other }: Link,
  pair: readonly string[],
  count: number,
  isStrong: boolean,
): Found {
  const names = pair.map(ucrOf);
  return {
    subject: identifier,
    anchor: pair.toSorted().join('|'),
    severity: isStrong ? 'MEDIUM' : 'INFO',
    ...(own.consignment !== undefined && { ucr: own.consignment }),
    sentence: `${identifier} appears in consignment ${names[0]} and in ${names[1]}, one of arms and one of resources, and grave alerts stand on both; they have ${counted(count, 'identifier')} in common. This is a lead, no verdict.`,
    evidence: [own, other].toSorted((a, b) => a.index - b.index).map(({ hash }) => hash),
  };
}
