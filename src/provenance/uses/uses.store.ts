import { Injectable } from '@nestjs/common';
import { monthOf, monthsBefore } from '../../custody/uses/months.js';
import { accountsOf } from '../../custody/uses/tainted-intake.js';
import { isJudgedByEarlier, MOST_LATER } from '../../custody/uses/later-uses.js';
import { isSettled, settle, settledTogether } from '../../custody/uses/settle.js';
import type { IdentifierSpread, KnownUses, Use, UseSum } from '../../custody/uses/use.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/transaction.js';
import { arrayLiteral } from '../array-literal.js';
import type { JudgementFocus } from '../judgement-request.js';
import type { ChangedUses } from '../projection-rows.js';
import { useOf, type UseRow } from './use-row.js';

/** Uses of one thing that a judgement is told, before and after its own. */
const MOST_MET = 100;

/** Uses from which it is counted in how many consignments an identifier is. */
const COMMON_FROM = MOST_MET / 2;

/** Consignments that are counted; of more, the planner's estimate is near enough for a share. */
const MOST_COUNTED = 20_000;

/** Months of sums by consignee, before and behind those of the acts. */
const MONTHS_AROUND = 12;

/** Months of sums that a judgement is told. */
const MOST_MONTHS = 60;

/** SQL of what lineages share: marks, papers, containers, sites, accounts. */
@Injectable()
export class UsesStore {
  constructor(private readonly database: Database) {}

  /** The statements that correct each other with those at the indexes, these included; log order. */
  async familyOf(indexes: readonly number[]): Promise<{ idx: number; consignment?: string }[]> {
    if (indexes.length === 0) return [];
    const rows = await this.database.query<{ idx: number; consignment: string | null }>(FAMILY, [
      indexes,
    ]);
    return rows.map(({ idx, consignment }) => ({
      idx,
      ...(consignment !== null && { consignment }),
    }));
  }

  /**
   * Puts uses in place of those of the acts replaced, and settles what counts together with them.
   *
   * @returns the uses that came and those that went
   */
  async write(tx: Tx, { replaced, uses }: ChangedUses): Promise<Use[]> {
    const gone = await this.remove(tx, replaced);
    const told = uses.filter(isSettled);
    const bonds = [...gone, ...told].map(settledTogether);
    const stored = [
      ...(await this.ofLots(tx, unique(bonds.flatMap(({ lot }) => lot ?? [])))),
      ...(await this.ofConsignments(
        tx,
        unique(bonds.flatMap(({ consignment }) => consignment ?? [])),
      )),
    ];
    const wanted = new Map(settle([...stored, ...told]).map((use) => [idOf(use), use]));
    const changed: Use[] = [];
    for (const use of stored) {
      const next = wanted.get(idOf(use));
      if (next !== undefined && isEqual(use, next)) wanted.delete(idOf(use));
      else changed.push(use);
    }
    await this.removeParts(tx, changed);
    await this.insert(tx, [...uses.filter((use) => !isSettled(use)), ...wanted.values()]);
    return [...gone, ...uses];
  }

  /** Goods of acts before an index that are judged by earlier uses of which some changed: those nearest behind. */
  async goodsBehind(tx: Tx, changed: readonly Use[], below: number): Promise<JudgementFocus[]> {
    const earlier = changed.filter(isJudgedByEarlier);
    if (earlier.length === 0) return [];
    const rows = await tx.prepared<{ items: string[]; consignment: string | null }>(
      'prov_uses_behind',
      BEHIND,
      [
        arrayLiteral(earlier.map(({ kind }) => kind)),
        arrayLiteral(earlier.map(({ key }) => key)),
        arrayLiteral(earlier.map(({ at }) => at)),
        below,
        MOST_LATER,
      ],
    );
    return rows.map(({ items, consignment }) => ({
      items,
      consignments: consignment === null ? [] : [consignment],
    }));
  }

