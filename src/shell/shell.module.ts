import { Module } from '@nestjs/common';
import { ProvenanceModule } from '../provenance/provenance.module.js';
import { RehearsalPeople } from './rehearsal-people.js';
import { RulesController } from './rules.controller.js';
import { ShellAssets } from './shell-assets.js';
import { ShellController } from './shell.controller.js';

/** Serves the web console (`src/console`), which is built apart from the service. */
@Module({
  imports: [ProvenanceModule],
  controllers: [RulesController, ShellController],
  providers: [RehearsalPeople, ShellAssets],
})
export class ShellModule {}
