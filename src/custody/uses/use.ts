import type { Place } from '../vocabulary/event.js';
import type { CorrectionRate } from './correction-rates.js';
import type { NumberSpan } from './number-span.js';

/**
 * Things that several lineages may share, so that what one of them does says something about another: marks, papers,
 * containers, sites, accounts, keys and devices.
 */
export const USE_KINDS = [
  'tag',
  'seal',
  'serial',
  'document',
  'container',
  'consigned',
  'delivered',
  'flow',
  'sent',
  'arrived',
  'exported',
  'identifier',
  'output',
  'intake',
  'unproven',
  'claimed',
  'opening',
  'origin',
  'device',
  'run',
  'price',
] as const;
export type UseKind = (typeof USE_KINDS)[number];

/** One use that an act makes of a shared thing. */
export interface Use {
  readonly kind: UseKind;
  /** Which thing, in the form in which two spellings of it are the same. */
  readonly key: string;
  /** The numbers behind the key, where the thing is numbered. */
  readonly low?: number;
  readonly high?: number;
  /** Of the act: place in the log, hash, times (epoch milliseconds), signer. */
  readonly index: number;
  /** Place among the uses of its act. */
  readonly part: number;
  readonly hash: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly actor: string;
  readonly consignment?: string;
  /** Items the use concerns. */
  readonly items: readonly string[];
  readonly place?: Place;
  /**
   * What counts towards the sum of the key, a decimal in base units, and the month it counts in: `YYYY-MM`, UTC. Sums
   * that are told apart further have that behind a blank: `YYYY-MM P-SMELTER`.
   */
  readonly amount?: string;
  readonly period?: string;
  /** Further words of the kind. */
  readonly detail: Readonly<Record<string, string>>;
}

/** All uses of one kind and key in one month. */
export interface UseSum {
  readonly kind: UseKind;
  readonly key: string;
  /** As the uses have it. */
  readonly period: string;
  /** Decimal, base units. */
  readonly amount: string;
  readonly count: number;
}

/** What is known of the shared things that some lineages use: their own uses, those that meet them, and sums. */
export interface KnownUses {
  readonly uses: readonly Use[];
  readonly sums: readonly UseSum[];
  /**
   * What of the sums of intake comes from lots that were under a CRITICAL alert when they were taken in, for every
   * account that the uses name.
   */
  readonly tainted?: readonly UseSum[];
  /** Consignments on which HIGH or CRITICAL alerts stand, of those named by the uses. */
  readonly alerted?: ReadonlySet<string>;
  /** How common identifiers are; told only where {@link alerted} is. */
  readonly spread?: IdentifierSpread;
  /** Of the corrections in the lineage. */
  readonly corrections?: readonly CorrectionRate[];
}

/** In how many consignments identifiers appear. */
export interface IdentifierSpread {
  /** Consignments in the ledger. */
  readonly consignments: number;
  /** By key: those whose uses are too many to be told all. */
  readonly having: ReadonlyMap<string, number>;
}

export const NO_USES: KnownUses = { uses: [], sums: [] };

/** Do the two speak of the same thing? Numbered things are the same where their numbers overlap. */
export function isSameThing(a: Use, b: Use): boolean {
  if (a.kind !== b.kind || a.key !== b.key) return false;
  const one = spanOf(a);
  const other = spanOf(b);
  return (
    one === undefined || other === undefined || (one.low <= other.high && other.low <= one.high)
  );
}

/** The numbers of a use; `undefined` where the thing has none. */
export function spanOf({ key, low, high }: Use): NumberSpan | undefined {
  return low === undefined || high === undefined ? undefined : { prefix: key, low, high };
}

/** By the time of the act, then by hash: the order does not depend on who reached the ledger first. */
export function byTime(a: Use, b: Use): number {
  return a.at - b.at || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}
