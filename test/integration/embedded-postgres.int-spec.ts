import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/embedded/pid-file.js';
import { testFolder } from '../support/database.js';
import { ask, startChild, type EmbeddedChild } from '../support/embedded-child.js';
import { until } from '../support/until.js';

const LIMIT_MS = 60_000;

describe('the embedded PostgreSQL', () => {
  let made: string;
  let folder: string;
  let children: EmbeddedChild[];

  beforeAll(async () => {
    made = join(testFolder('embedded-made-'), 'postgres');
    const child = await startChild({ dataDir: made });
    await child.stop();
  }, LIMIT_MS);

  beforeEach(() => {
    folder = testFolder('embedded-');
    children = [];
  });

  afterEach(async () => {
    for (const child of children) await child.kill();
    for (const pid of new Set(children.map((child) => child.postmasterPid))) {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      await until(() => !isAlive(pid));
    }
  });

  async function start(dataDir = join(folder, 'postgres')): Promise<EmbeddedChild> {
    const child = await startChild({ dataDir, rootHome: join(folder, 'home') });
    children.push(child);
    return child;
  }

  /** Starts on a folder made before, which is quicker than making one. */
  async function startOnMade(dataDir = join(folder, 'postgres')): Promise<EmbeddedChild> {
    if (!existsSync(dataDir)) execFileSync('cp', ['-a', made, dataDir]);
    return start(dataDir);
  }

  it(
    'loses nothing, listens on no network and does not run as root',
    async () => {
      const { location, postmasterPid } = await start();

      const settings = await ask<{ name: string; setting: string }>(
        location,
        `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit',
           'full_page_writes', 'data_checksums', 'listen_addresses', 'server_version_num')`,
      );
      const byName = Object.fromEntries(settings.map(({ name, setting }) => [name, setting]));
      expect(byName).toMatchObject({
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        data_checksums: 'on',
        listen_addresses: '',
      });
      expect(Number(byName['server_version_num'])).toBeGreaterThanOrEqual(180_000);
      expect(statSync(`/proc/${postmasterPid}`).uid).not.toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'stops with the process that started it and keeps its data',
    async () => {
      const first = await startOnMade();
      await ask(first.location, 'create table kept as select 42 as answer');

      expect(await first.stop()).toBe(0);
      expect(isAlive(first.postmasterPid)).toBe(false);

      const second = await startOnMade();
      expect(second.isAdopted).toBe(false);
      expect(await ask(second.location, 'select answer from kept')).toEqual([{ answer: 42 }]);
    },
    LIMIT_MS,
  );

  it(
    'is adopted after its process was killed, and then stops with the one that adopted it',
    async () => {
      const first = await startOnMade();
      await first.kill();
      expect(isAlive(first.postmasterPid)).toBe(true);

      const second = await startOnMade();
      expect(second.isAdopted).toBe(true);
      expect(second.postmasterPid).toBe(first.postmasterPid);

      expect(await second.stop()).toBe(0);
      expect(isAlive(first.postmasterPid)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'stops with its process although a connection takes a moment to leave',
    async () => {
      const only = await startOnMade();
      const leaving = ask(only.location, 'select pg_sleep(1), 1 as left');
      await until(async () => {
        const busy = await ask(
          only.location,
          "select 1 from pg_stat_activity where query ~ 'pg_sleep\\(1'",
        );
        return busy.length > 0;
      });

      expect(await only.stop()).toBe(0);
      expect(isAlive(only.postmasterPid)).toBe(false);
      expect(await leaving).toMatchObject([{ left: 1 }]);
    },
    LIMIT_MS,
  );

  it(
    'goes on for a second process when the first one stops',
    async () => {
      const first = await startOnMade();
      const second = await startOnMade();
      const user = ask(second.location, 'select pg_sleep(5), 1 as still');

      await until(async () => {
        const busy = await ask(
          first.location,
          "select 1 from pg_stat_activity where query ~ 'pg_sleep\\(5'",
        );
        return busy.length > 0;
      });
      expect(await first.stop()).toBe(0);

      expect(await user).toMatchObject([{ still: 1 }]);
      expect(await second.stop()).toBe(0);
      expect(isAlive(second.postmasterPid)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'is started again when the server is killed under a living process',
    async () => {
      const child = await startOnMade();
      await ask(child.location, 'create table kept as select 42 as answer');

      process.kill(child.postmasterPid, 'SIGKILL');

      const rows = await until(async () => ask(child.location, 'select answer from kept'));
      expect(rows).toEqual([{ answer: 42 }]);
      expect(await child.stop()).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'recovers when process and server are killed together',
    async () => {
      const first = await startOnMade();
      await ask(first.location, 'create table kept as select 42 as answer');
      await first.kill();
      process.kill(first.postmasterPid, 'SIGKILL');

      const second = await startOnMade();

      expect(second.isAdopted).toBe(false);
      expect(await ask(second.location, 'select answer from kept')).toEqual([{ answer: 42 }]);
    },
    LIMIT_MS,
  );

  it(
    'is one server for processes that start for the first time at once',
    async () => {
      const started = await Promise.all([start(), start(), start()]);

      expect(new Set(started.map((child) => child.postmasterPid)).size).toBe(1);
      expect(readdirSync(folder).filter((name) => name.includes('.init.'))).toEqual([]);
      for (const child of started) {
        expect(await ask(child.location, 'select 1 as one')).toEqual([{ one: 1 }]);
      }
    },
    LIMIT_MS,
  );

  it(
    'puts its socket elsewhere when the data path is too long for one, and takes it away again',
    async () => {
      const long = join(folder, 'x'.repeat(120));
      mkdirSync(long, { mode: 0o755 });

      const child = await startOnMade(join(long, 'postgres'));

      expect(child.location.host).not.toContain(long);
      expect(await ask(child.location, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await child.stop()).toBe(0);
      expect(existsSync(child.location.host)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'clears away what a killed first start left half-made',
    async () => {
      mkdirSync(join(folder, 'postgres.init.4194304'));

      await start();

      expect(readdirSync(folder).filter((name) => name.includes('.init.'))).toEqual([]);
    },
    LIMIT_MS,
  );
});
