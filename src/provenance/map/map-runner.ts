import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { LOGGER, type Logger } from '../../platform/logging/logger.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { MapDiverged, MapFollower } from './map-follower.js';

/** Brings the map up to date at an interval, in processes that work, and says how far behind it is. */
@Injectable()
export class MapRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly follower: MapFollower,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge(
      { name: 'custody_map_lag_entries', help: 'Log entries that the completeness map lacks' },
      async (gauge) => gauge.set(await follower.lag()),
    );
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => {
      this.running ??= this.run().finally(() => {
        this.running = undefined;
      });
    }, this.config.ledger.mapIntervalMs);
    this.timer.unref();
  }

  /** Finishes the step in hand. */
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (!this.isStopped && (await this.follower.step()) === 'progress') {
        // What was appended meanwhile may be waiting.
      }
    } catch (error) {
      this.logger.error({ err: error }, 'the completeness map could not follow the log');
      if (error instanceof MapDiverged) clearInterval(this.timer);
    }
  }
}
