import { setTimeout as pause } from 'node:timers/promises';
import { LogReader } from '../../src/ledger/log-reader.js';
import { MapFollower } from '../../src/provenance/map/map-follower.js';
import { MapStore } from '../../src/provenance/map/map.store.js';
import type { TestApp } from './app.js';

/** Resolves when the completeness map holds everything that is in the log now, and its root is stated. */
export async function mapCaughtUp({ app }: TestApp): Promise<void> {
  const any = { strict: false } as const;
  const [follower, store] = [app.get(MapFollower, any), app.get(MapStore, any)];
  const size = await app.get(LogReader, any).size();
  const isThere = async (): Promise<boolean> => {
    const { next, rootSize, statedAt } = await store.state();
    return next >= size && (rootSize === 0 || statedAt !== undefined);
  };
  await follower.urgently(async () => {
    while (!(await isThere())) {
      if ((await follower.step()) !== 'progress') await pause(20);
    }
  });
}
