import type { Logger } from '../../src/platform/logging/logger.js';

const ignore = (): void => undefined;

/** Says nothing. */
export const silentLogger: Logger = {
  fatal: ignore,
  error: ignore,
  warn: ignore,
  info: ignore,
  debug: ignore,
  trace: ignore,
};

export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** Keeps every line, so that a test can look for one. */
export function recordingLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return {
    lines,
    fatal: at('fatal'),
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
  };
}
