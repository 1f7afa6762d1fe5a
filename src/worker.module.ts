import { Module, type DynamicModule } from '@nestjs/common';
import { AlertsModule } from './alerts/alerts.module.js';
import type { AppOptions } from './app.module.js';
import { HealthModule } from './health/health.module.js';
import { migrations } from './migrations/index.js';
import { PlatformModule } from './platform/platform.module.js';

/** A process that only runs jobs: the features that have some. */
@Module({})
export class WorkerModule {
  static register(options: AppOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot({ ...options, migrations }), HealthModule, AlertsModule],
    };
  }
}
