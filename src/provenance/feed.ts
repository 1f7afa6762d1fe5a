import { Injectable } from '@nestjs/common';
import type { Reader } from '../access/reader.js';
import { LogReader } from '../ledger/log-reader.js';
import { formatTime, toHex } from '../protocol/index.js';
import { ProjectionProgress } from './projection-progress.js';
import type { FeedPage } from './provenance.schemas.js';
import { StatementAccess } from './statement-access.js';

/** Entries looked at in one go, and at most in one call: a reader who may read little still gets on. */
const WINDOW = 500;
const MOST_SCANNED = 2000;

/** Statements in log order, those the reader may read. */
@Injectable()
export class Feed {
  constructor(
    private readonly log: LogReader,
    private readonly progress: ProjectionProgress,
    private readonly access: StatementAccess,
  ) {}

  /**
   * @param after index after which to begin; -1 for the whole log
   * @param limit most statements to answer with
   */
  async page(reader: Reader, after: number, limit: number): Promise<FeedPage> {
    const end = await this.progress.nextSoon();
    const items: FeedPage['items'][number][] = [];
    const stopAt = Math.min(end, after + 1 + MOST_SCANNED);
    let at = after + 1;
    while (at < stopAt && items.length < limit) {
      const entries = await this.log.entries(at, Math.min(WINDOW, stopAt - at));
      for (const { entry, envelope } of await this.access.readable(reader, entries)) {
        items.push({
          index: entry.index,
          kind: entry.kind,
          recordedAt: formatTime(entry.recordedAt),
          statementHash: toHex(entry.statementHash),
          envelope,
        });
      }
      if (entries.length === 0) break;
      at += entries.length;
    }
    const kept = items.slice(0, limit);
    const last = kept.length < items.length ? (kept.at(-1)?.index ?? after) : at - 1;
    return { items: kept, next: last + 1 < end ? String(last) : null, scannedTo: last };
  }
}
