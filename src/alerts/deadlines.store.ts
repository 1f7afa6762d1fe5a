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
   * Puts the deadlines of judgements in place of the earlier ones they settle, in one transaction. What a judgement of
   * a newer lineage wrote stays.
   */
  async replace(judgements: readonly JudgedDeadlines[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const earlier = await tx.query<DeadlineRow>(
        `select rule, subject, items, consignments, lineage_index from alert_deadlines
         where items && $1::text[] or consignments && $2::text[]
         order by rule, subject for update`,
        [
          judgements.flatMap(({ focus }) => focus.items),
          judgements.flatMap(({ focus }) => focus.consignments),
        ],
      );
      await remove(
        tx,
        earlier.filter((row) => judgements.some((judged) => settles(judged, row))),
      );
      await upsert(tx, judgements);
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

interface DeadlineRow {
  rule: string;
  subject: string;
  items: string[];
  consignments: string[];
  lineage_index: number;
}

/** May the judgement speak of this earlier deadline, and does it set none itself? */
function settles({ focus, lineageIndex, deadlines, inScope }: JudgedDeadlines, row: DeadlineRow) {
  if (row.lineage_index > lineageIndex || !concernsGoods(row, focus)) return false;
  const isKept = deadlines.some((deadline) => keyOf(deadline) === keyOf(row));
  return !isKept && inScope(row.rule, row.subject);
}

function concernsGoods(row: DeadlineRow, focus: Focus): boolean {
  return (
    row.items.some((item) => focus.items.includes(item)) ||
    row.consignments.some((key) => focus.consignments.includes(key))
  );
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

async function upsert(tx: Tx, judgements: readonly JudgedDeadlines[]): Promise<void> {
  const rows = new Map<string, object>();
  const oldestFirst = judgements.toSorted((a, b) => a.lineageIndex - b.lineageIndex);
  for (const { focus, lineageIndex, deadlines } of oldestFirst)
    for (const { rule, subject, at } of deadlines)
      rows.set(keyOf({ rule, subject }), {
        rule,
        subject,
        due_at: at,
        items: focus.items,
        consignments: focus.consignments,
        lineage_index: lineageIndex,
      });
  if (rows.size === 0) return;
  // In one order, so that two judges never wait for each other.
  const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await tx.query(
    `insert into alert_deadlines (rule, subject, due_at, items, consignments, lineage_index)
     select rule, subject, due_at, items, consignments, lineage_index
     from jsonb_populate_recordset(null::alert_deadlines, $1::jsonb)
     on conflict (rule, subject) do update set
       due_at = excluded.due_at, items = excluded.items, consignments = excluded.consignments,
       lineage_index = excluded.lineage_index
     where alert_deadlines.lineage_index <= excluded.lineage_index`,
    [JSON.stringify(sorted)],
  );
}
