import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { AccessStore } from './access.store.js';
import { Audience } from './audience.js';
import { AuthGuard } from './auth.guard.js';
import { PartiesController } from './directory/parties.controller.js';
import { SitesController } from './directory/sites.controller.js';
import { LoginController } from './login.controller.js';
import { LogIn } from './login.js';
import { Sessions } from './sessions.js';

/** Who is asking, and what he may read. Exports what {@link AuthGuard} needs to guard the routes of other features. */
@Module({
  imports: [RegistryModule],
  controllers: [LoginController, PartiesController, SitesController],
  providers: [AccessStore, Audience, AuthGuard, LogIn, Sessions],
  exports: [Audience, AuthGuard, Sessions, RegistryModule],
})
export class AccessModule {}
