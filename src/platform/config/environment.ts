import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1).max(86_400_000);
const flag = z.enum(['true', 'false']);
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//u, 'must begin with postgres:// or postgresql://');
const redisUrl = z.string().regex(/^rediss?:\/\//u, 'must begin with redis:// or rediss://');

/**
 * Every environment variable the service reads, as text, with its default. `docs/reference/configuration.md`
 * is tested against this table. Secrets may also be given as `<NAME>_FILE` ({@link SECRET_VARIABLES}).
 */
export const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LEDGER_ORIGIN: z
    .string()
    .max(100)
    .regex(/^[^\s+]+$/u, 'must have no spaces and no +')
    .optional(),
  CHECKPOINT_INTERVAL_MS: milliseconds.default(1000),
  WITNESS_POLICY: z.string().min(1).optional(),
  WITNESS_PATIENCE_MS: milliseconds.default(2000),
  WITNESS_RENEWAL_MS: milliseconds.default(600_000),
  MAP_INTERVAL_MS: milliseconds.default(10_000),
  INTEGRITY_INTERVAL_MS: milliseconds.default(3_600_000),
  INTEGRITY_ENTRIES: z.coerce.number().int().min(256).max(10_000_000).default(65_536),
  DATABASE_URL: databaseUrl.optional(),
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(16),
  STATEMENT_TIMEOUT_MS: milliseconds.default(30_000),
  LOCK_TIMEOUT_MS: milliseconds.default(10_000),
  IDLE_TRANSACTION_TIMEOUT_MS: milliseconds.default(30_000),
  UNSAFE_VOLATILE_DATABASE: flag.default('false'),
  REDIS_URL: redisUrl.optional(),
  JOB_LOCK_MS: milliseconds.min(1000).default(3000),
  WORKER_PROBE_PORT: port.min(1).optional(),
  PUBLIC_URL: z.url().optional(),
  TRUST_PROXY: z.string().optional(),
  REQUEST_TIMEOUT_MS: milliseconds.default(30_000),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(20_000),
  OPERATOR_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  WEBHOOK_PRIVATE_ADDRESSES: flag.default('false'),
});

/** Variables that hold a secret: `<NAME>_FILE` names a file whose content (trimmed) is the value. */
export const SECRET_VARIABLES = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'REDIS_URL',
  'OPERATOR_TOKEN',
] as const;
