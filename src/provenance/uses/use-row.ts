import type { Use, UseKind } from '../../custody/uses/use.js';
import type { Place } from '../../custody/vocabulary/event.js';

/** A use as its table keeps it. */
export interface UseRow {
  readonly idx: number;
  readonly part: number;
  readonly kind: UseKind;
  readonly key: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly hash: string;
  readonly at: number;
  readonly recorded_at: number;
  readonly actor: string;
  readonly consignment: string | null;
  readonly items: readonly string[];
  readonly place: string | null;
  readonly amount: string | null;
  readonly period: string | null;
  readonly detail: string;
}

export function useOf(row: UseRow): Use {
  const { low, high, consignment, amount, period } = row;
  const detail: Use['detail'] = JSON.parse(row.detail);
  return {
    kind: row.kind,
    key: row.key,
    index: row.idx,
    part: row.part,
    hash: row.hash,
    at: row.at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    items: row.items,
    detail,
    ...(low !== null && { low }),
    ...(high !== null && { high }),
    ...(consignment !== null && { consignment }),
    ...(row.place !== null && { place: placeOf(row.place) }),
    ...(amount !== null && { amount }),
    ...(period !== null && { period }),
  };
}

function placeOf(text: string): Place {
  const place: Place = JSON.parse(text);
  return place;
}
