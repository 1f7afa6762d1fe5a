import { useSyncExternalStore } from 'react';
import { newestRecorded, onRecorded } from '../proof/recorded-news.js';
import type { LogState } from './read-log.js';

/** The published state moves about once a second. */
const AGAIN_MS = 1_000;

/**
 * What was just signed here is in the log before the published state holds it: the state is asked for again until it does.
 *
 * @returns how long to wait before that; `false` where nothing is missing
 */
export function useUntilRecorded(): (log: LogState | undefined) => number | false {
  const newest = useSyncExternalStore(onRecorded, newestRecorded);
  return (log) => log !== undefined && log.checkpoint.size <= newest && AGAIN_MS;
}
