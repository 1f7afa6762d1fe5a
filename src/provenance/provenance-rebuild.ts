import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LogReader } from '../ledger/log-reader.js';
import { Database } from '../platform/database/database.js';
import { ProjectionProgress } from './projection-progress.js';
import { Projector } from './projector.js';

/** Called with the index of the next entry to project and the size of the log. */
export type RebuildProgress = (nextIndex: number, size: number) => void;

/** While a projector of another process is at it. */
const LOOK_AGAIN_MS = 5;

/**
 * Makes the projections of provenance again from the log. What is in the log now is not judged again; what is
 * appended meanwhile is, once all is projected. Interrupted, it goes on wherever a projector next runs.
 */
@Injectable()
export class ProvenanceRebuild {
  constructor(
    private readonly database: Database,
    private readonly log: LogReader,
    private readonly progress: ProjectionProgress,
    private readonly projector: Projector,
  ) {}

  /** @returns the number of entries projected */
  async rebuild(onProgress?: RebuildProgress): Promise<number> {
    const size = await this.log.size();
    await this.database.transaction(async (tx) => {
      // Waits for a projector in the middle of a batch; the lock is held until the cursor is back at the start.
      await tx.query('select next_idx from prov_cursor for update');
      await tx.query(
        `truncate prov_events, prov_event_items, prov_items, prov_consignments, prov_consignment_items,
          prov_involved, prov_lookups, prov_notices, prov_skipped, prov_uses, prov_use_sums`,
      );
      await tx.query(
        `update prov_cursor
          set next_idx = 0, quiet_below = greatest(quiet_below, next_idx), edition = edition + 1`,
      );
    });
    onProgress?.(0, size);
    for (let next = 0; next < size; next = await this.progress.next()) {
      if ((await this.projector.step()) !== 'progress') await pause(LOOK_AGAIN_MS);
      onProgress?.(next, size);
    }
    onProgress?.(size, size);
    return size;
  }
}
