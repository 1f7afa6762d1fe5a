import { useQuery } from '@tanstack/react-query';
import { type LogSource } from '../../client/log-source.js';
import { decodeBase64, encodeBase64, type LedgerVkey } from '../../protocol/index.js';
import type { LogState } from '../log/read-log.js';
import { type Continuity, continuityOf, keep, seenOf } from '../log/seen-checkpoint.js';
import { publicClient } from '../session/connection.js';
import { type Acquaintance, keysOf } from './known-ledger.js';
import { checkpointOf } from './signed-answer.js';
import { openInWorker } from './verify-evidence.js';

/**
 * Is the state of the log that evidence rests on, and the one this browser saw last, of one history?
 *
 * @returns `undefined` where the file rests on none that this ledger signed, and before it is known
 */
export function useEvidenceContinuity(
  bytes: Uint8Array | undefined,
  ledger: Acquaintance | undefined,
): Pick<LogState, 'checkpoint' | 'note' | 'continuity' | 'before'> | undefined {
  const note = bytes && checkpointOf(bytes);
  const compared = useQuery({
    queryKey: ['evidence-continuity', note, ledger?.vkey],
    enabled: note !== undefined && ledger !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      if (note === undefined || ledger === undefined) return null;
      const found = await compare(note, keysOf(ledger), publicClient, localStorage, new Date());
      return found ?? null;
    },
  });
  return compared.data ?? undefined;
}

async function compare(
  note: string,
  vkey: LedgerVkey,
  source: LogSource,
  storage: Storage,
  now: Date,
) {
  const opened = await openInWorker(note, vkey);
  if (!opened.ok) return undefined;
  const { checkpoint } = opened;
  const { origin, size, root } = checkpoint;
  const own = { origin, size, root: encodeBase64(root), note, at: now.toISOString() };
  const before = seenOf(origin, storage);
  if (before === undefined || before.size <= size) {
    const continuity = await continuityOf(before, checkpoint, source);
    if (continuity === 'first' || continuity === 'grown') keep(own, storage);
    return { checkpoint, note, before, continuity };
  }
  // An older file: the log must have been so before it came to what was seen.
  const later = { origin, size: before.size, root: decodeBase64(before.root) };
  const isPart = (await continuityOf(own, later, source)) === 'grown';
  const continuity: Continuity = isPart ? 'same' : 'forked';
  return { checkpoint, note, before, continuity };
}
