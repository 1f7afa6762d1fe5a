import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SignedHead } from './signer-state.js';
import type { Queries } from '../own-connections.js';
import { EMPTY_ROOT } from '../../protocol/index.js';

export interface StoredCheckpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
}

/** Entries and the first signed head that covers them. */
export interface Covering {
  readonly checkpoint: StoredCheckpoint;
  readonly indexes: readonly number[];
}

/** Where the recording of heads stands. */
export interface Recording {
  readonly newest: SignedHead | undefined;
  /** The signer that may record without waiting for the disk; `undefined` before the first. */
  readonly recorder: string | undefined;
  /** The server crashed since, and what it took of the recorder's heads is not put back yet. */
  readonly isCrashed: boolean;
}

/** The note of checkpoint `c` with the newest cosignature of each witness under it. */
const COSIGNED_NOTE = `c.note || coalesce(
  (select string_agg(line, '' order by witness collate "C") from (
     select distinct on (witness) witness, line from log_cosignatures s where s.size = c.size
     order by witness, stored_at desc, line
   ) newest), '')`;

/** Every signed head by its size, and which of them is published. */
@Injectable()
export class CheckpointStore {
  constructor(@Inject(Database) private readonly database: Queries) {}

  async newest(): Promise<SignedHead | undefined> {
    const [row] = await this.database.query<SignedHead>(
      'select size, root from log_checkpoints order by size desc limit 1',
    );
    return row;
  }

  async recording(): Promise<Recording> {
    const [row] = await this.database.query<{
      size: number | null;
      root: Buffer | null;
      recorder: string | null;
      is_crashed: boolean;
    }>(
      `select c.size, c.root, r.signer as recorder, not exists (select from log_uncrashed) as is_crashed
       from (values (true)) one (id)
       left join log_recorder r using (id)
       left join lateral (select size, root from log_checkpoints order by size desc limit 1) c on true`,
    );
    if (row === undefined) throw new Error('the database did not say where recording stands');
    const { size, root } = row;
    return {
      newest: size === null || root === null ? undefined : { size, root },
      recorder: row.recorder ?? undefined,
      isCrashed: row.is_crashed,
    };
  }

  /** From now on this signer may record without waiting for the disk, and others not; all that was lost is put back. */
  async takeOver(signer: string): Promise<void> {
    await this.database.query('select log_take_over($1)', [signer]);
  }

  /** Entries by the first signed head that covers them: the one their first receipts were given against. */
  async firstCovering(indexes: readonly number[]): Promise<Covering[]> {
    const rows = await this.database.query<{ idx: number; size: number; note: string }>(
      `select q.idx, c.size, c.note from unnest($1::bigint[]) q (idx)
       cross join lateral (
         select size, note from log_checkpoints where size > q.idx order by size limit 1
       ) c`,
      [indexes],
    );
    const bySize = new Map<number, { checkpoint: StoredCheckpoint; indexes: number[] }>();
    for (const { idx, size, note } of rows) {
      const known = bySize.get(size);
      if (known === undefined) bySize.set(size, { checkpoint: { size, note }, indexes: [idx] });
      else known.indexes.push(idx);
    }
    return [...bySize.values()];
  }

  async at(size: number): Promise<StoredCheckpoint | undefined> {
    const [row] = await this.database.query<StoredCheckpoint>(
      'select size, note from log_checkpoints where size = $1',
      [size],
    );
    return row;
  }

  /**
   * Records a signed head when the newest one is `known` and the server did not crash; else the database has more or less
   * than the caller knew.
   * @param by the signer, and whether the head must be on disk when this resolves; it always is where another signer is
   * the recorder. Otherwise it gets there with the next commit that is waited for, or a moment later
   * @returns the newest signed head now, and whether this call recorded it: the head given may be another's already
   */
  async record(
    head: SignedHead,
    note: string,
    known: number,
    by: { readonly signer: string; readonly isDurable: boolean },
  ): Promise<{ newest: SignedHead; isRecorded: boolean; isCrashed: boolean }> {
    const [row] = await this.database.query<{
      newest: number;
      newest_root: Buffer | null;
      is_recorded: boolean;
      is_crashed: boolean;
    }>('select * from log_record_checkpoint($1, $2, $3, $4, $5, $6)', [
      head.size,
      head.root,
      note,
      known,
      by.isDurable,
      by.signer,
    ]);
    if (row === undefined) throw new Error('the checkpoint was not recorded');
    const newest = { size: row.newest, root: row.newest_root ?? EMPTY_ROOT };
    return { newest, isRecorded: row.is_recorded, isCrashed: row.is_crashed };
  }

  /** Which of these sizes no signed head is recorded for. */
  async missing(sizes: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ size: number }>(
      `select size from unnest($1::bigint[]) q (size)
       where not exists (select from log_checkpoints c where c.size = q.size) order by size`,
      [sizes],
    );
    return rows.map(({ size }) => size);
  }

  /** Records a head that was signed before, wherever it stands among the others; durably. */
  async putBack({ size, root }: SignedHead, note: string): Promise<void> {
    await this.database.query(
      'insert into log_checkpoints (size, root, note) values ($1, $2, $3) on conflict do nothing',
      [size, root, note],
    );
  }

  /** The checkpoint that anybody is shown, with the cosignatures under it; `undefined` before the first. */
  async published(): Promise<StoredCheckpoint | undefined> {
    const [row] = await this.database.query<StoredCheckpoint>(
      `select c.size, ${COSIGNED_NOTE} as note from log_published p join log_checkpoints c on c.size = p.size`,
    );
    return row;
  }

  /**
   * The newest published checkpoint that had the quorum of its witnesses, where it covers this entry; else the newest
   * one, which is without while they are away. With the cosignatures under it.
   */
  async bestPublished(index: number): Promise<StoredCheckpoint | undefined> {
    const [row] = await this.database.query<StoredCheckpoint>(
      `select c.size, ${COSIGNED_NOTE} as note from log_published p join log_checkpoints c
         on c.size = case when p.quorum_size > $1 then p.quorum_size else p.size end`,
      [index],
    );
    return row;
  }

  /** The signed head of this size, with the cosignatures under it. */
  async cosigned(size: number): Promise<StoredCheckpoint | undefined> {
    const [row] = await this.database.query<StoredCheckpoint>(
      `select c.size, ${COSIGNED_NOTE} as note from log_checkpoints c where c.size = $1`,
      [size],
    );
    return row;
  }

  /** Publishes the newest signed head, which needs no quorum, unless another process published less than `intervalMs` ago. */
  async publish(intervalMs: number): Promise<void> {
    await this.database.query(
      `update log_published set size = newest.size, quorum_size = newest.size, published_at = clock_timestamp()
       from (select size from log_checkpoints order by size desc limit 1) newest
       where newest.size > log_published.quorum_size
         and log_published.published_at <= clock_timestamp() - $1 * interval '1 millisecond'`,
      [intervalMs],
    );
  }
}
