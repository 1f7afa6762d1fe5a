import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '../../test/support/logger.js';
import { LogGrowth } from './log-growth.js';

/** Neither is asked while the growth is told by this process. */
const database = {
  listen: async () => async () => undefined,
  notify: async () => undefined,
};
const log = { size: async () => 0 };

function growthHeardBy(listener: (size: number) => void): LogGrowth {
  const growth = new LogGrowth(database, log, silentLogger);
  growth.onGrowth(listener);
  return growth;
}

async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('growth of the log', () => {
  it('is told at once, and what follows on its heels as one', async () => {
    const heard: number[] = [];
    const growth = growthHeardBy((size) => heard.push(size));

    growth.grewTo(1);
    expect(heard).toEqual([1]);
    for (let size = 2; size <= 50; size += 1) growth.grewTo(size);
    expect(heard).toEqual([1]);
    await aWhile();
    expect(heard).toEqual([1, 50]);
    await aWhile();
    expect(heard).toEqual([1, 50]);
    await growth.onApplicationShutdown();
  });

  it('is not told again for a size that is known', async () => {
    const heard: number[] = [];
    const growth = growthHeardBy((size) => heard.push(size));

    growth.grewTo(7);
    growth.grewTo(7);
    growth.grewTo(3);
    await aWhile();

    expect(heard).toEqual([7]);
    await growth.onApplicationShutdown();
  });

  it('is told to other processes by the one whose commit it was, as often as to followers', async () => {
    const told: string[] = [];
    const others = {
      ...database,
      notify: async (channel: string, payload?: string) => void told.push(`${channel} ${payload}`),
    };
    const growth = new LogGrowth(others, log, silentLogger);

    growth.committed(1);
    for (let size = 2; size <= 50; size += 1) growth.committed(size);
    await aWhile();
    growth.grewTo(60);
    await aWhile();

    expect(told).toEqual(['log_growth 1', 'log_growth 50']);
    await growth.onApplicationShutdown();
  });

  it('reaches the others although one follower fails', async () => {
    const heard: number[] = [];
    const growth = growthHeardBy(() => {
      throw new Error('this one fails');
    });
    growth.onGrowth((size) => heard.push(size));

    growth.grewTo(1);

    expect(heard).toEqual([1]);
    await growth.onApplicationShutdown();
  });
});
