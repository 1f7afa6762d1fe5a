/** Statements of `UsesStore`. */

export const INSERT = `
  insert into prov_uses (idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items, place,
      amount, period, detail)
    select idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items::text[], place,
      amount, period, detail
    from unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
      $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::numeric[], $15::text[],
      $16::text[])
      as u (idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items, place, amount, period,
        detail)`;

export const FAMILY = `
  with recursive up (idx) as (
    select unnest($1::bigint[])
    union
    select e.corrects from up join prov_events e on e.idx = up.idx where e.corrects is not null
  ),
  family (idx) as (
    select idx from up
    union
    select e.idx from family join prov_events e on e.corrects = family.idx
  )
  select e.idx, e.consignment from family join prov_events e on e.idx = family.idx order by e.idx`;

/**
 * Own uses; those of the same things: by number, where two ranges overlap (of at most 2^17 numbers; sought by width, see its index), else the nearest
 * in time; what was consigned under the papers met. Entries of accounts and of mirrored flows come as sums alone.
 */
export const KNOWN = `
  with own as materialized (select * from prov_uses where idx = any($1)),
  thing as (
    select kind, key, low, high, min(at) as first, max(at) as last
    from own
    where kind not in ('intake', 'claimed', 'unproven', 'origin', 'identifier', 'opening', 'sent', 'arrived', 'exported')
    group by kind, key, low, high
  ),
  met as (
    select u.* from thing cross join lateral (
      select ranges.* from generate_series(0, 17) as width cross join lateral (
        select * from prov_uses
        where kind = thing.kind and key = thing.key and prov_use_width(low, high) = width
          and low between thing.low - (1 << width) + 1 and thing.high and high >= thing.low
        offset 0
      ) ranges
      order by at limit $2
    ) u
    where thing.low is not null
    union
    select u.* from thing cross join lateral (
      select * from prov_uses
      where kind = thing.kind and key = thing.key and low is null
        and kind not in ('intake', 'claimed', 'unproven', 'origin') and at <= thing.last
      order by at desc limit $2 offset 0
    ) u
    where thing.low is null
    union
    select u.* from thing cross join lateral (
      select * from prov_uses
      where kind = thing.kind and key = thing.key and low is null
        and kind not in ('intake', 'claimed', 'unproven', 'origin') and at > thing.last
      order by at limit $2 offset 0
    ) u
    where thing.low is null
  )
  select * from own
  union
  select * from met
  union
  select u.* from met cross join lateral (
    select * from prov_uses
    where kind = 'consigned' and key = met.consignment and low is null
      and kind not in ('intake', 'claimed', 'unproven', 'origin')
    offset 0
  ) u
  where met.kind = 'document'`;

export const BEHIND = `
  select distinct e.items, e.consignment
  from unnest($1::text[], $2::text[], $3::bigint[]) as w (of_kind, of_key, after)
  cross join lateral (
    select idx from prov_uses
    where kind = w.of_kind and key = w.of_key and at > w.after and low is null
      and kind not in ('intake', 'claimed', 'unproven', 'origin')
    order by at limit $5 offset 0
  ) u
  join prov_events e on e.idx = u.idx
  where u.idx < $4
  order by e.items, e.consignment`;

/** The same for numbered things: where two ranges overlap. */
export const NUMBERED_BEHIND = `
  select distinct e.items, e.consignment
  from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
    as w (of_kind, of_key, of_low, of_high, after)
  cross join lateral (
    select idx from generate_series(0, 17) as width cross join lateral (
      select idx, at from prov_uses
      where kind = w.of_kind and key = w.of_key and prov_use_width(low, high) = width
        and low between w.of_low - (1 << width) + 1 and w.of_high and high >= w.of_low and at > w.after
      offset 0
    ) ranges
    order by at limit $7
  ) u
  join prov_events e on e.idx = u.idx
  where u.idx < $6
  order by e.items, e.consignment`;

export const SPREAD = `
  select key, count(distinct consignment)::integer as uses from prov_uses
    where kind = 'identifier' and key = any($1) and low is null
      and kind not in ('intake', 'claimed', 'unproven', 'origin')
    group by key
  union all
  select '', case when counted < $2 then counted else greatest(counted, estimate) end
    from (select count(*)::integer as counted from (select from prov_consignments limit $2) c) few,
      (select reltuples::integer as estimate from pg_class where oid = 'prov_consignments'::regclass) many`;

export const LINKS = `
  with wanted as (
    select distinct key from prov_uses where idx = any($1) and kind = 'identifier'
    union
    select unnest($2::text[])
  ),
  met as (
    select u.* from wanted cross join lateral (
      select * from prov_uses
      where kind = 'identifier' and key = wanted.key and low is null
        and kind not in ('intake', 'claimed', 'unproven', 'origin')
      order by at desc limit $3 offset 0
    ) u
  )
  select * from met
  union
  select u.* from (select distinct consignment from met) c cross join lateral (
    select * from prov_uses
    where kind = 'consigned' and key = c.consignment and low is null
      and kind not in ('intake', 'claimed', 'unproven', 'origin')
    offset 0
  ) u`;
