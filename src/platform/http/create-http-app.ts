import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { LOGGER, type Logger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { useBodyParsers } from './body-parsers.js';
import { Draining } from './draining.js';
import { fastifyOptions } from './fastify-options.js';
import { InFlight } from './in-flight.js';
import { useMethodRefusal } from './method-refusal.js';
import { useOpenApi } from './openapi.js';
import { useLingeringRefusal } from './oversized-body.js';
import { ProblemFilter } from './problem.filter.js';
import { useRequestLog } from './request-log.js';
import { useResponseHeaders } from './response-headers.js';
import { traitsOf } from './route-config.js';
import { SchemaPipe } from './schema.pipe.js';

/** A Nest application on Fastify with this service's limits, checks and error answers. */
export interface HttpApp {
  readonly app: NestFastifyApplication;
  /** Listens as configured; returns the address to open. */
  listen(): Promise<string>;
  /** Refuses readiness, ends streams, lets requests in flight finish, then closes everything. */
  shutDown(): Promise<void>;
}

/**
 * Makes the application; it is not listening yet.
 * @param module must import the platform module
 */
export async function createHttpApp(
  module: DynamicModule,
  config: Config,
  bootLogger: Logger,
): Promise<HttpApp> {
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    new FastifyAdapter(fastifyOptions(config)),
    { logger: new NestLogger(bootLogger), bodyParser: false, abortOnError: false },
  );
  const logger = app.get<Logger>(LOGGER);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = traitsOf(route.config);
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  const inFlight = new InFlight(fastify);
  useBodyParsers(fastify);
  useResponseHeaders(fastify);
  useLingeringRefusal(fastify);
  useMethodRefusal(fastify);
  useRequestLog(fastify, logger, app.get(Metrics));
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalPipes(new SchemaPipe());
  useOpenApi(app);
  return {
    app,
    listen: async () => {
      try {
        await app.listen({ host: config.http.host, port: config.http.port });
      } catch (error) {
        await closeHalfOpen(app, logger);
        throw error;
      }
      return app.getUrl();
    },
    shutDown: async () => shutDown(app, inFlight, config, logger),
  };
}

/** A database that some module has opened by then would be left to run. Why the start failed is what counts. */
async function closeHalfOpen(app: NestFastifyApplication, logger: Logger): Promise<void> {
  try {
    await app.close();
  } catch (error) {
    logger.warn({ err: error }, 'what had been opened before the start failed could not be closed');
  }
}

async function shutDown(
  app: NestFastifyApplication,
  inFlight: InFlight,
  config: Config,
  logger: Logger,
): Promise<void> {
  app.get(Draining).begin();
  const server: FastifyInstance['server'] = app.getHttpServer();
  // No new connections; kept-alive ones are closed when their answer is out.
  if (server.listening) server.close();
  const isDrained = await inFlight.drained(config.http.shutdownTimeoutMs);
  if (!isDrained) logger.warn({}, 'stopping although requests are still in flight');
  server.closeAllConnections();
  await app.close();
}
