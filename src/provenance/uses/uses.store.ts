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
import { BEHIND, FAMILY, INSERT, KNOWN, LINKS, NUMBERED_BEHIND, SPREAD } from './uses.sql.js';

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
    const numbered = earlier.filter(({ low }) => low !== undefined);
    const plain = earlier.filter(({ low }) => low === undefined);
    const limits = [below, MOST_LATER];
    const behind: Behind[] = [];
    if (plain.length > 0) {
      const wanted = [...namesOf(plain), arrayLiteral(plain.map(({ at }) => at))];
      behind.push(
        ...(await tx.prepared<Behind>('prov_uses_behind', BEHIND, [...wanted, ...limits])),
      );
    }
    if (numbered.length > 0) {
      const wanted = [
        ...namesOf(numbered),
        arrayLiteral(numbered.map(({ low }) => low)),
        arrayLiteral(numbered.map(({ high }) => high)),
        arrayLiteral(numbered.map(({ at }) => at)),
      ];
      behind.push(
        ...(await tx.prepared<Behind>('prov_uses_numbered_behind', NUMBERED_BEHIND, [
          ...wanted,
          ...limits,
        ])),
      );
    }
    return behind.map(({ items, consignment }) => ({
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

interface Behind {
  readonly items: string[];
  readonly consignment: string | null;
}

function namesOf(uses: readonly Use[]): string[] {
  return [arrayLiteral(uses.map(({ kind }) => kind)), arrayLiteral(uses.map(({ key }) => key))];
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
