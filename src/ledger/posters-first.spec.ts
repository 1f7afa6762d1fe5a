import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { PostersFirst } from './posters-first.js';

async function secondsOf(work: Promise<void>): Promise<number> {
  const began = performance.now();
  await work;
  return (performance.now() - began) / 1000;
}

describe('work that can wait', () => {
  it('does not wait when nobody posts', async () => {
    expect(await secondsOf(new PostersFirst().rest(60_000))).toBeLessThan(1);
  });

  it('leaves seven parts in eight of the time to posters', async () => {
    const posters = new PostersFirst();
    const post = posters.posting(async () => pause(400));

    const rested = await secondsOf(posters.rest(20));
    await post;

    expect(rested).toBeGreaterThanOrEqual(0.139);
  });

  it('goes on soon after the last post, also when that failed', async () => {
    const posters = new PostersFirst();
    const post = posters.posting(async () => {
      throw new Error('refused');
    });

    const rest = secondsOf(posters.rest(60_000));

    await expect(post).rejects.toThrow('refused');
    expect(await rest).toBeLessThan(5);
  });
});
