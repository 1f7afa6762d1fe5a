import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { LogGrowth } from '../ledger/log-growth.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import { RegistryCache } from './registry-cache.js';

/** Keeps the cache up with the log as it grows, whichever process appended. */
@Injectable()
export class RegistryFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private target = 0;
  private isFollowing = false;
  private following: Promise<void> = Promise.resolve();
  private stop: (() => void) | undefined;

  constructor(
    private readonly cache: RegistryCache,
    private readonly growth: LogGrowth,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.stop = this.growth.onGrowth((size) => {
      this.target = Math.max(this.target, size);
      if (!this.isFollowing) this.following = this.follow();
    });
    // What was appended before listening began.
    await this.cache.catchUpWithHead();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop?.();
    await this.following;
  }

  /** However often the log grew meanwhile, one more look is enough. */
  private async follow(): Promise<void> {
    this.isFollowing = true;
    let reached = -1;
    while (reached < this.target) {
      reached = this.target;
      try {
        await this.cache.catchUp(reached - 1);
      } catch (error) {
        // The next growth tries again; until then admission judges by the head's own registry index.
        this.logger.error({ err: error }, 'cannot follow the registrations of the log');
      }
    }
    // In the same turn as the last look at the target, so that no growth falls between.
    this.isFollowing = false;
  }
}