  /** What a judgement of the events at these indexes may know of the uses of others. */
  async knownTo(indexes: readonly number[]): Promise<KnownUses> {
    if (indexes.length === 0) return { uses: [], sums: [] };
    const { rows } = await this.database.pool.query<UseRow>({
      name: 'prov_uses_known',
      text: KNOWN,
      values: [indexes, MOST_MET],
    });
    const uses = rows.map(useOf);
    const summed = uses.filter(({ amount }) => amount !== undefined);
    const [mirrored, plain] = [summed.filter(isMirrored), summed.filter((use) => !isMirrored(use))];
    const keys = [...plain.map(({ key }) => key), ...accountsOf(uses)];
    const sums = await this.sumsOf(unique(keys));
    return { uses, sums: [...sums, ...(await this.mirrorsOf(mirrored))] };
  }

  /** What anybody took in of the lots. */
  async intakeOf(lots: readonly string[], tx?: Tx): Promise<Use[]> {
    if (lots.length === 0) return [];
    const rows = await (tx ?? this.database).query<UseRow>(
      `select * from prov_uses where items[1] = any($1::text[]) and kind = 'intake'
        and kind in ('intake', 'claimed', 'unproven', 'origin')`,
      [lots],
    );
    return rows.map(useOf);
  }

  /**
   * Identifiers of the events at these indexes and of the parties, wherever else they appear, the newest first; and
   * what was consigned in the consignments concerned.
   */
  async linksOf(indexes: readonly number[], keys: readonly string[]): Promise<Use[]> {
    const { rows } = await this.database.pool.query<UseRow>({
      name: 'prov_uses_links',
      text: LINKS,
      values: [indexes, keys, MOST_MET],
    });
    return rows.map(useOf);
  }

  /** How common the identifiers among the uses are, where {@link linksOf} cannot have told all uses of them. */
  async spreadOf(links: readonly Use[]): Promise<IdentifierSpread> {
    const times = new Map<string, number>();
    for (const { kind, key } of links)
      if (kind === 'identifier') times.set(key, (times.get(key) ?? 0) + 1);
    const common = [...times].filter(([, count]) => count >= COMMON_FROM).map(([key]) => key);
    // In a few uses nothing is everywhere: the consignments need not be counted.
    if (common.length === 0) return { consignments: 0, having: new Map() };
    const rows = await this.database.query<{ key: string; uses: number }>(SPREAD, [
      common,
      MOST_COUNTED,
    ]);
    const consignments = rows.find(({ key }) => key === '')?.uses ?? 0;
    return { consignments, having: new Map(rows.map(({ key, uses }) => [key, uses])) };
  }

  private async sumsOf(keys: readonly string[]): Promise<UseSum[]> {
    if (keys.length === 0) return [];
    const { rows } = await this.database.pool.query<UseSum>({
      name: 'prov_use_sums',
      text: `select kind, key, period, amount, uses as count
        from unnest($1::text[]) as wanted (of_key)
        cross join lateral (
          select * from prov_use_sums where key = of_key order by period desc limit $2 offset 0
        ) s`,
      values: [keys, MOST_MONTHS * 3],
    });
    return rows;
  }

  /** Sums that are told apart by consignee: of a year before and behind, whoever the consignees are. */
  private async mirrorsOf(uses: readonly Use[]): Promise<UseSum[]> {
    if (uses.length === 0) return [];
    const months = uses.map(({ at }) => monthOf(at)).toSorted();
    const { rows } = await this.database.pool.query<UseSum>({
      name: 'prov_use_mirrors',
      text: `select kind, key, period, amount, uses as count from prov_use_sums
        where key = any($1) and kind in ('sent', 'arrived') and period >= $2 and period < $3`,
      values: [
        unique(uses.map(({ key }) => key)),
        monthsBefore(months[0] ?? '', MONTHS_AROUND),
        monthsBefore(months.at(-1) ?? '', -MONTHS_AROUND),
      ],
    });
    return rows;
  }

  private async remove(tx: Tx, indexes: readonly number[]): Promise<Use[]> {
    if (indexes.length === 0) return [];
    const rows = await tx.query<UseRow>('delete from prov_uses where idx = any($1) returning *', [
      indexes,
    ]);
    return rows.map(useOf);
  }

  private async removeParts(tx: Tx, uses: readonly Use[]): Promise<void> {
    if (uses.length === 0) return;
    await tx.query(
      `delete from prov_uses u using unnest($1::bigint[], $2::integer[]) as gone (idx, part)
        where u.idx = gone.idx and u.part = gone.part`,
      [uses.map(({ index }) => index), uses.map(({ part }) => part)],
    );
  }

