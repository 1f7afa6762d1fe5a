import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { environmentSchema, SECRET_VARIABLES } from './environment.js';
import { errorCode } from '../error-code.js';

/** Nest token of the {@link Config}. */
export const CONFIG = Symbol('CONFIG');

/** What a process does: serve HTTP (`api`), run jobs (`worker`), or both (`all`). */
export type ProcessRole = 'all' | 'api' | 'worker';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** The settings of one process; frozen, read once at start. Times are milliseconds. */
export interface Config {
  readonly role: ProcessRole;
  readonly isProduction: boolean;
  /** Absolute path; keys, signer state and the embedded database live below it. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where a process that only runs jobs answers probes; `undefined` = nowhere. */
    readonly workerProbePort: number | undefined;
    /** How others reach the service, without a trailing slash; `undefined` = host and port. */
    readonly publicUrl: string | undefined;
    /** Addresses or CIDR ranges of proxies whose `X-Forwarded-*` is believed. */
    readonly trustProxy: readonly string[];
    readonly requestTimeoutMs: number;
    readonly shutdownTimeoutMs: number;
    readonly operatorToken: string | undefined;
  };
  readonly database: {
    /** `undefined` = the embedded PostgreSQL below `dataDir`. */
    readonly url: string | undefined;
    /** Owner's connection for migrations; `undefined` = `url` without the role option. */
    readonly migrationUrl: string | undefined;
    readonly poolSize: number;
    readonly statementTimeoutMs: number;
    readonly lockTimeoutMs: number;
    readonly idleInTransactionTimeoutMs: number;
    /** Tests only: be ready although the server could lose commits. */
    readonly allowVolatile: boolean;
  };
  readonly queue: {
    /** `undefined` = BullMQ on the same PostgreSQL. */
    readonly redisUrl: string | undefined;
    /** How long a worker may be silent before its job goes to another. */
    readonly lockMs: number;
  };
  readonly ledger: {
    /** `undefined` = made on the first run and kept. */
    readonly origin: string | undefined;
    readonly checkpointIntervalMs: number;
    /** How often the root of the completeness map is stated, if it has changed. */
    readonly mapIntervalMs: number;
    /** How often a part of the log is derived again, and how many entries at least. */
    readonly integrityIntervalMs: number;
    readonly integrityEntries: number;
    /** Path of a C2SP tlog-policy file; `undefined` = nobody witnesses. */
    readonly witnessPolicy: string | undefined;
    /** How long the published checkpoint waits for the quorum of its witnesses. */
    readonly witnessPatienceMs: number;
    /** When witnesses are asked again for the head they have cosigned. */
    readonly witnessRenewalMs: number;
  };
  readonly webhooks: {
    /** Let webhooks reach private and loopback addresses (demo, tests). */
    readonly allowPrivateAddresses: boolean;
  };
}

/** The environment does not make a configuration; the message names every bad variable and no value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`cannot start, the configuration is wrong:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration from environment variables.
 * @throws ConfigError naming each bad variable
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(withSecretFiles(env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describeIssue));
  const config = configOf(parsed.data);
  if (config.isProduction && config.database.allowVolatile) {
    throw new ConfigError(['UNSAFE_VOLATILE_DATABASE: is for tests, not for production']);
  }
  return freeze(config);
}

function configOf(env: z.output<typeof environmentSchema>): Config {
  return {
    role: env.ROLE,
    isProduction: env.NODE_ENV === 'production',
    dataDir: resolve(env.DATA_DIR),
    logLevel: env.LOG_LEVEL,
    http: {
      host: env.HOST,
      port: env.PORT,
      workerProbePort: env.WORKER_PROBE_PORT,
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/u, ''),
      trustProxy: (env.TRUST_PROXY ?? '').split(',').flatMap((part) => part.trim() || []),
      requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
      shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
      operatorToken: env.OPERATOR_TOKEN,
    },
    database: {
      url: env.DATABASE_URL,
      migrationUrl: env.MIGRATION_DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeoutMs: env.STATEMENT_TIMEOUT_MS,
      lockTimeoutMs: env.LOCK_TIMEOUT_MS,
      idleInTransactionTimeoutMs: env.IDLE_TRANSACTION_TIMEOUT_MS,
      allowVolatile: env.UNSAFE_VOLATILE_DATABASE === 'true',
    },
    queue: { redisUrl: env.REDIS_URL, lockMs: env.JOB_LOCK_MS },
    ledger: {
      origin: env.LEDGER_ORIGIN,
      checkpointIntervalMs: env.CHECKPOINT_INTERVAL_MS,
      mapIntervalMs: env.MAP_INTERVAL_MS,
      integrityIntervalMs: env.INTEGRITY_INTERVAL_MS,
      integrityEntries: env.INTEGRITY_ENTRIES,
      witnessPolicy: env.WITNESS_POLICY,
      witnessPatienceMs: env.WITNESS_PATIENCE_MS,
      witnessRenewalMs: env.WITNESS_RENEWAL_MS,
    },
    webhooks: { allowPrivateAddresses: env.WEBHOOK_PRIVATE_ADDRESSES === 'true' },
  };
}

/** Drops empty values (compose files set them) and reads `<NAME>_FILE` of secrets. */
function withSecretFiles(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const values = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  for (const name of SECRET_VARIABLES) {
    const file = values[`${name}_FILE`];
    if (file === undefined) continue;
    if (values[name] !== undefined) throw new ConfigError([`${name}: is also set as ${name}_FILE`]);
    values[name] = readSecret(name, file);
  }
  return values;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError([`${name}_FILE: the file cannot be read (${errorCode(error)})`]);
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part) freeze(part);
  return Object.freeze(value);
}
