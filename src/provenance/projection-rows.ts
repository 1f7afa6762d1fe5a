import type { Use } from '../custody/uses/use.js';
import type { ConsignmentRow } from './consignment-register.js';
import type { JudgementFocus } from './judgement-request.js';
import type { Lookup } from './lookup-values.js';

/** Rows of the projection's tables. Indexes are log indexes. */

export interface EventRow {
  readonly idx: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly type: string;
  readonly actor: string;
  readonly principal: string | undefined;
  readonly witness: string | undefined;
  readonly consignment: string | undefined;
  readonly handover: string | undefined;
  readonly toParty: string | undefined;
  readonly corrects: number | undefined;
  readonly items: readonly string[];
  readonly inputs: readonly string[] | undefined;
  isHeldOffer: boolean;
}

/** One side of a handover. */
export type Partner = Pick<EventRow, 'type' | 'actor' | 'principal' | 'toParty' | 'items'>;

export interface InvolvedRow {
  /** An item id or a consignment key. */
  readonly subject: string;
  readonly kind: 'party' | 'country' | 'site' | 'inspector';
  readonly value: string;
  readonly sinceIdx: number;
}

export interface LookupRow {
  readonly idx: number;
  readonly lookup: Lookup;
}

export interface NoticeRow {
  readonly idx: number;
  readonly kind: 'finding' | 'decision';
  readonly alert: string;
  readonly actor: string | undefined;
  readonly consignment: string | undefined;
  readonly items: readonly string[];
}

/** Uses of what lineages share, before their accounts are settled. */
export interface ChangedUses {
  /** Acts that were corrected: all their uses are made anew. */
  readonly replaced: readonly number[];
  readonly uses: readonly Use[];
}

/** All that one batch writes. */
export interface ProjectedRows {
  readonly events: readonly EventRow[];
  readonly eventItems: readonly {
    readonly itemId: string;
    readonly idx: number;
    readonly isOutput: boolean;
  }[];
  readonly lookups: readonly LookupRow[];
  readonly notices: readonly NoticeRow[];
  readonly involved: readonly InvolvedRow[];
  readonly consignments: readonly ConsignmentRow[];
  readonly consignmentItems: readonly {
    readonly consignment: string;
    readonly itemId: string;
    readonly sinceIdx: number;
    readonly isConsigned: boolean;
  }[];
  readonly trails: readonly { readonly itemId: string; readonly trail: string }[];
  /** Earlier DISPATCHes that turned out to be the holder's. */
  readonly heldEarlier: readonly number[];
  readonly uses: ChangedUses;
  readonly focuses: readonly JudgementFocus[];
}
