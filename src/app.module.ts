import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { HealthModule } from './health/health.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { migrations } from './migrations/index.js';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.js';
import { ProvenanceModule } from './provenance/provenance.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { ShellModule } from './shell/shell.module.js';

/** What the caller chooses; the migrations are always ours. */
export type AppOptions = Omit<PlatformOptions, 'migrations'>;

/** A process that serves HTTP: every feature with its routes, and their jobs too when the role is `all`. */
@Module({})
export class AppModule {
  static register(options: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({ ...options, migrations }),
        HealthModule,
        LedgerModule,
        RegistryModule,
        AccessModule,
        ProvenanceModule,
        AlertsModule,
        ShellModule,
      ],
    };
  }
}
