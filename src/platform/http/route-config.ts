import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';

/** What a route says about itself to the HTTP layer; everything is optional. */
export interface RouteTraits {
  /**
   * `@Body()` is the body's bytes as they came (a Buffer), also of `application/x-ndjson`. Without it only
   * `application/json` is taken, parsed strictly.
   */
  readonly rawBody?: boolean;
  /** Largest body in bytes; more is 413. Default {@link DEFAULT_BODY_LIMIT}. */
  readonly bodyLimit?: number;
  /** Called so often that a successful call is logged at debug only. */
  readonly isHot?: boolean;
}

/** 256 KiB: one statement in base64 and a little more. */
export const DEFAULT_BODY_LIMIT = 256 * 1024;

/** Says something about a route to the HTTP layer. */
export function HttpRoute(traits: RouteTraits): MethodDecorator {
  return applyDecorators(RouteConfig({ traits }));
}

/** The route takes the bytes of the body as they came. */
export function RawBody(traits: Omit<RouteTraits, 'rawBody'> = {}): MethodDecorator {
  return HttpRoute({ ...traits, rawBody: true });
}

/** Reads the traits back from Fastify's route configuration. */
export function traitsOf(config: unknown): RouteTraits {
  if (typeof config !== 'object' || config === null || !('traits' in config)) return {};
  return config.traits ?? {};
}
