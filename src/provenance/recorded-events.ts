import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../custody/lineage.js';
import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { LogEntry } from '../ledger/log-entry.js';
import { LogReader } from '../ledger/log-reader.js';
import { nativeSha256 } from '../ledger/native-sha256.js';
import { IntegrityCheck } from '../ledger/integrity/integrity-check.js';
import { toHex } from '../protocol/index.js';
import { envelopeJsonOf, eventOf, signersOf } from './log-statement.js';
import { occurredAtOf } from './projection.js';

/** An event as the log keeps it; which consignment it belongs to is the projection's to say. */
export type LoggedEvent = Omit<RecordedEvent, 'consignment'>;

/** Statement bytes whose parsed form may stay in memory. */
const CACHE_BYTES = 8 * 1024 * 1024;

interface Cached {
  readonly event: LoggedEvent;
  readonly bytes: number;
}

/**
 * Events by index, parsed once. Entries never change, so what was parsed is kept as long as there is room; the
 * objects are shared and must not be written to.
 */
@Injectable()
export class RecordedEvents {
  private readonly cache = new Map<number, Cached>();
  private cachedBytes = 0;

  constructor(
    private readonly log: LogReader,
    @Inject(IntegrityCheck) private readonly integrity: Pick<IntegrityCheck, 'suspect'>,
  ) {}

  /**
   * One statement for all that is not at hand.
   * @throws when an index is not in the log or is not an event: projections name only events
   */
  async load(indexes: readonly number[]): Promise<Map<number, LoggedEvent>> {
    const found = new Map<number, LoggedEvent>();
    const missing: number[] = [];
    for (const index of indexes) {
      const cached = this.cache.get(index);
      if (cached === undefined) {
        missing.push(index);
        continue;
      }
      // Moves it to the young end: Map keeps the order of insertion.
      this.cache.delete(index);
      this.cache.set(index, cached);
      found.set(index, cached.event);
    }
    if (missing.length === 0) return found;
    for (const entry of await this.log.entriesAt(missing)) {
      if (!isAsSigned(entry)) this.integrity.suspect(entry.index);
      const envelope = envelopeJsonOf(entry.statement);
      found.set(entry.index, this.keep(entry, eventOf(envelope), signersOf(envelope)));
    }
    if (found.size < new Set(indexes).size)
      throw new Error('cannot load events: the log lacks some');
    return found;
  }

  /** Keeps an entry that was just parsed: what is new is judged next. */
  keep(entry: LogEntry, event: CustodyEvent, signedBy: readonly string[]): LoggedEvent {
    const logged = {
      index: entry.index,
      hash: toHex(entry.statementHash),
      recordedAt: entry.recordedAt,
      occurredAt: occurredAtOf(event),
      event,
      signedBy,
    };
    const bytes = entry.statement.length;
    this.cachedBytes += bytes - (this.cache.get(entry.index)?.bytes ?? 0);
    this.cache.set(entry.index, { event: logged, bytes });
    this.shrink();
    return logged;
  }

  private shrink(): void {
    for (const [index, { bytes }] of this.cache) {
      if (this.cachedBytes <= CACHE_BYTES) return;
      this.cache.delete(index);
      this.cachedBytes -= bytes;
    }
  }
}

/** X1 on read: are the statement's bytes those that the tree holds? */
function isAsSigned({ statement, statementHash }: LogEntry): boolean {
  return nativeSha256(statement).equals(statementHash);
}
