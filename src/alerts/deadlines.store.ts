import { Injectable } from '@nestjs/common';
import type { Deadline } from '../custody/finding.js';
import type { Focus } from '../custody/lineage.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';

/** What one judgement says about the deadlines of some goods. */
export interface JudgedDeadlines {
  readonly focus: Focus;
  /** Index of the newest event the judgement saw. */
  readonly lineageIndex: number;
  readonly deadlines: readonly Deadline[];
  /** Was the judgement entitled to speak of this rule and subject? */
  readonly inScope: (rule: string, subject: string) => boolean;
}

/** SQL of deadlines. The rows are the truth; delayed jobs only hasten the sweep. */
@Injectable()
export class DeadlinesStore {
  constructor(private readonly database: Database) {}

  /**
   * Puts the deadlines of a judgement in place of the earlier ones it settles, in one transaction. What a judgement of
   * a newer lineage wrote stays.
   */
  async replace(judged: JudgedDeadlines): Promise<void> {
    const { focus, lineageIndex, deadlines, inScope } = judged;
    await this.database.transaction(async (tx) => {
      const earlier = await tx.query<{ rule: string; subject: string }>(
        `select rule, subject from alert_deadlines
         where (items && $1::text[] or consignments && $2::text[]) and lineage_index <= $3
         order by rule, subject for update`,
        [focus.items, focus.consignments, lineageIndex],
      );
      const kept = new Set(deadlines.map(keyOf));
      const settled = earlier.filter(
        (row) => !kept.has(keyOf(row)) && inScope(row.rule, row.subject),
      );
      await remove(tx, settled);
      await upsert(tx, judged);
    });
  }

  /**
   * Takes the deadlines that have come and asks for judgement of their goods, in one transaction: a crash leaves
   * either the deadline or the request.
   */
  async requestDue(now: number, upTo: number): Promise<number> {
    const rows = await this.database.query<{ id: number }>(
      `with due as (
         delete from alert_deadlines where due_at <= $1 returning items, consignments
       )
       insert into judgement_outbox (up_to, items, consignments)
       select $2, items, consignments from due group by items, consignments
       order by items, consignments
       returning id`,
      [now, upTo],
    );
    return rows.length;
  }

  /** When the next deadline is due, epoch milliseconds. */
  async nextDue(): Promise<number | undefined> {
    const rows = await this.database.query<{ at: number | null }>(
      'select min(due_at) as at from alert_deadlines',
    );
    return rows[0]?.at ?? undefined;
  }

  async of(rule: string, subject: string): Promise<number | undefined> {
    const rows = await this.database.query<{ at: number }>(
      'select due_at as at from alert_deadlines where rule = $1 and subject = $2',
      [rule, subject],
    );
    return rows[0]?.at;
  }
}

function keyOf({ rule, subject }: { rule: string; subject: string }): string {
  return `${rule} ${subject}`;
}

async function remove(tx: Tx, rows: readonly { rule: string; subject: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `delete from alert_deadlines d using unnest($1::text[], $2::text[]) as gone (rule, subject)
     where d.rule = gone.rule and d.subject = gone.subject`,
    [rows.map(({ rule }) => rule), rows.map(({ subject }) => subject)],
  );
}

async function upsert(tx: Tx, { focus, lineageIndex, deadlines }: JudgedDeadlines): Promise<void> {
  if (deadlines.length === 0) return;
  const sorted = deadlines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await tx.query(
    `insert into alert_deadlines (rule, subject, due_at, items, consignments, lineage_index)
     select rule, subject, due_at, $4, $5, $6
     from unnest($1::text[], $2::text[], $3::bigint[]) as d (rule, subject, due_at)
     on conflict (rule, subject) do update set
       due_at = excluded.due_at, items = excluded.items, consignments = excluded.consignments,
       lineage_index = excluded.lineage_index
     where alert_deadlines.lineage_index <= excluded.lineage_index`,
    [
      sorted.map(({ rule }) => rule),
      sorted.map(({ subject }) => subject),
      sorted.map(({ at }) => at),
      focus.items,
      focus.consignments,
      lineageIndex,
    ],
  );
}
