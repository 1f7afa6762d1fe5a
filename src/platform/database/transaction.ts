import type { Pool, PoolClient } from 'pg';
import { isOutcomeUnknown } from './database-faults.js';

/** A transaction in progress. */
export interface Tx {
  /** The connection that holds the transaction. */
  readonly client: PoolClient;
  /** One statement; rows as objects. */
  query<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** The same as a named statement: parsed once per connection. A name must always carry the same SQL. */
  prepared<T extends object>(name: string, sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Notifies listeners when, and only if, the transaction commits. */
  notify(channel: string, payload?: string): Promise<void>;
}

/** COMMIT was sent and no answer came: look up what was written before trying again. */
export class CommitOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('cannot tell whether the transaction was committed: the connection broke', { cause });
    this.name = 'CommitOutcomeUnknown';
  }
}

/** See `Database.transaction`. */
export async function inTransaction<T>(pool: Pool, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await fn(txOf(client));
    await commit(client);
    return result;
  } catch (error) {
    if (error instanceof CommitOutcomeUnknown) broken = error;
    else broken ??= await rollback(client);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

function txOf(client: PoolClient): Tx {
  return {
    client,
    async query<R extends object>(sql: string, params: readonly unknown[] = []) {
      const result = await client.query<R>(sql, [...params]);
      return result.rows;
    },
    async prepared<R extends object>(name: string, sql: string, params: readonly unknown[] = []) {
      const result = await client.query<R>({ name, text: sql, values: [...params] });
      return result.rows;
    },
    async notify(channel: string, payload = '') {
      await client.query('select pg_notify($1, $2)', [channel, payload]);
    },
  };
}

async function commit(client: PoolClient): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('commit'));
  } catch (error) {
    throw isOutcomeUnknown(error) ? new CommitOutcomeUnknown(error) : error;
  }
  // The server answers ROLLBACK to a COMMIT of a transaction in which a caught statement had failed.
  if (command !== 'COMMIT') throw new Error('cannot commit: a statement of the transaction failed');
}

/** @returns the error that makes the connection unusable, if any */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
