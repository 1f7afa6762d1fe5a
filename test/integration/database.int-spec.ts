import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrations } from '../../src/migrations/index.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import {
  checkConnection,
  checkDurability,
  checkMigrations,
} from '../../src/platform/database/database-health.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseServer } from '../../src/platform/database/database-server.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { inSnapshot } from '../../src/platform/database/snapshot.js';
import { CommitOutcomeUnknown } from '../../src/platform/database/transaction.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { silentLogger } from '../support/logger.js';
import { until } from '../support/until.js';

describe('the database', () => {
  let test: TestDatabase;
  let database: Database;
  let owner: Client;

  function configOf(env: Record<string, string> = {}): Config {
    return loadConfig({ DATABASE_URL: test.url, UNSAFE_VOLATILE_DATABASE: 'true', ...env });
  }

  async function open(config = configOf()): Promise<Database> {
    const server = DatabaseServer.at({ url: test.url }, async () => undefined);
    return Database.open(server, config, silentLogger);
  }

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await open();
    owner = new Client({ connectionString: test.url });
    owner.on('error', () => undefined);
    await owner.connect();
    await owner.query('create table notes (id bigint primary key, body bytea not null)');
    await owner.query('grant select, insert on notes to custody_app');
  }, 60_000);

  afterAll(async () => {
    await owner.end();
    await database.close();
    await test.drop();
  });

  /** Cuts the connection that runs a statement, as a crash of the server or the network would. */
  async function cut(pattern: string): Promise<void> {
    await until(async () => {
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ~ $1 and pid <> pg_backend_pid()`,
        [pattern],
      );
      return (rowCount ?? 0) > 0;
    });
  }

  it('acts as the role of the service, which owns nothing', async () => {
    expect(await database.query('select current_user as role')).toEqual([{ role: 'custody_app' }]);
    await expect(database.query('create table mine (id int)')).rejects.toThrow('permission denied');
    await expect(database.query('drop table notes')).rejects.toThrow('must be owner');
    await expect(database.query('delete from notes')).rejects.toThrow('permission denied');
    await expect(database.query("select pg_read_file('/etc/passwd')")).rejects.toThrow(
      'permission denied',
    );
  });

  it('gives int8 as a number and refuses one that a number cannot hold', async () => {
    expect(await database.query('select 9007199254740991::int8 as n')).toEqual([
      { n: Number.MAX_SAFE_INTEGER },
    ]);
    await expect(database.query('select 9007199254740992::int8 as n')).rejects.toThrow(RangeError);
    expect(await database.query('select array[[1],[null]]::int8[] as n')).toEqual([
      { n: [[1], [null]] },
    ]);
  });

  it('commits what a transaction did, and undoes it when it throws', async () => {
    await database.transaction(async (tx) => {
      await tx.query('insert into notes values ($1, $2)', [1, Buffer.from('one')]);
      await tx.prepared('add-note', 'insert into notes values ($1, $2)', [2, Buffer.from('two')]);
    });
    await expect(
      database.transaction(async (tx) => {
        await tx.query('insert into notes values ($1, $2)', [3, Buffer.from('three')]);
        throw new Error('thought better of it');
      }),
    ).rejects.toThrow('thought better of it');

    expect(await database.query('select id, body from notes where id < 10 order by id')).toEqual([
      { id: 1, body: Buffer.from('one') },
      { id: 2, body: Buffer.from('two') },
    ]);
  });

  it('does not take a transaction for committed in which a statement had failed', async () => {
    await expect(
      database.transaction(async (tx) => {
        await tx.query('select 1 / 0').catch(() => undefined);
      }),
    ).rejects.toThrow('cannot commit');
  });

  it('gives a lock of the whole database to one at a time', async () => {
    const release = await database.tryLock(4711);

    expect(await database.tryLock(4711)).toBeUndefined();
    await (
      await database.tryLock(4712)
    )?.();
    await release?.();
    const again = await database.tryLock(4711);
    expect(again).toBeDefined();
    await again?.();
  });

  it('shows one state of the database to whoever reads it for long, and lets them write nothing', async () => {
    const count = 'select count(*) from notes where id between 10 and 19';
    await inSnapshot(database.pool, async (client) => {
      const before = await client.query(count);
      await owner.query("insert into notes values (10, 'later')");
      expect((await client.query(count)).rows).toEqual(before.rows);
      await expect(client.query('insert into notes values (11, null)')).rejects.toThrow(
        'read-only transaction',
      );
      await client.query('rollback');
    });
    expect(await database.query(count)).toEqual([{ count: 1 }]);
  });

  it('fails a long reading whose connection is lost between two statements, and nothing else', async () => {
    const reading = inSnapshot(database.pool, async (client) => {
      await client.query("select 'a snapshot that is cut'");
      const isLost = new Promise((resolve) => client.once('end', resolve));
      await cut('^select .a snapshot that is cut.$');
      await isLost;
      return client.query('select 1');
    });
    await expect(reading).rejects.toThrow();
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says that it does not know when the connection breaks at the commit', async () => {
    await owner.query(`
      create function wait_at_commit() returns trigger language plpgsql as
        $$ begin perform pg_sleep(300); return null; end $$;
      create constraint trigger wait after insert on notes deferrable initially deferred
        for each row when (new.id = 20) execute function wait_at_commit();
    `);

    const work = database.transaction(async (tx) => {
      await tx.query('insert into notes values ($1, $2)', [20, Buffer.from('?')]);
    });
    await Promise.all([expect(work).rejects.toThrow(CommitOutcomeUnknown), cut('^commit$')]);

    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('has a verdict when the server refuses the commit', async () => {
    await owner.query(`
      create table answers (note bigint references notes deferrable initially deferred);
      grant insert on answers to custody_app;
    `);

    const work = database.transaction(async (tx) => {
      await tx.query('insert into answers values (404)');
    });

    await expect(work).rejects.toMatchObject({ code: '23503' });
  });

  it('goes on after every connection was cut', async () => {
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'custody-app'`,
    );

    expect(await until(async () => database.query('select 1 as one'))).toEqual([{ one: 1 }]);
  });

  it('cuts a statement that takes too long', async () => {
    const hurried = await open(configOf({ STATEMENT_TIMEOUT_MS: '50' }));
    try {
      await expect(hurried.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    } finally {
      await hurried.close();
    }
  });

  describe('notifications', () => {
    it('reach every listener of the channel, and none after it stopped', async () => {
      const heard: string[] = [];
      const stop = await database.listen('growth', (payload) => heard.push(payload));

      await database.notify('growth', '1');
      await database.notify('other', '2');
      await database.transaction(async (tx) => tx.notify('growth', '3'));
      await until(() => heard.length === 2);
      await stop();
      await database.notify('growth', '4');
      const stopOther = await database.listen('growth', (payload) => heard.push(`new ${payload}`));
      await database.notify('growth', '5');
      await until(() => heard.includes('new 5'));
      await stopOther();

      expect(heard).toEqual(['1', '3', 'new 5']);
    });

    it('come again after the connection broke, with one empty call for what was missed', async () => {
      const heard: string[] = [];
      const stop = await database.listen('growth', (payload) => heard.push(payload));

      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'custody-listen'`,
      );
      await until(() => heard.includes(''));
      await database.notify('growth', 'after');
      await until(() => heard.includes('after'));
      await stop();

      expect(heard).toEqual(['', 'after']);
    });
  });

  describe('health', () => {
    it('is good when the schema is current and the server answers', async () => {
      await checkConnection(database);
      await checkMigrations(database, migrations);
    });

    it('is bad when acknowledged commits could be lost', async () => {
      const strict = configOf({ UNSAFE_VOLATILE_DATABASE: 'false' });

      await expect(checkDurability(database, strict)).rejects.toThrow(
        /PostgreSQL must run with (?=.*fsync = on)(?=.*full_page_writes = on)(?=.*synchronous_commit = on)/u,
      );
      await checkDurability(database, configOf());
    });

    it('is bad when a migration is missing or unknown', async () => {
      class Later1999999999999 {
        async up(): Promise<void> {}
        async down(): Promise<void> {}
      }

      await expect(checkMigrations(database, [...migrations, Later1999999999999])).rejects.toThrow(
        '1 migrations have not run',
      );
      await expect(checkMigrations(database, migrations.slice(1))).rejects.toThrow('newer');
    });
  });
});

describe('migrate', () => {
  it('makes the schema once although several processes start together', async () => {
    const empty = await createEmptyDatabase();
    const place = { url: empty.url };
    try {
      await Promise.all(
        [1, 2, 3].map(async () =>
          migrate({ owner: place, app: place, migrations, logger: silentLogger }),
        ),
      );
      const client = new Client({ connectionString: empty.url });
      await client.connect();
      const { rows } = await client.query<{ name: string }>(
        'select name from schema_migrations order by id',
      );
      await client.end();

      expect(rows.map(({ name }) => name).toSorted()).toEqual(
        migrations.map(({ name }) => name).toSorted(),
      );
    } finally {
      await empty.drop();
    }
  }, 60_000);

  it('leaves nothing of a migration that fails, and goes on when it is mended', async () => {
    const empty = await createEmptyDatabase();
    const place = { url: empty.url };
    let isBroken = true;
    class HalfWay1999999999999 {
      async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
        await runner.query('create table half_way (id int)');
        if (isBroken) await runner.query('select 1 / 0');
      }

      async down(): Promise<void> {}
    }
    const both = [...migrations, HalfWay1999999999999];
    try {
      const attempt = async (): Promise<void> =>
        migrate({ owner: place, app: place, migrations: both, logger: silentLogger });

      await expect(attempt()).rejects.toThrow('division by zero');
      const client = new Client({ connectionString: empty.url });
      await client.connect();
      const found = await client.query("select to_regclass('half_way') as table");
      await client.end();
      isBroken = false;
      await attempt();

      expect(found.rows).toEqual([{ table: null }]);
    } finally {
      await empty.drop();
    }
  }, 60_000);

  it('lets a login that owns nothing act as the role of the service', async () => {
    const empty = await createEmptyDatabase();
    const client = new Client({ connectionString: empty.url });
    await client.connect();
    const login = `login_${empty.name}`;
    const url = empty.url.replace('custody@', `${login}@`);
    try {
      await client.query(`create role ${login} login`);
      await migrate({ owner: { url: empty.url }, app: { url }, migrations, logger: silentLogger });
      const server = DatabaseServer.at({ url }, async () => undefined);
      const config = loadConfig({ DATABASE_URL: url });
      const database = await Database.open(server, config, silentLogger);
      const role = await database.query('select session_user as login, current_user as role');
      await database.close();

      expect(role).toEqual([{ login, role: 'custody_app' }]);
    } finally {
      await client.query(`drop owned by ${login}; drop role ${login}`);
      await client.end();
      await empty.drop();
    }
  }, 60_000);
});
