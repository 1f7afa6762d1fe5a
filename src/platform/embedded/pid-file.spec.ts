import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive, readPostmasterRecord, releaseStaleLocks } from './pid-file.js';

const RECORD = ['', '/data', '1795000000', '5432', '/sockets', '', '  12345  7', 'ready   ', ''];

describe('the pid file of a server', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-pid-'));
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  function write(pid: number): void {
    writeFileSync(join(folder, 'postmaster.pid'), [String(pid), ...RECORD.slice(1)].join('\n'));
  }

  function writtenPid(): number {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  it('tells where the server listens and whether it is ready', () => {
    write(77);

    expect(readPostmasterRecord(folder)).toEqual({
      pid: 77,
      socketDir: '/sockets',
      isReady: true,
    });
  });

  it('tells nothing when there is none, or only its beginning', () => {
    expect(readPostmasterRecord(folder)).toBeUndefined();
    writeFileSync(join(folder, 'postmaster.pid'), '77\n/data\n');
    expect(readPostmasterRecord(folder)).toBeUndefined();
  });

  it('is released when its process is dead, another program, or a zombie', async () => {
    const zombie = await makeZombie(folder);
    child = zombie.parent;
    expect(isAlive(zombie.pid)).toBe(false);

    for (const pid of [zombie.pid, process.pid]) {
      write(pid);
      releaseStaleLocks(folder, folder);
      expect(writtenPid()).toBe(4_194_305);
    }
  });

  it('keeps every line but the first', () => {
    write(process.pid);
    releaseStaleLocks(folder, folder);

    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    expect(lines.slice(1)).toEqual(RECORD.slice(1));
  });

  it('is left alone while its server runs', async () => {
    const program = join(folder, 'postgres');
    copyFileSync('/bin/sleep', program);
    child = spawn(program, ['60'], { stdio: 'ignore' });
    await new Promise((done) => child?.once('spawn', done));
    write(child.pid ?? 0);

    releaseStaleLocks(folder, folder);

    expect(writtenPid()).toBe(child.pid);
  });
});

describe('isAlive', () => {
  it('is true of this process and false of none', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(4_194_304)).toBe(false);
    expect(isAlive(Number.NaN)).toBe(false);
    expect(isAlive(0)).toBe(false);
  });
});

/** A process called postgres that is dead and whose parent does not reap it, as PID 1 of some containers. */
async function makeZombie(folder: string): Promise<{ pid: number; parent: ChildProcess }> {
  const program = join(folder, 'postgres');
  copyFileSync('/bin/sleep', program);
  // Not at once: the shell would reap it before it is sleep itself.
  const script = `"${program}" 0.1 & echo $!; exec sleep 60`;
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = await new Promise<number>((done) => {
    parent.stdout.once('data', (chunk: Buffer) => {
      done(Number(chunk.toString()));
    });
  });
  const deadline = Date.now() + 5000;
  while (Date.now() < deadline) {
    if (/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return { pid, parent };
    await new Promise((done) => {
      setImmediate(done);
    });
  }
  throw new Error('the process did not become a zombie');
}