  private async ofLots(tx: Tx, lots: readonly string[]): Promise<Use[]> {
    if (lots.length === 0) return [];
    const rows = await tx.prepared<UseRow>(
      'prov_uses_of_lots',
      `select u.* from unnest($1::text[]) as wanted (lot)
        cross join lateral (
          select * from prov_uses
          where items[1] = wanted.lot and kind in ('intake', 'claimed', 'unproven', 'origin')
          offset 0
        ) u`,
      [arrayLiteral(lots)],
    );
    return rows.map(useOf);
  }

  /** What opened them, what was received of them, and what is settled from both. */
  private async ofConsignments(tx: Tx, keys: readonly string[]): Promise<Use[]> {
    if (keys.length === 0) return [];
    const rows = await tx.prepared<UseRow>(
      'prov_uses_of_consignments',
      `with own as materialized (
          select u.* from unnest($1::text[]) as wanted (of_key) cross join lateral (
            select * from prov_uses
            where kind in ('consigned', 'delivered') and key = of_key and low is null
              and kind not in ('intake', 'claimed', 'unproven', 'origin')
            offset 0
          ) u
        )
        select * from own
        union all
        select u.* from own join prov_uses u on u.idx = own.idx and u.part = own.part + 1
        where own.kind = 'delivered' and u.kind = 'arrived'`,
      [arrayLiteral(keys)],
    );
    return rows.map(useOf);
  }

  private async insert(tx: Tx, uses: readonly Use[]): Promise<void> {
    if (uses.length === 0) return;
    await tx.prepared('prov_insert_uses', INSERT, [
      arrayLiteral(uses.map(({ index }) => index)),
      arrayLiteral(uses.map(({ part }) => part)),
      arrayLiteral(uses.map(({ kind }) => kind)),
      arrayLiteral(uses.map(({ key }) => key)),
      arrayLiteral(uses.map(({ low }) => low)),
      arrayLiteral(uses.map(({ high }) => high)),
      arrayLiteral(uses.map(({ hash }) => hash)),
      arrayLiteral(uses.map(({ at }) => at)),
      arrayLiteral(uses.map(({ recordedAt }) => recordedAt)),
      arrayLiteral(uses.map(({ actor }) => actor)),
      arrayLiteral(uses.map(({ consignment }) => consignment)),
      arrayLiteral(uses.map(({ items }) => arrayLiteral(items))),
      arrayLiteral(uses.map(({ place }) => place && JSON.stringify(place))),
      arrayLiteral(uses.map(({ amount }) => amount)),
      arrayLiteral(uses.map(({ period }) => period)),
      arrayLiteral(uses.map(({ detail }) => JSON.stringify(detail))),
    ]);
  }
}

function isMirrored({ kind }: Use): boolean {
  return kind === 'sent' || kind === 'arrived';
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function idOf({ index, part }: Use): string {
  return `${index} ${part}`;
}

/** Settling changes nothing else. */
function isEqual(a: Use, b: Use): boolean {
  return a.kind === b.kind && a.key === b.key && a.amount === b.amount && a.period === b.period;
}

const INSERT = `
  insert into prov_uses (idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items, place,
      amount, period, detail)
    select idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items::text[], place,
      amount, period, detail
    from unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
      $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::numeric[], $15::text[],
      $16::text[])
      as u (idx, part, kind, key, low, high, hash, at, recorded_at, actor, consignment, items, place, amount, period,
        detail)`;

const FAMILY = `
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
const KNOWN = `
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

const BEHIND = `
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

const SPREAD = `
  select key, count(distinct consignment)::integer as uses from prov_uses
    where kind = 'identifier' and key = any($1) and low is null
      and kind not in ('intake', 'claimed', 'unproven', 'origin')
    group by key
  union all
  select '', case when counted < $2 then counted else greatest(counted, estimate) end
    from (select count(*)::integer as counted from (select from prov_consignments limit $2) c) few,
      (select reltuples::integer as estimate from pg_class where oid = 'prov_consignments'::regclass) many`;

const LINKS = `
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
