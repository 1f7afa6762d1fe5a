import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isAlive, readPostmasterRecord } from '../../src/platform/embedded/pid-file.js';
import { testFolder } from '../support/database.js';
import { startProcess } from '../support/service-process.js';
import { until } from '../support/until.js';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/cli/main.js');
const stories = ['U01', 'U02', 'U03'].map((id) => join(root, 'test/scenarios', `${id}.json`));
/** Each starts a PostgreSQL of its own. */
const PATIENCE_MS = 120_000;

/** A command under way, with a folder of its own for what it throws away. */
interface Started {
  readonly child: ChildProcess;
  readonly temporary: string;
}

function start(...args: readonly string[]): Started {
  return startIn(testFolder('ended-'), ...args);
}

function startIn(temporary: string, ...args: readonly string[]): Started {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: temporary,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TMPDIR: temporary,
      DATA_DIR: join(temporary, 'data'),
      DATABASE_URL: undefined,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { child, temporary };
}

/** Process id of the server that a command started, once it is up. */
async function serverOf(find: () => string | undefined): Promise<number> {
  return until(() => {
    const folder = find();
    const record = folder === undefined ? undefined : readPostmasterRecord(folder);
    return record?.isReady === true ? record.pid : undefined;
  }, 60_000);
}

/** `<temporary>/custody-replay-…/postgres`. */
function replayFolder({ temporary }: Started): string | undefined {
  const name = readdirSync(temporary).find((each) => each.startsWith('custody-replay-'));
  return name === undefined ? undefined : join(temporary, name, 'postgres');
}

async function statusOf({ child }: Started): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('a command that is ended before its time', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'leaves neither its database server nor its folder after %s',
    async (signal, status) => {
      const replay = start('replay', ...stories);
      const server = await serverOf(() => replayFolder(replay));

      replay.child.kill(signal);

      expect(await statusOf(replay)).toBe(status);
      await until(() => !isAlive(server), 30_000);
      await until(() => replayFolder(replay) === undefined, 30_000);
    },
    PATIENCE_MS,
  );

  it(
    'leaves nothing when its reader has enough',
    async () => {
      const replay = start('replay', '--json', ...stories);
      const server = await serverOf(() => replayFolder(replay));
      const { stdout } = replay.child;
      if (stdout === null) throw new Error('no output');
      await once(stdout, 'data');

      stdout.destroy();

      expect(await statusOf(replay)).toBe(141);
      await until(() => !isAlive(server), 30_000);
      await until(() => replayFolder(replay) === undefined, 30_000);
    },
    PATIENCE_MS,
  );

  it(
    'stops the server of a ledger and keeps the ledger',
    async () => {
      const temporary = testFolder('ended-');
      const folder = join(temporary, 'data', 'postgres');
      const service = startProcess('main', { DATA_DIR: join(temporary, 'data'), PORT: '0' });
      await service.line(/is up at/u);
      await service.end('SIGTERM');
      const rebuild = startIn(temporary, 'rebuild');
      const server = await serverOf(() => folder);

      rebuild.child.kill('SIGTERM');

      expect(await statusOf(rebuild)).toBe(143);
      await until(() => !isAlive(server), 30_000);
      expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true);
    },
    PATIENCE_MS,
  );

  it('makes no ledger where there is none to make anything of', async () => {
    const rebuild = start('rebuild');

    expect(await statusOf(rebuild)).toBe(2);
    expect(readdirSync(rebuild.temporary)).toEqual([]);
  });

  it(
    'stops the server of a demo that is still playing',
    async () => {
      const demo = start('demo', '--port', '0', '--data-dir', 'demo');
      const server = await serverOf(() => join(demo.temporary, 'demo', 'postgres'));

      demo.child.kill('SIGTERM');

      expect(await statusOf(demo)).toBe(143);
      await until(() => !isAlive(server), 30_000);
    },
    PATIENCE_MS,
  );
});
