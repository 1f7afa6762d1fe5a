import { Injectable } from '@nestjs/common';
import { Pool, type ClientConfig } from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { appConnection } from './connection.js';
import type { DatabaseServer } from './database-server.js';
import { NotificationListener } from './notification-listener.js';
import { inTransaction, type Tx } from './transaction.js';

/**
 * The service's connections to PostgreSQL, as role `custody_app`. TypeORM holds the pool and the migrations;
 * each feature's `.store.ts` holds its SQL. int8 comes as a JS number, bytea as a Buffer.
 */
@Injectable()
export class Database {
  private readonly listener: NotificationListener;

  private constructor(
    readonly dataSource: DataSource,
    /** The pool itself, for hot paths that hold a client or use named statements. */
    readonly pool: Pool,
    listenerConfig: ClientConfig,
    logger: Logger,
  ) {
    this.listener = new NotificationListener(listenerConfig, logger);
  }

  /** Opens the pool; the server must be up and migrated. */
  static async open(server: DatabaseServer, config: Config, logger: Logger): Promise<Database> {
    const connection = appConnection(server.location, config.database);
    const dataSource = new DataSource({
      type: 'postgres',
      synchronize: false,
      migrationsRun: false,
      installExtensions: false,
      extra: { ...connection, max: config.database.poolSize, idleTimeoutMillis: 60_000 },
      connectTimeoutMS: 10_000,
      poolErrorHandler: (error: unknown) => {
        logger.warn({ err: error }, 'idle database connection lost');
      },
    });
    await dataSource.initialize();
    return new Database(dataSource, poolOf(dataSource), connection, logger);
  }

  /** One statement on any connection; rows as objects. */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const result = await this.pool.query<T>(sql, [...params]);
    return result.rows;
  }

  /**
   * Runs `fn` in one transaction (read committed); an error rolls back and is thrown on.
   * @throws CommitOutcomeUnknown when the connection broke at COMMIT: the work may or may not be there
   */
  async transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, fn);
  }

  /**
   * Takes a lock of the whole database, for as long as this process lives at most.
   * @returns a function that gives it back; `undefined` when somebody has it
   */
  async tryLock(key: number): Promise<(() => Promise<void>) | undefined> {
    const client = await this.pool.connect();
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [key],
    );
    if (rows[0]?.taken !== true) {
      client.release();
      return undefined;
    }
    return async () => {
      await client.query('select pg_advisory_unlock($1)', [key]);
      client.release();
    };
  }

  /**
   * Calls `fn` with the payload of each notification on the channel. After a broken connection is made
   * again it is called once with `''`, because notifications may have been missed meanwhile.
   * @returns a function that stops listening
   */
  async listen(channel: string, fn: (payload: string) => void): Promise<() => Promise<void>> {
    return this.listener.listen(channel, fn);
  }

  /** Notifies listeners of every process. Inside a transaction use {@link Tx.notify}. */
  async notify(channel: string, payload = ''): Promise<void> {
    await this.query('select pg_notify($1, $2)', [channel, payload]);
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    await this.listener.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** TypeORM's driver keeps its pool as `master`; asserted here so that an upgrade that moves it fails at start. */
function poolOf(dataSource: DataSource): Pool {
  const pool: unknown = Reflect.get(dataSource.driver, 'master');
  if (!(pool instanceof Pool)) throw new Error('TypeORM no longer exposes its pool');
  return pool;
}
