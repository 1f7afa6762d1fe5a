import { types as driverTypes, type ClientConfig, type CustomTypesConfig } from 'pg';
import type { Config } from '../config/config.js';

/** The role the running service acts as; the first migration makes it, each migration grants to it. */
export const APP_ROLE = 'custody_app';

/** Where a PostgreSQL server is: as a URL, or as the socket directory of the embedded one. */
export type Server =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
    };

/** The part of the driver's settings that this service uses. */
interface Session {
  connectionString?: string;
  host?: string;
  port?: number;
  user?: string;
  database?: string;
  options?: string;
  application_name?: string;
  keepAlive?: boolean;
}

const INT8: number = driverTypes.builtins.INT8;
/** The driver has no name for it. */
const INT8_ARRAY: number = 1016;

/** int8 as a JS number; a value that a number cannot hold exactly is an error, never rounded. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is not a safe integer`);
  return value;
}

function parseInt8Array(text: string): unknown {
  const parseTexts: (text: string) => unknown = driverTypes.getTypeParser(INT8_ARRAY);
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    return typeof value === 'string' ? parseInt8(value) : value;
  };
  return convert(parseTexts(text));
}

/**
 * Type parsers of our own pools. Not set process-wide: BullMQ uses the same driver and expects its defaults.
 */
const types: CustomTypesConfig = {
  getTypeParser(oid: number, format: 'text' | 'binary' = 'text') {
    if (format === 'text' && oid === INT8) return parseInt8;
    if (format === 'text' && oid === INT8_ARRAY) return parseInt8Array;
    return driverTypes.getTypeParser(oid, format);
  },
};

/** Connection settings without a role: migrations and administration. */
export function ownerConnection(server: Server): ClientConfig {
  return { ...place(server), types, application_name: 'custody-owner', keepAlive: true };
}

/** Connection settings of the running service: as {@link APP_ROLE}, with time limits. */
export function appConnection(server: Server, limits: Config['database']): ClientConfig {
  return { ...appSession(server, limits), types };
}

/** The same with the driver's own type parsers, for libraries that bring their SQL. */
export function appSession(server: Server, limits: Config['database']): Session {
  const settings: Record<string, string | number> = {
    role: APP_ROLE,
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
  };
  return {
    ...place(server),
    application_name: 'custody-app',
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}

/** A URL's own `options` would replace ours, so the URL is taken apart here. */
function place(server: Server): Session {
  if (!('url' in server)) return { ...server };
  const url = new URL(server.url);
  url.searchParams.delete('options');
  return { connectionString: url.toString() };
}
