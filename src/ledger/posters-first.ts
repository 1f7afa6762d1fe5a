import { setTimeout as pause } from 'node:timers/promises';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';

/** While others post, work that can wait is done one part in so many of the time. */
const PART = 8;
/** After the last post it is assumed for so long that another follows. */
const LINGER_MS = 100;
const LOOK_AGAIN_MS = 10;

/** What the threads of a process share: how many posts are served, when the last one was, until when followers rest. */
const SHARED = 'custody-posters';
const [POSTS, LAST_POST_AT, RESTED_AT] = [0, 1, 2];

/** From the start, so that every thread of the process is born with it. */
const MEMORY = sharedMemory();

/**
 * Posters share the machine with what follows the log: projecting, judging, the completeness map. Who posts waits for
 * an answer; who follows can wait, and steps aside. It counts the posts that this process serves, on any thread.
 */
@Injectable()
export class PostersFirst {
  private readonly shared = new BigInt64Array(MEMORY);

  async posting<T>(work: () => Promise<T>): Promise<T> {
    Atomics.add(this.shared, POSTS, 1n);
    try {
      return await work();
    } finally {
      Atomics.sub(this.shared, POSTS, 1n);
      Atomics.store(this.shared, LAST_POST_AT, BigInt(Math.round(now())));
    }
  }

  /**
   * Waits, after work of `workedMs`, in proportion to it and for as long as there are posters. All who follow rest
   * together: however many they are, they take one part in {@link PART} between them.
   */
  async rest(workedMs: number): Promise<void> {
    if (!this.hasPosters) return;
    const from = Math.max(now(), this.restedAt);
    this.restedAt = from + workedMs * (PART - 1);
    for (let left = this.restMs; left > 0 && this.hasPosters; left = this.restMs)
      await pause(Math.min(left, LOOK_AGAIN_MS));
  }

  private get restMs(): number {
    return this.restedAt - now();
  }

  private get restedAt(): number {
    return Number(Atomics.load(this.shared, RESTED_AT));
  }

  private set restedAt(at: number) {
    Atomics.store(this.shared, RESTED_AT, BigInt(Math.ceil(at)));
  }

  private get hasPosters(): boolean {
    if (Atomics.load(this.shared, POSTS) > 0n) return true;
    return now() - Number(Atomics.load(this.shared, LAST_POST_AT)) < LINGER_MS;
  }
}

/** Milliseconds on a scale that all threads have in common; `performance.now` counts from the start of its thread. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Made by the first that asks; threads that are started afterwards find it. */
function sharedMemory(): SharedArrayBuffer {
  const known = getEnvironmentData(SHARED);
  if (known instanceof SharedArrayBuffer) return known;
  const memory = new SharedArrayBuffer(3 * BigInt64Array.BYTES_PER_ELEMENT);
  setEnvironmentData(SHARED, memory);
  return memory;
}
