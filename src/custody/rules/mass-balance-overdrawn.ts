import { Big } from 'big.js';
import { z } from 'zod';
import type { Act } from '../replay/act.js';
import { accountKey } from '../uses/account-entries.js';
import { endOfMonth, monthsBefore } from '../uses/months.js';
import type { SharedUses } from '../uses/shared-uses.js';
import type { Use, UseKind, UseSum } from '../uses/use.js';
import type { Commodity } from '../vocabulary/event-types.js';
import { formatBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY } from './time-limits.js';
import { counted } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({
  margin: z.number().nonnegative().default(0.01),
  windowMonths: z.int().positive().default(12),
  pendingDays: z.number().nonnegative().default(31),
});
type Parameters = z.infer<typeof parameters>;

export const massBalanceOverdrawn = defineRule<Parameters>({
  id: 'R19',
  code: 'MASS_BALANCE_OVERDRAWN',
  title: 'A party claims more than it took in',
  explanation:
    'What a party consigned of a commodity in twelve months exceeds what it had before, took in and brought into the ledger. Only lots whose origin is on record count as taken in, each by the receiver’s own measure. Where every lot of the account has an assay of one metal, the metal contained is compared, else the mass or volume. A lot whose origin may still be recorded counts meanwhile; where metal is compared, it is taken to be as rich as what was claimed. A lot on which a CRITICAL alert stands is not taken off: its own alert speaks of it.',
  authority: 'ISO 22095 and RMI mass balance; UNTP monthly reconciliation',
  group: 'quantity',
  decided: ['append', 'deadline'],
  severity: 'CRITICAL',
  severities: {
    MEDIUM: 'The account is younger than twelve months: stock from before may be missing.',
    CRITICAL: 'The account is older.',
  },
  commodities: ['3T', 'GOLD', 'DIAMOND', 'TIMBER'],
  subject: 'party and commodity',
  anchor: 'month of the claim',
  parameters,
  reasons: {
    margin: 'Scales and sampling; the reconciliation of UNTP allows 2 % both ways.',
    windowMonths: 'The usual period of a mass-balance account.',
    pendingDays:
      'Mines that were registered offline upload within two weeks; a month after the end of the month leaves room.',
  },
  autoClear: false,
  innocent: [
    'Stock from before the ledger was not registered: in its first twelve months an account is MEDIUM.',
    'Material was refined for another party and is not the claimant’s.',
  ],
  closedBy: 'An inspector, after a stock-take or a reconciliation of the account.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { shared } = context;
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  for (const { act, use: claim } of usesInFocus(context, 'claimed')) {
    const account = accountOf(claim, shared);
    if (account === undefined) continue;
    const answer = judged(account, act, context);
    if (answer?.found !== undefined) findings.push(answer.found);
    if (answer?.until !== undefined) {
      deadlines.push({ subject: subjectOf(account), at: after(answer.until) });
    }
  }
  return { findings, deadlines };
}

interface Account {
  readonly party: string;
  readonly commodity: Commodity;
  /** A metal, or the dimension of the entries. */
  readonly measure: string;
  readonly isMetal: boolean;
  readonly period: string;
  readonly intake: readonly UseSum[];
  readonly claimed: readonly UseSum[];
  /** Always by mass or volume. */
  readonly unproven: readonly UseSum[];
  /** Claims by mass: their share of metal is the most that a lot not yet proven is given. */
  readonly claimedMass: readonly UseSum[];
}

/** The account that decides: a metal's when it holds every entry of the mass account, else that one. */
function accountOf(claim: Use, shared: SharedUses): Account | undefined {
  const [party, commodity, measure]: [string, Commodity, string] = JSON.parse(claim.key);
  const metal = claim.detail['metal'];
  const mass = accountKey(party, commodity, 'mass');
  const isMetal = metal !== undefined;
  const sums = (kind: UseKind, key: string) => shared.sums(kind, key);
  const kinds = ['intake', 'claimed'] as const;
  if (isMetal && kinds.some((kind) => countOf(sums(kind, claim.key)) < countOf(sums(kind, mass)))) {
    return undefined;
  }
  if (!isMetal && measure === 'mass' && isAllOfOneMetal(claim, shared)) return undefined;
  return {
    party,
    commodity,
    measure,
    isMetal,
    period: claim.period ?? '',
    intake: sums('intake', claim.key),
    claimed: sums('claimed', claim.key),
    unproven: sums('unproven', isMetal ? mass : claim.key),
    claimedMass: sums('claimed', isMetal ? mass : claim.key),
  };
}

function isAllOfOneMetal(claim: Use, shared: SharedUses): boolean {
  const metal = shared
    .of('claimed', claim.hash)
    .find(({ detail }) => detail['metal'] !== undefined);
  if (metal === undefined) return false;
  return (['intake', 'claimed'] as const).every(
    (kind) => countOf(shared.sums(kind, metal.key)) === countOf(shared.sums(kind, claim.key)),
  );
}

interface Judged {
  readonly found?: Found;
  /** While lots without origin make up the difference: until when they may, epoch milliseconds. */
  readonly until?: number;
}

function judged(account: Account, act: Act, context: RuleContext<Parameters>): Judged | undefined {
  const { margin, windowMonths, pendingDays } = context.parameters({
    commodity: account.commodity,
  });
  const { period } = account;
  const first = monthsBefore(period, windowMonths - 1);
  const within = (each: string) => each >= first && each <= period;
  const carried = total(account.intake, (each) => each < first).minus(
    total(account.claimed, (each) => each < first),
  );
  const opening = carried.lt(0) ? new Big(0) : carried;
  const intake = total(account.intake, within);
  const claimed = total(account.claimed, within);
  const allowed = opening.plus(intake);
  const factor = new Big(1).plus(String(margin));
  if (claimed.lte(allowed.times(factor))) return undefined;
  const pending = account.unproven.filter(
    (sum) => within(sum.period) && endOfMonth(sum.period) + pendingDays * DAY >= context.now,
  );
  const expected = total(pending, () => true).times(shareOfMetal(account, claimed, within));
  if (claimed.lte(allowed.plus(expected).times(factor))) {
    return { until: Math.min(...pending.map((sum) => endOfMonth(sum.period))) + pendingDays * DAY };
  }
  return { found: found(account, act, { opening, intake, claimed, months: windowMonths }) };
}

function shareOfMetal(account: Account, claimed: Big, within: (period: string) => boolean): Big {
  const mass = total(account.claimedMass, within);
  return account.isMetal && mass.gt(0) ? claimed.div(mass) : new Big(1);
}

interface Balance {
  readonly opening: Big;
  readonly intake: Big;
  readonly claimed: Big;
  readonly months: number;
}

function found(account: Account, act: Act, balance: Balance): Found {
  const { party, commodity, period } = account;
  const oldest = [...account.intake, ...account.claimed].map((sum) => sum.period).toSorted()[0];
  const isYoung = oldest === undefined || oldest > monthsBefore(period, balance.months);
  const what = account.isMetal ? `${account.measure} contained in ${commodity}` : commodity;
  const amount = (value: Big) => formatBase({ dimension: dimensionOf(account), value }, 1);
  const items = 'items' in act.event ? (act.event.items ?? []) : [];
  return {
    subject: subjectOf(account),
    anchor: period,
    severity: isYoung ? 'MEDIUM' : 'CRITICAL',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: items.map(({ itemId }) => itemId),
    sentence: `In the ${counted(balance.months, 'month')} to ${period}, ${party} consigned ${amount(balance.claimed)} of ${what}; on record are ${amount(balance.opening)} from before and ${amount(balance.intake)} taken in with a known origin.${isYoung ? ' The account is younger than that, so stock from before may be missing.' : ''}`,
    evidence: [act.hash],
  };
}

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
