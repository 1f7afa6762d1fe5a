import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive, readPostmasterRecord } from '../../src/platform/embedded/pid-file.js';
import { testFolder } from '../support/database.js';
import { freePort } from '../support/redis.js';
import { startProcess, type ServiceProcess } from '../support/service-process.js';
import { until } from '../support/until.js';

const LIMIT_MS = 120_000;

describe('the process', () => {
  let dataDir: string;
  let started: ServiceProcess[];

  beforeEach(() => {
    dataDir = join(testFolder('process-'), 'data');
    started = [];
  });

  afterEach(async () => {
    for (const service of started) await service.end('SIGKILL');
    const pid = postmaster();
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
    await until(() => pid === undefined || !isAlive(pid));
  });

  function start(
    entry: 'main' | 'worker',
    env: Readonly<Record<string, string>> = {},
  ): ServiceProcess {
    const service = startProcess(entry, { DATA_DIR: dataDir, PORT: '0', ...env });
    started.push(service);
    return service;
  }

  function postmaster(): number | undefined {
    return readPostmasterRecord(join(dataDir, 'postgres'))?.pid;
  }

  it(
    'needs no setting, tells its address, is ready, and leaves nothing behind when it is stopped',
    async () => {
      const service = start('main');
      const url = await addressOf(service);
      const ready = await until(async () => {
        const response = await fetch(`${url}/health/ready`);
        return response.ok ? response.json() : undefined;
      });
      const server = postmaster();

      const { code } = await service.end('SIGTERM');

      expect(ready).toMatchObject({ status: 'ok', details: { durability: { status: 'up' } } });
      expect(code).toBe(0);
      expect(server !== undefined && isAlive(server)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'is ready again after the database server was killed under it',
    async () => {
      const url = await addressOf(start('main'));
      const before = await until(() => postmaster());
      process.kill(before, 'SIGKILL');

      await until(async () => {
        const { ok } = await fetch(`${url}/health/ready`);
        return ok && postmaster() !== before;
      }, 30_000);
    },
    LIMIT_MS,
  );

  it(
    'finds its database after it was killed itself',
    async () => {
      const first = start('main');
      await addressOf(first);
      await first.end('SIGKILL');

      const second = start('main');
      const url = await addressOf(second);

      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      expect(second.output()).toContain('"adopted":true');
    },
    LIMIT_MS,
  );

  it(
    'runs API and worker apart on one database, which outlives the one that started it',
    async () => {
      const api = start('main', { ROLE: 'api' });
      const url = await addressOf(api);
      const port = await freePort();
      const worker = start('worker', { WORKER_PROBE_PORT: String(port) });
      await worker.line(/worker is up/u);

      const probe = `http://127.0.0.1:${port}`;
      expect(await (await fetch(`${probe}/health/ready`)).json()).toMatchObject({ status: 'ok' });
      expect(await (await fetch(`${probe}/metrics`)).text()).toContain('custody_jobs');
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect((await api.end('SIGTERM')).code).toBe(0);
      expect((await worker.end('SIGTERM')).code).toBe(0);

      const server = postmaster();
      expect(server !== undefined && isAlive(server)).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'does not start with a bad setting, and names it',
    async () => {
      const service = start('main', { PORT: 'http', LOG_LEVEL: 'loud' });

      await expect(service.line(/is up at/u)).rejects.toThrow('ended with 2');
      expect(service.output()).toContain('PORT: ');
      expect(service.output()).toContain('LOG_LEVEL: ');
    },
    LIMIT_MS,
  );
});

async function addressOf(service: ServiceProcess): Promise<string> {
  const match = await service.line(/is up at (?<url>http:\S+)/u);
  return match.groups?.['url'] ?? '';
}
