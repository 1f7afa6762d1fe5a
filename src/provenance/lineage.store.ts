import { Injectable } from '@nestjs/common';
import type { Focus, Lineage, RecordedEvent } from '../custody/lineage.js';
import { Database } from '../platform/database/database.js';
import { RecordedEvents } from './recorded-events.js';

/** Items that a walk upstream visits at most. */
const MOST_UPSTREAM = 5000;
/** The same, downstream: an alert names what it is about, and its reader wants the few ways it went. */
const MOST_DOWNSTREAM = 2000;

export interface Upstream {
  /** All that the items were made from, without the items themselves. */
  readonly items: readonly string[];
  /** False when the walk was cut off at its limit. */
  readonly isComplete: boolean;
}

export interface Downstream {
  /** All that was made of the items, without the items themselves. */
  readonly items: readonly string[];
  /** False when the walk was cut off at its limit. */
  readonly isComplete: boolean;
}

interface LineageRow {
  readonly focus: number;
  readonly idx: number;
  readonly consignment: string | null;
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Loads every event that bears on some goods, with two statements however many events and goods there are. */
@Injectable()
export class LineageStore {
  constructor(
    private readonly database: Database,
    private readonly events: RecordedEvents,
  ) {}

  /** See `Lineage`. @param upTo only entries up to and including this index */
  async lineageOf(focus: Focus, upTo = NO_LIMIT): Promise<Lineage> {
    const [lineage] = await this.lineagesOf([focus], upTo);
    return lineage ?? { events: [], focus };
  }

  /** Several at once, in the order asked. */
  async lineagesOf(focuses: readonly Focus[], upTo = NO_LIMIT): Promise<Lineage[]> {
    const items = focuses.flatMap((focus, n) => focus.items.map((item) => [n, item] as const));
    const keys = focuses.flatMap((focus, n) => focus.consignments.map((key) => [n, key] as const));
    const { rows } = await this.database.pool.query<LineageRow>({
      name: 'prov_lineages',
      text: LINEAGES,
      values: [
        items.map(([n]) => n),
        items.map(([, item]) => item),
        keys.map(([n]) => n),
        keys.map(([, key]) => key),
        upTo,
      ],
    });
    const events = await this.events.load([...new Set(rows.map(({ idx }) => idx))]);
    const lineages = focuses.map((focus) => ({ focus, events: [] as RecordedEvent[] }));
    for (const { focus, idx, consignment } of rows) {
      const event = events.get(idx);
      if (event === undefined) continue;
      lineages[focus]?.events.push(consignment === null ? event : { ...event, consignment });
    }
    return lineages;
  }

  /** Everything the items were made from, back to the origins. */
  async upstreamOf(items: readonly string[], upTo = NO_LIMIT): Promise<Upstream> {
    const { rows } = await this.database.pool.query<{ item: string }>({
      name: 'prov_upstream',
      text: UPSTREAM,
      values: [items, upTo, MOST_UPSTREAM + items.length + 1],
    });
    const own = new Set(items);
    const upstream = rows.map(({ item }) => item).filter((item) => !own.has(item));
    return {
      items: upstream.slice(0, MOST_UPSTREAM).toSorted(),
      isComplete: upstream.length <= MOST_UPSTREAM,
    };
  }

  /** Everything that was made of the items, down to what is held today; without the items themselves. */
  async downstreamOf(items: readonly string[]): Promise<Downstream> {
    const { rows } = await this.database.pool.query<{ item: string }>({
      name: 'prov_downstream',
      text: DOWNSTREAM,
      values: [items, MOST_DOWNSTREAM + items.length + 1],
    });
    const own = new Set(items);
    const downstream = rows.map(({ item }) => item).filter((item) => !own.has(item));
    return {
      items: downstream.slice(0, MOST_DOWNSTREAM).toSorted(),
      isComplete: downstream.length <= MOST_DOWNSTREAM,
    };
  }

  /**
   * Items of a consignment, whichever event named them there, and all they were made from.
   *
   * @param consignment a UCR, then of any year, or a key `<UCR>;<year>`
   */
  async goodsBehind(consignment: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ item: string }>({
      name: 'prov_goods_of_consignment',
      text: `select distinct item_id as item from prov_consignment_items
        where consignment = $1 or starts_with(consignment, $1 || ';')`,
      values: [consignment],
    });
    const items = rows.map(({ item }) => item);
    const upstream = await this.upstreamOf(items);
    return [...items, ...upstream.items];
  }

