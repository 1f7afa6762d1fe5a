import { type MapSubject, mapSubjectsOf } from '../../custody/map-subjects.js';
import type { CustodyEvent } from '../../custody/vocabulary/event.js';
import { type LogEntry, LogReader } from '../../ledger/log-reader.js';
import type { SubjectEntry } from '../../protocol/index.js';
import { envelopeJsonOf, eventOf } from '../log-statement.js';
import type { Touched } from './subject-fold.js';

/** Entries parsed in one turn of the event loop. */
const PAGE = 256;

/** Reads events with `from <= index < to` and says what each is counted under. */
export async function readSubjects(log: LogReader, from: number, to: number): Promise<Touched> {
  const touched = new Map<MapSubject, SubjectEntry[]>();
  for (let at = from; at < to; at += PAGE) {
    for (const entry of await log.entriesOf(['event'], at, Math.min(to, at + PAGE))) {
      const { index, leafHash } = entry;
      for (const subject of await subjectsOfEntry(log, entry)) {
        const entries = touched.get(subject);
        if (entries === undefined) touched.set(subject, [{ index, leafHash }]);
        else entries.push({ index, leafHash });
      }
    }
  }
  return touched;
}

async function subjectsOfEntry(log: LogReader, entry: LogEntry): Promise<MapSubject[]> {
  const event = eventOf(envelopeJsonOf(entry.statement));
  if (event.type !== 'CORRECT') return mapSubjectsOf(event);
  return mapSubjectsOf(event, await originalOf(log, event.refs[0], entry.index));
}

/** A CORRECT was let in only when its original was in the log before it. */
async function originalOf(
  log: LogReader,
  hash: string | undefined,
  before: number,
): Promise<CustodyEvent | undefined> {
  const index = hash === undefined ? undefined : await log.indexOfHash(hash);
  if (index === undefined || index >= before) return undefined;
  const entry = await log.entry(index);
  return entry?.kind === 'event' ? eventOf(envelopeJsonOf(entry.statement)) : undefined;
}
