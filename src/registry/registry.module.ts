import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { SIGNER_DIRECTORY } from '../ledger/signer-directory.js';
import { RegistrationsController } from './registrations.controller.js';
import { RecoveriesController } from './recoveries.controller.js';
import { RegistrationsStore } from './registrations.store.js';
import { RegistryCache } from './registry-cache.js';
import { RegistryFollower } from './registry-follower.js';
import { Registry } from './registry.js';

/** Parties, keys, sites and the other facts that registrations add up to; binds the ledger's signer directory. */
@Module({
  imports: [LedgerModule],
  controllers: [RegistrationsController, RecoveriesController],
  providers: [
    RegistrationsStore,
    RegistryCache,
    RegistryFollower,
    Registry,
    { provide: SIGNER_DIRECTORY, useExisting: RegistryCache },
  ],
  exports: [Registry, RegistryCache, SIGNER_DIRECTORY, LedgerModule],
})
export class RegistryModule {}
