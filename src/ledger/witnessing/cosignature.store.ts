import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Queries } from '../own-connections.js';

/** The head that witnesses are asked to cosign. */
export interface ProposedHead {
  readonly size: number;
  /** Since it was proposed. */
  readonly ageMs: number;
  readonly isPublished: boolean;
}

/** Cosignatures by size of tree and witness (its vkey), and the head proposed to witnesses. */
@Injectable()
export class CosignatureStore {
  constructor(@Inject(Database) private readonly database: Queries) {}

  /** Lines that a witness has put under the checkpoint before stay beside it. */
  async add(size: number, witness: string, line: string): Promise<void> {
    await this.database.query(
      'insert into log_cosignatures (size, witness, line) values ($1, $2, $3) on conflict do nothing',
      [size, witness, line],
    );
  }

  /** Who has cosigned the tree of this size, by vkey. */
  async witnessesOf(size: number): Promise<string[]> {
    const rows = await this.database.query<{ witness: string }>(
      'select distinct witness from log_cosignatures where size = $1',
      [size],
    );
    return rows.map(({ witness }) => witness);
  }

  /** Milliseconds since its newest line under the checkpoint of this size; `undefined` without one. */
  async ageOf(size: number, witness: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ age: number | null }>(
      `select (extract(epoch from clock_timestamp() - max(stored_at)) * 1000)::float8 as age
       from log_cosignatures where size = $1 and witness = $2`,
      [size, witness],
    );
    return row?.age ?? undefined;
  }

  /** Size of the largest tree this witness has cosigned, as far as is stored here; 0 = none. */
  async largestOf(witness: string): Promise<number> {
    const [row] = await this.database.query<{ size: number }>(
      'select size from log_cosignatures where witness = $1 order by size desc limit 1',
      [witness],
    );
    return row?.size ?? 0;
  }

  /**
   * Proposes the newest signed head when the one before is published and that was at least `intervalMs` ago.
   * @returns what witnesses are asked for now: also what was published before there were any
   */
  async propose(intervalMs: number): Promise<ProposedHead> {
    await this.database.query(
      `update log_proposed set size = newest.size, proposed_at = clock_timestamp()
       from (select size from log_checkpoints order by size desc limit 1) newest, log_published
       where newest.size > greatest(log_proposed.size, log_published.size)
         and log_proposed.size <= log_published.size
         and log_published.published_at <= clock_timestamp() - $1 * interval '1 millisecond'`,
      [intervalMs],
    );
    const [row] = await this.database.query<{ size: number; age: number; is_published: boolean }>(
      `select greatest(p.size, log_published.size) as size, p.size <= log_published.size as is_published,
         (extract(epoch from clock_timestamp() - p.proposed_at) * 1000)::float8 as age
       from log_proposed p, log_published`,
    );
    if (row === undefined) throw new Error('the log has no proposed head');
    return { size: row.size, ageMs: row.age, isPublished: row.is_published };
  }

  /** The published head of this size, or one published before, has its quorum. */
  async reachQuorum(size: number): Promise<void> {
    await this.database.query(
      `update log_published set quorum_size = $1 where quorum_size < $1 and size >= $1`,
      [size],
    );
  }

  /** The proposed head becomes the published one. */
  async publishProposed(): Promise<void> {
    await this.database.query(
      `update log_published set size = log_proposed.size, published_at = clock_timestamp()
       from log_proposed where log_proposed.size > log_published.size`,
    );
  }
}
