import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ProjectionProgress } from './projection-progress.js';
import { Projector } from './projector.js';

/** Runs the projector in processes that work, and says how far behind it is. */
@Injectable()
export class ProjectorRunner implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly projector: Projector,
    @Inject(CONFIG) private readonly config: Config,
    progress: ProjectionProgress,
    metrics: Metrics,
  ) {
    metrics.gauge(
      {
        name: 'custody_projector_lag_entries',
        help: 'Log entries that provenance has not projected yet',
      },
      async (gauge) => gauge.set(await progress.lag()),
    );
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.projector.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.projector.stop();
  }
}
