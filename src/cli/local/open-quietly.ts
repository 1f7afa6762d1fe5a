import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../app.module.js';
import { type Config, loadConfig } from '../../platform/config/config.js';
import { createLogger } from '../../platform/logging/pino-logger.js';

/** The service's features without HTTP and without jobs, for a command that works on the ledger itself. */
export async function openQuietly(
  config: Config = loadConfig({ LOG_LEVEL: 'error', ...process.env, ROLE: 'api' }),
): Promise<INestApplicationContext> {
  const logger = createLogger(config);
  return NestFactory.createApplicationContext(AppModule.register({ config, logger }), {
    logger: false,
    abortOnError: false,
  });
}
