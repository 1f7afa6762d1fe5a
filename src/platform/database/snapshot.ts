import type { Pool, PoolClient } from 'pg';

/**
 * Runs `fn` with a connection that sees the database as it is now and stays there; nothing can be written. The
 * connection is not used again: what was read over it may have been large.
 *
 * @throws whatever `fn` throws, and the driver's error when the connection is lost
 */
export async function inSnapshot<T>(
  pool: Pool,
  fn: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that is lost between two statements fails the next one; unheard, the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.query('begin isolation level repeatable read read only');
    const result = await fn(client);
    await client.query('commit');
    return result;
  } finally {
    client.release(true);
  }
}
