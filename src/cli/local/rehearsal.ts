import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../app.module.js';
import { AlertsRest } from '../../alerts/alerts-rest.js';
import { DeadlineSweep } from '../../alerts/deadline-sweep.js';
import { AppendStatement } from '../../ledger/append-statement.js';
import { LedgerIdentity } from '../../ledger/ledger-identity.js';
import { SimulatedClock } from '../../platform/clock.js';
import { loadConfig, type Config } from '../../platform/config/config.js';
import { createHttpApp, type HttpApp } from '../../platform/http/create-http-app.js';
import { createLogger } from '../../platform/logging/pino-logger.js';
import { Provenance } from '../../provenance/provenance.js';
import { readKeyFile } from '../key-file.js';
import type { Posted, Stage } from './story-player.js';

export interface Rehearsal {
  readonly context: INestApplicationContext;
  readonly http: HttpApp;
  readonly clock: SimulatedClock;
  readonly stage: Stage;
  readonly config: Config;
}

/** A whole service in this process, on a simulated clock that begins at `start` (epoch ms). */
export async function openRehearsal(
  env: Record<string, string>,
  start: number,
): Promise<Rehearsal> {
  const config = loadConfig({ ...process.env, ROLE: 'all', LOG_LEVEL: 'error', ...env });
  const clock = new SimulatedClock(start);
  const logger = createLogger(config);
  const http = await createHttpApp(AppModule.register({ config, logger, clock }), config, logger);
  await http.app.init();
  return { context: http.app, http, clock, config, stage: stageOf(http.app, clock, config) };
}

function stageOf(context: INestApplicationContext, clock: SimulatedClock, config: Config): Stage {
  const append = context.get(AppendStatement);
  const sweep = context.get(DeadlineSweep);
  const alerts = context.get(AlertsRest);
  const provenance = context.get(Provenance);
  return {
    origin: context.get(LedgerIdentity).origin,
    registrar: readKeyFile(join(config.dataDir, 'keys', 'registrar.jwk.json')),
    post: async (kind, envelope): Promise<Posted> => {
      const result = await append.append(envelope, kind);
      if ('refusal' in result) return { refused: result.refusal };
      return { index: result.index };
    },
    advanceTo: (instant) => clock.advanceTo(Math.max(instant, clock.now())),
    nextDue: async (instant) => {
      const due = await sweep.nextDue();
      return due !== undefined && due <= instant ? due : undefined;
    },
    sweepDue: () => sweep.sweepDue(),
    rest: async () => {
      await provenance.idle();
      await alerts.idle();
      await provenance.idle();
    },
  };
}
