import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CheckpointStore } from '../../ledger/signing/checkpoint.store.js';
import { WitnessPolicy } from '../../ledger/witnessing/read-policy.js';
import { LOGGER, type Logger } from '../../platform/logging/logger.js';
import { NO_QUORUM } from '../../protocol/index.js';
import { MapFollower } from './map-follower.js';
import { MapStore } from './map.store.js';

/** How long somebody who asks for a proof waits for the map; the answer is right without it, and says how far it goes. */
const MOST_WAIT_MS = 5000;
const LOOK_AGAIN_MS = 20;

/** Brings the map up to an entry because somebody asks, not because the interval is over. */
@Injectable()
export class MapOnDemand {
  constructor(
    private readonly store: MapStore,
    private readonly follower: MapFollower,
    private readonly checkpoints: CheckpointStore,
    private readonly witnesses: WitnessPolicy,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Takes the log up to an entry into the map and has a root stated that says so, also where the root is still the old
   * one. Of a ledger with witnesses the root is then published too, and cosigned unless they are away: who insists on
   * them could not take the proof before. Gives up after a while, or when the map or the log cannot go on: then a proof
   * reaches less far.
   */
  async cover(index: number): Promise<void> {
    const until = performance.now() + MOST_WAIT_MS;
    const work = this.bringAndPublish(index, until);
    const timeIsUp = new AbortController();
    try {
      await Promise.race([
        work,
        pause(MOST_WAIT_MS, undefined, { ref: false, signal: timeIsUp.signal }),
      ]);
    } catch (error) {
      this.logger.warn(
        { err: error, index },
        'the completeness map could not be brought up to date',
      );
    } finally {
      timeIsUp.abort();
    }
  }

  private async bringAndPublish(index: number, until: number): Promise<void> {
    await this.follower.urgently(async () => this.bring(index, until));
    if (this.witnesses.policy.quorum === NO_QUORUM) return;
    while (performance.now() < until && !(await this.isPublished())) await pause(LOOK_AGAIN_MS);
  }

  /** With the quorum of its witnesses, or without when they have had their time. */
  private async isPublished(): Promise<boolean> {
    const [{ statedAt }, published] = await Promise.all([
      this.store.state(),
      this.checkpoints.published(),
    ]);
    return statedAt !== undefined && statedAt < (published?.size ?? 0);
  }

  private async bring(index: number, until: number): Promise<void> {
    while (performance.now() < until) {
      const { next, rootSize, statedAt } = await this.store.state();
      const isStated = rootSize === 0 || statedAt !== undefined;
      if (isStated && rootSize > index) return;
      if (isStated && next > index) {
        // Roots of the map are entries too: a root for each of them would never end.
        if (!(await this.store.hasOtherThanRoots(rootSize, index))) return;
        await this.store.renewSize(rootSize);
      }
      if ((await this.follower.step()) !== 'progress') await pause(LOOK_AGAIN_MS);
    }
  }
}
