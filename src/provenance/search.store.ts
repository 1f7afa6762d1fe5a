import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import {
  LOOKUP_KINDS,
  type LookupKind,
  normaliseLookup,
  rangeCandidates,
} from './lookup-values.js';

/** A mention of the searched value by one event. */
export interface LookupHit {
  readonly kind: LookupKind;
  readonly idx: number;
  readonly consignment: string | undefined;
  /** Items it may mean: the one it marks, else those of the event. */
  readonly items: readonly string[];
}

export interface ConsignmentHit {
  readonly key: string;
  readonly ucr: string;
  readonly year: number;
  readonly isOpened: boolean;
}

interface HitRow {
  readonly kind: LookupKind;
  readonly idx: number;
  readonly consignment: string | null;
  readonly item_id: string | null;
  readonly items: readonly string[];
}

/** Newest mentions looked at: a value named thousands of times does not make a search slow. */
const MOST_HITS = 200;

/** Finds goods by what is written on them or on their papers. */
@Injectable()
export class SearchStore {
  constructor(private readonly database: Database) {}

  /** Consignments of a UCR, or the one of a key `<UCR>;<year>`; newest first, opened ones before mere mentions. */
  async consignments(ucrOrKey: string, upTo = Number.MAX_SAFE_INTEGER): Promise<ConsignmentHit[]> {
    const { rows } = await this.database.pool.query<ConsignmentHit>({
      name: 'prov_search_consignments',
      text: `select key, ucr, year, opened_idx is not null as "isOpened"
        from prov_consignments
        where (ucr = $1 or key = $1) and first_idx <= $2
        order by opened_idx is null, year desc`,
      values: [ucrOrKey, upTo],
    });
    return rows;
  }

  async hasItem(itemId: string): Promise<boolean> {
    const { rows } = await this.database.pool.query({
      name: 'prov_search_item',
      text: 'select 1 from prov_event_items where item_id = $1 limit 1',
      values: [itemId],
    });
    return rows.length > 0;
  }

  /** Newest mentions of a container, seal, serial, tag or document number, single or within a range. */
  async hits(query: string): Promise<LookupHit[]> {
    const exact = LOOKUP_KINDS.map((kind) => [kind, normaliseLookup(kind, query)] as const);
    const ranges = rangeCandidates(normaliseLookup('tag', query));
    const { rows } = await this.database.pool.query<HitRow>({
      name: 'prov_search_hits',
      text: HITS,
      values: [
        exact.map(([kind]) => kind),
        exact.map(([, value]) => value),
        ranges.map(({ prefix }) => prefix),
        ranges.map(({ number }) => number),
        MOST_HITS,
      ],
    });
    return rows.map(({ kind, idx, consignment, item_id, items }) => ({
      kind,
      idx,
      consignment: consignment ?? undefined,
      items: item_id === null ? items : [item_id],
    }));
  }

  /** Consignments that items were consigned in: pairs, newest first. */
  async consignmentsOf(
    items: readonly string[],
    upTo = Number.MAX_SAFE_INTEGER,
  ): Promise<{ item: string; consignment: string }[]> {
    if (items.length === 0) return [];
    const { rows } = await this.database.pool.query<{ item: string; consignment: string }>({
      name: 'prov_search_consignments_of',
      text: `select item_id as item, consignment
        from prov_consignment_items
        where item_id = any($1) and is_consigned and since_idx <= $2
        order by since_idx desc, consignment`,
      values: [items, upTo],
    });
    return rows;
  }
}

const HITS = `
  with hit as (
    select l.kind, l.idx, l.item_id
    from unnest($1::text[], $2::text[]) as wanted (kind, value)
    cross join lateral (
      select * from prov_lookups
      where kind = wanted.kind and value = wanted.value and low is null and wanted.value <> ''
      offset 0
    ) l
    union
    select l.kind, l.idx, l.item_id
    from unnest($3::text[], $4::bigint[]) as wanted (prefix, number)
    cross join unnest(array['tag', 'serial']) as ranged (kind)
    cross join lateral (
      select * from prov_lookups
      where kind = ranged.kind and value = wanted.prefix and low <= wanted.number and high >= wanted.number
      offset 0
    ) l
    order by idx desc
    limit $5
  )
  select hit.kind, hit.idx, hit.item_id, e.consignment, e.items
  from hit cross join lateral (select * from prov_events where idx = hit.idx offset 0) e
  order by hit.idx desc, hit.kind`;
