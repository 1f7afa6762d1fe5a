import { pino, stdSerializers, type Logger as PinoLogger } from 'pino';
import type { Config } from '../config/config.js';

/** Members that must never reach a log, wherever they stand. */
const SECRET_MEMBERS = ['authorization', 'cookie', 'token', 'signature', 'payload', 'd'];

/** The service's logger: JSON lines on standard output. */
export function createLogger(config: Pick<Config, 'logLevel'>): PinoLogger {
  return pino({
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: stdSerializers.err },
    redact: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  });
}
