import { Big } from 'big.js';
import { z } from 'zod';
import { SEVERITIES } from '../finding.js';
import type { Facts } from '../lineage.js';
import { isA, type Act } from '../replay/act.js';
import { accountKey, accountKeysOf } from '../uses/account-entries.js';
import { endOfMonth, monthsBefore } from '../uses/months.js';
import type { SharedUses } from '../uses/shared-uses.js';
import type { UseSum } from '../uses/use.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { formatAlike, type BaseQuantity } from '../vocabulary/quantity.js';
import {
  defineRule,
  type Circumstances,
  type Found,
  type RuleAnswer,
  type RuleContext,
} from './rule.js';
import { after, DAY } from './time-limits.js';
import { counted } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({
  margin: z.number().nonnegative().default(0.01),
  windowMonths: z.int().positive().default(12),
  pendingDays: z.number().nonnegative().default(31),
  unverifiedOpeningSeverity: z.enum(SEVERITIES).default('MEDIUM'),
});
type Parameters = z.infer<typeof parameters>;

export const massBalanceOverdrawn = defineRule<Parameters>({
  id: 'R19',
  code: 'MASS_BALANCE_OVERDRAWN',
  title: 'A party claims more than it took in',
  explanation:
    'What a party consigned of a commodity in twelve months exceeds by more than 1 % what it had before, took in and brought into the ledger. Only lots whose origin is on record count as taken in, each by the receiver’s own measure. Where every lot of the account has an assay of one metal, the metal contained is compared, else the mass or volume; residue counts like other goods, but for loose sawdust and chips. A lot whose origin may still be recorded counts meanwhile; where metal is compared, it is taken to be as rich as what was claimed. A lot that was under a CRITICAL alert when it was taken in does not count, whenever that came to light: by the times of the acts, so that the order of arrival changes nothing. What its taker himself records while he takes it in, such as another seal than was set, is not held against him. What happens to a lot later concerns its later holders. A gap of what a lot was made from is not inherited here: it counts once, with whoever took that material in. Every month is judged whose twelve months an entry belongs to; an opening stock that an inspector witnessed (COMMISSION with the basis opening-balance) makes a young account complete.',
  authority: 'ISO 22095 and RMI mass balance; UNTP monthly reconciliation',
  group: 'quantity',
  decided: ['append', 'deadline'],
  severity: 'CRITICAL',
  severities: {
    MEDIUM:
      'The account is younger than twelve months and has no witnessed opening stock: stock from before may be missing.',
    CRITICAL: 'The account is older, or its opening stock was witnessed.',
  },
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'party and commodity',
  anchor: 'month of the claim',
  parameters,
  cases: ['commodity', 'country'],
  reasons: {
    margin: 'Scales and sampling; the reconciliation of UNTP allows 2 % both ways.',
    windowMonths: 'The usual period of a mass-balance account.',
    unverifiedOpeningSeverity: 'Stock from before the ledger may explain it.',
    pendingDays:
      'Mines that were registered offline upload within two weeks; a month after the end of the month leaves room.',
  },
  autoClear: false,
  innocent: [
    'Stock from before the ledger was not registered.',
    'Material was refined for another party and is not the claimant’s.',
  ],
  closedBy: 'An inspector, after a stock-take or a reconciliation of the account.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings = new Map<string, Found>();
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  const entries = usesInFocus(context, 'claimed', 'intake', 'unproven');
  const claims = entries.filter(({ use }) => use.kind === 'claimed');
  const keys = new Set(entries.flatMap(({ use }) => accountKeysOf(use)));
  const accounts = new Map([...keys].map((key) => [key, accountOf(key, keys, context.shared)]));
  const seen = new Set<string>();
  for (const { use, act } of entries) {
    for (const key of accountKeysOf(use)) {
      // Other entries of an account in the same month bear on the same balances.
      const entry = `${key} ${use.period}`;
      if (seen.has(entry)) continue;
      seen.add(entry);
      const account = accounts.get(key);
      if (account === undefined || use.period === undefined) continue;
      for (const period of monthsOf(use.period, account, context)) {
        // Whoever of the focus claims in that month is named; else who changed what may be claimed.
        const own = claims.filter((claim) => claim.use.key === key && claim.use.period === period);
        const id = JSON.stringify([subjectOf(account), period]);
        if (own.length === 0 && findings.has(id)) continue;
        const cause = own[0]?.act ?? act;
        const { finding, until } = judged(account, period, cause, context) ?? {};
        if (finding !== undefined) findings.set(id, finding);
        if (until !== undefined) deadlines.push({ subject: subjectOf(account), at: after(until) });
      }
    }
  }
  return { findings: [...findings.values()], deadlines };
}

/** Months with claims whose window holds the entry's. */
function monthsOf(
  first: string,
  account: Account,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): string[] {
  const { windowMonths } = parametersFor(accountCase(account, facts));
  const last = monthsBefore(first, 1 - windowMonths);
  return account.claimed
    .map(({ period }) => period)
    .filter((each) => each >= first && each <= last);
}

/** Whose account it is, and of what. */
function accountCase({ party, commodity }: Account, { parties }: Facts): Circumstances {
  return { commodity, country: parties.get(party)?.country };
}

interface Account {
  readonly party: string;
  readonly commodity: Commodity;
  /** A metal, or the dimension of the entries. */
  readonly measure: string;
  readonly isMetal: boolean;
  readonly hasOpening: boolean;
  readonly intake: readonly UseSum[];
  /** What of it does not count. */
  readonly tainted: readonly UseSum[];
  readonly claimed: readonly UseSum[];
  /** Always by mass or volume. */
  readonly unproven: readonly UseSum[];
  /** Claims by mass: their share of metal is the most that a lot not yet proven is given. */
  readonly claimedMass: readonly UseSum[];
}

/**
 * By key, where that account decides: a metal's when it holds every entry of the mass account, else that one.
 *
 * @param keys of all accounts in the focus
 */
function accountOf(
  key: string,
  keys: ReadonlySet<string>,
  shared: SharedUses,
): Account | undefined {
  const [party, commodity, measure]: [string, Commodity, string] = JSON.parse(key);
  const mass = accountKey(party, commodity, 'mass');
  const isMetal = isMetalMeasure(measure);
  if (isMetal && !holdsAll(key, mass, shared)) return undefined;
  if (
    key === mass &&
    [...keys].some((other) => isMetalOf(other, mass) && holdsAll(other, mass, shared))
  )
    return undefined;
  const base = isMetal ? mass : key;
  return {
    party,
    commodity,
    measure,
    isMetal,
    hasOpening: shared.sums('opening', base).length > 0,
    intake: shared.sums('intake', key),
    tainted: shared.tainted(key),
    claimed: shared.sums('claimed', key),
    unproven: shared.sums('unproven', base),
    claimedMass: shared.sums('claimed', base),
  };
}

const DIMENSIONS = new Set(['mass', 'volume', 'count']);

function isMetalMeasure(measure: string): boolean {
  return !DIMENSIONS.has(measure) && !measure.startsWith('unit:');
}

/** Is it the account of a metal beside that by mass? */
function isMetalOf(key: string, mass: string): boolean {
  const [party, commodity, measure]: [string, Commodity, string] = JSON.parse(key);
  return isMetalMeasure(measure) && accountKey(party, commodity, 'mass') === mass;
}

function holdsAll(metal: string, mass: string, shared: SharedUses): boolean {
  return (['intake', 'claimed'] as const).every(
    (kind) => countOf(shared.sums(kind, metal)) === countOf(shared.sums(kind, mass)),
  );
}

interface Judged {
  readonly finding?: Found;
  /** While lots without origin make up the difference: until when they may, epoch milliseconds. */
  readonly until?: number;
}

function judged(
  account: Account,
  period: string,
  act: Act,
  context: RuleContext<Parameters>,
): Judged | undefined {
  const limits = context.parameters(accountCase(account, context.facts));
  const { windowMonths, pendingDays } = limits;
  const first = monthsBefore(period, windowMonths - 1);
  const before = (each: string) => each < first;
  const within = (each: string) => each >= first && each <= period;
  const eligible = (counts: (each: string) => boolean) =>
    total(account.intake, counts).minus(total(account.tainted, counts));
  const carried = eligible(before).minus(total(account.claimed, before));
  const opening = carried.lt(0) ? new Big(0) : carried;
  const intake = eligible(within);
  const claimed = total(account.claimed, within);
  const allowed = opening.plus(intake);
  const factor = new Big(1).plus(String(limits.margin));
  if (claimed.lte(allowed.times(factor))) return undefined;
  const pending = account.unproven.filter(
    (sum) => within(sum.period) && endOfMonth(sum.period) + pendingDays * DAY >= context.now,
  );
  const expected = total(pending, () => true).times(shareOfMetal(account, claimed, within));
  if (claimed.lte(allowed.plus(expected).times(factor))) {
    return { until: Math.min(...pending.map((sum) => endOfMonth(sum.period))) + pendingDays * DAY };
  }
  const tainted = total(account.tainted, (each) => each <= period);
  return { finding: found(account, period, act, { opening, intake, claimed, tainted, limits }) };
}

function shareOfMetal(account: Account, claimed: Big, within: (period: string) => boolean): Big {
  const mass = total(account.claimedMass, within);
  return account.isMetal && mass.gt(0) ? claimed.div(mass) : new Big(1);
}

interface Balance {
  readonly opening: Big;
  readonly intake: Big;
  readonly claimed: Big;
  /** Taken in under a CRITICAL alert. */
  readonly tainted: Big;
  readonly limits: Parameters;
}

function found(account: Account, period: string, act: Act, balance: Balance): Found {
  const { party, commodity, hasOpening } = account;
  const { windowMonths, unverifiedOpeningSeverity } = balance.limits;
  const oldest = [...account.intake, ...account.claimed].map((sum) => sum.period).toSorted()[0];
  const isYoung = oldest === undefined || oldest > monthsBefore(period, windowMonths);
  const isUnverified = isYoung && !hasOpening;
  const what = account.isMetal ? `${account.measure} contained in ${commodity}` : commodity;
  const [claimed, opening, intake, tainted] = formatAlike(
    [balance.claimed, balance.opening, balance.intake, balance.tainted].map((value) => ({
      dimension: dimensionOf(account),
      value,
    })),
    HEADINGS[commodity],
  );
  const goods = isA(act, 'CONSIGN') ? act.event.items : [];
  const notes = [
    ...(balance.tainted.gt(0)
      ? [` ${tainted} do not count: they were under a CRITICAL alert when taken in.`]
      : []),
    ...(isUnverified
      ? [' The account is younger than that, so stock from before may be missing.']
      : []),
  ];
  return {
    subject: subjectOf(account),
    anchor: period,
    severity: isUnverified ? unverifiedOpeningSeverity : 'CRITICAL',
    ...(isA(act, 'CONSIGN') && act.consignment !== undefined && { ucr: act.consignment }),
    items: goods.map(({ itemId }) => itemId),
    sentence: `In the ${counted(windowMonths, 'month')} to ${period}, ${party} consigned ${claimed} of ${what}; on record are ${opening} from before and ${intake} taken in with a known origin.${notes.join('')}`,
    evidence: [act.hash],
  };
}

/** By which an amount is told in the unit such goods are traded in. */
const HEADINGS: Readonly<Record<string, string>> = { GOLD: '7108', DIAMOND: '7102' };

function dimensionOf({ isMetal, measure }: Account): BaseQuantity['dimension'] {
  if (isMetal || measure === 'mass') return 'mass';
  if (measure === 'volume' || measure === 'count') return measure;
  return `unit:${measure.slice('unit:'.length)}`;
}

function subjectOf({ party, commodity }: Account): string {
  return `${party}/${commodity}`;
}

function total(sums: readonly UseSum[], counts: (period: string) => boolean): Big {
  return sums
    .filter(({ period }) => counts(period))
    .reduce((sum, { amount }) => sum.plus(amount), new Big(0));
}

function countOf(sums: readonly UseSum[]): number {
  return sums.reduce((sum, { count }) => sum + count, 0);
}
