import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** While others post, work that can wait is done one part in so many of the time. */
const PART = 8;
/** After the last post it is assumed for so long that another follows. */
const LINGER_MS = 100;
const LOOK_AGAIN_MS = 10;

/**
 * Posters share the machine with what follows the log: projecting, judging, the completeness map. Who posts waits for
 * an answer; who follows can wait, and steps aside. It counts the posts that this process serves.
 */
@Injectable()
export class PostersFirst {
  private posts = 0;
  private lastPostAt = -LINGER_MS;

  async posting<T>(work: () => Promise<T>): Promise<T> {
    this.posts += 1;
    try {
      return await work();
    } finally {
      this.posts -= 1;
      this.lastPostAt = performance.now();
    }
  }

  /** Waits, after work of `workedMs`, in proportion to it and for as long as there are posters. */
  async rest(workedMs: number): Promise<void> {
    const until = performance.now() + workedMs * (PART - 1);
    for (let now = performance.now(); now < until && this.hasPosters; now = performance.now())
      await pause(Math.min(until - now, LOOK_AGAIN_MS));
  }

  private get hasPosters(): boolean {
    return this.posts > 0 || performance.now() - this.lastPostAt < LINGER_MS;
  }
}
