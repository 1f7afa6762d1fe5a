import { Pool, type PoolClient } from 'pg';
import type { Logger } from '../platform/logging/logger.js';

/** What the stores of this feature need of a database: one statement on any connection. */
export interface Queries {
  query<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]>;
}

/** A pool, or one connection of it, as what the stores need. */
export function queriesOf(connection: Pool | PoolClient): Queries {
  return {
    query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
      (await connection.query<T>(sql, [...params])).rows,
  };
}

/** One to append on, one to record signed heads on, the rest to look up what was posted before. */
const CONNECTIONS = 4;

/**
 * Connections that only the append path uses. Others wait for appends while they hold connections of the common
 * pool; if appending had to wait for one of those, all would wait for ever.
 */
export class OwnConnections implements Queries {
  readonly pool: Pool;

  /** @param common the pool whose settings are taken over */
  constructor(common: Pool, logger: Logger) {
    const { options } = common;
    this.pool = new Pool({
      ...options,
      // The driver hides it from enumeration.
      ...(options.password !== undefined && { password: options.password }),
      max: CONNECTIONS,
    });
    this.pool.on('error', (error) => {
      logger.warn({ err: error }, 'idle connection of the append path lost');
    });
  }

  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const result = await this.pool.query<T>(sql, [...params]);
    return result.rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
