import { Module, type DynamicModule } from '@nestjs/common';
import { AlertsModule } from './alerts/alerts.module.js';
import type { AppOptions } from './app.module.js';
import { HealthModule } from './health/health.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { migrations } from './migrations/index.js';
import { PlatformModule } from './platform/platform.module.js';
import { ProvenanceModule } from './provenance/provenance.module.js';

/** A process that only runs jobs: the features that have some, and those they stand on. */
@Module({})
export class WorkerModule {
  static register(options: AppOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ ...options, migrations }),
        HealthModule,
        LedgerModule,
        ProvenanceModule,
        AlertsModule,
      ],
    };
  }
}