  /** Items of a consignment: those consigned in it, or, where no CONSIGN says, all its events name. */
  async itemsOf(consignment: string, upTo = NO_LIMIT): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ item: string; isConsigned: boolean }>({
      name: 'prov_items_of_consignment',
      text: `select item_id as item, is_consigned as "isConsigned"
        from prov_consignment_items
        where consignment = $1 and since_idx <= $2
        order by since_idx, item_id`,
      values: [consignment, upTo],
    });
    const consigned = rows.filter(({ isConsigned }) => isConsigned);
    return (consigned.length > 0 ? consigned : rows).map(({ item }) => item);
  }
}

/**
 * Rows (focus, idx, consignment) in log order. `handed`: the other sides of handovers; equal handover ids of
 * unrelated parties prove nothing, so the parties must match too. `made_of`: one hop up. `carried`: papers and
 * amended plans of consignments the goods were in. `offset 0` keeps the planner
 * to index look-ups from the few rows at hand: its estimates for what a lineage holds are far too high.
 */
const LINEAGES = `
  with seed as (
    select wanted.focus, found.idx
    from unnest($1::integer[], $2::text[]) as wanted (focus, item_id)
    cross join lateral (
      select i.idx from prov_event_items i where i.item_id = wanted.item_id and i.idx <= $5 offset 0
    ) found
    union
    select wanted.focus, found.idx
    from unnest($3::integer[], $4::text[]) as wanted (focus, key)
    cross join lateral (
      select e.idx from prov_events e where e.consignment = wanted.key and e.idx <= $5 offset 0
    ) found
  ),
  base as (
    select seed.focus, e.*
    from seed cross join lateral (select * from prov_events where idx = seed.idx offset 0) e
  ),
  made_of as (
    select distinct base.focus, input.item_id
    from base cross join lateral unnest(base.inputs) as input (item_id)
  ),
  carried as (
    select distinct focus, consignment from base where consignment is not null
  ),
  related as (
    select focus, idx from seed
    union
    select base.focus, other.idx
    from base
    cross join lateral (
      select * from prov_events where handover = base.handover and idx <= $5 offset 0
    ) other
    where case
      when base.type = 'DISPATCH' then
        other.type in ('RECEIVE', 'REFUSE') and base.to_party in (other.actor, other.principal)
        or other.type = 'WITHDRAW'
          and coalesce(base.principal, base.actor) = coalesce(other.principal, other.actor)
      when base.type = 'WITHDRAW' then
        other.type = 'DISPATCH'
          and coalesce(base.principal, base.actor) = coalesce(other.principal, other.actor)
      else other.type = 'DISPATCH' and other.to_party in (base.actor, base.principal)
    end
    union
    select made_of.focus, found.idx
    from made_of
    cross join lateral (
      select i.idx from prov_event_items i where i.item_id = made_of.item_id and i.idx <= $5 offset 0
    ) found
    union
    select carried.focus, paper.idx
    from carried
    cross join lateral (
      select idx from prov_events
      where consignment = carried.consignment and type in ('ATTACH_DOCUMENT', 'AMEND_PLAN') and idx <= $5 offset 0
    ) paper
  ),
  corrected as (
    select focus, idx from related
    union
    select related.focus, c.idx
    from related
    cross join lateral (
      select idx from prov_events where corrects = related.idx and idx <= $5 offset 0
    ) c
    union
    select base.focus, base.corrects from base where base.corrects is not null
  )
  select corrected.focus, corrected.idx, e.consignment
  from corrected
  cross join lateral (select consignment from prov_events where idx = corrected.idx offset 0) e
  order by corrected.focus, corrected.idx`;

const UPSTREAM = `
  with recursive upstream (item) as (
    select unnest($1::text[])
    union
    select unnest(e.inputs)
    from upstream
    cross join lateral (
      select i.idx from prov_event_items i
      where i.item_id = upstream.item and i.is_output and i.idx <= $2
      offset 0
    ) made
    cross join lateral (select inputs from prov_events where idx = made.idx offset 0) e
  )
  select item from upstream limit $3`;

const DOWNSTREAM = `
  with recursive downstream (item) as (
    select unnest($1::text[])
    union
    select output.item_id
    from downstream
    cross join lateral (
      select i.idx from prov_event_items i
      where i.item_id = downstream.item and not i.is_output
      offset 0
    ) named
    cross join lateral (
      select idx, items from prov_events
      where idx = named.idx and downstream.item = any(inputs)
      offset 0
    ) used
    cross join lateral (
      select made.item_id from unnest(used.items) as other (item_id)
      cross join lateral (
        select i.item_id from prov_event_items i
        where i.item_id = other.item_id and i.idx = used.idx and i.is_output
        offset 0
      ) made
    ) output
  )
  select item from downstream limit $2`;
