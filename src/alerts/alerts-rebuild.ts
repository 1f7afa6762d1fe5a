import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { AlertProjector } from './alert-projector.js';
import { AlertsStore } from './alerts.store.js';

/** Called with the index of the next entry to read and the size of the log. */
export type RebuildProgress = (nextIndex: number, size: number) => void;

/**
 * Makes the alerts again from the findings and decisions in the log. Appends nothing, judges nothing and tells nobody
 * again. Rebuild provenance first: whom an alert concerns is read from it.
 */
@Injectable()
export class AlertsRebuild {
  constructor(
    private readonly database: Database,
    private readonly store: AlertsStore,
    private readonly projector: AlertProjector,
  ) {}

  async rebuild(onProgress?: RebuildProgress): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.store.lockCursor(tx);
      await this.store.forget(tx);
    });
    await this.projector.catchUp(onProgress);
  }
}
