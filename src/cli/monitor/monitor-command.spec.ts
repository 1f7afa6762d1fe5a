import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { closeServices, type Received } from '../../../test/support/answering-service.js';
import { FAKE_KEY, FAKE_ORIGIN, FakeLog } from '../../../test/support/fake-log.js';
import { serveLog, type WellKnownAnswer } from '../../../test/support/serve-log.js';
import { formatVkey, publicKeyOf } from '../../protocol/index.js';
import { addMonitor } from './monitor-command.js';

const vkey = formatVkey(FAKE_ORIGIN, publicKeyOf(FAKE_KEY));

interface Asked {
  readonly asked: readonly Received[];
}

interface Ran {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const stranger = new Uint8Array(32).fill(5);

describe('custody monitor', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-monitor-command-'));
  });

  afterEach(async () => {
    await closeServices();
    rmSync(folder, { recursive: true });
  });

  function file(name: string): string {
    return join(folder, name);
  }

  /** Looks once at a log, which then shows another history, and looks again. */
  async function catchFork(...more: string[]): Promise<Ran> {
    const log = new FakeLog().grow(20);
    const { url } = await serveLog(log);
    const args = [url, '--vkey', vkey, '--state', file('state.json'), '--once', ...more];
    expect(await run(...args)).toMatchObject({ status: undefined });
    log.entries.splice(7);
    log.leaves.splice(7);
    log.grow(16, 9);
    return run(...args);
  }

  async function meet(log: FakeLog, wellKnown?: WellKnownAnswer): Promise<Ran & Asked> {
    const { url, requests } = await serveLog(log, wellKnown);
    const watched = [url, '--vkey', vkey, '--state', file('state.json'), '--once'];
    const patience = ['--interval', '0.02', '--rotation-patience', '0.1'];
    const ran = await run(...watched, ...patience, '--report', file('report.json'));
    return { ...ran, asked: requests.filter((request) => request.url.includes('well-known')) };
  }

  describe('that catches a ledger', () => {
    it('leaves a report that is there as it is, and writes beside it', async () => {
      writeFileSync(file('report.json'), 'older');
      writeFileSync(file('report-2.json'), 'old');
      const { status, stdout } = await catchFork('--report', file('report.json'));

      expect({ status, stdout }).toMatchObject({
        status: 2,
        stdout: expect.stringMatching(/^CAUGHT fork.*\nwritten to .*report-3\.json/u),
      });
      expect(readFileSync(file('report.json'), 'utf8')).toBe('older');
      expect(readFileSync(file('report-2.json'), 'utf8')).toBe('old');
      expect((await run('--check', file('report-3.json'), '--vkey', vkey)).stdout).toMatch(
        'PROVEN',
      );
    });

    it.each([
      ['whose folder is not there', 'none/report.json', /its folder is not there/u],
      ['whose folder is a file', 'taken/report.json', /a file/u],
    ])('prints a report %s, whole, and says why', async (_what, name, reason) => {
      writeFileSync(file('taken'), '');
      const { status, stdout } = await catchFork('--report', file(name));

      expect(status).toBe(2);
      expect(stdout).toMatch(/^CAUGHT fork: /u);
      expect(stdout).toMatch(reason);
      writeFileSync(file('kept.json'), stdout.slice(stdout.indexOf('\n{')));
      expect(await run('--check', file('kept.json'), '--vkey', vkey)).toMatchObject({
        status: 0,
        stdout: expect.stringMatching('PROVEN'),
      });
    });

    it('tells the same in JSON', async () => {
      mkdirSync(file('report.json'));
      const beside = await catchFork('--json', '--report', file('report.json'));
      expect(lines(beside.stdout)).toMatchObject([
        { type: 'caught', kind: 'fork' },
        { type: 'report', path: file('report-2.json') },
      ]);
      rmSync(file('state.json'));
      const printed = await catchFork('--json', '--report', file('none/report.json'));
      expect(lines(printed.stdout)).toMatchObject([
        { type: 'caught', kind: 'fork' },
        { type: 'report', reason: 'its folder is not there', report: { kind: 'fork' } },
      ]);
      expect(readdirSync(folder)).not.toContain('none');
    });
  });

  describe('that meets a key it does not know', () => {
    it.each<[string, WellKnownAnswer, RegExp]>([
      ['is an error', (_, response) => response.writeHead(500).end('oops'), /HTTP status 500/u],
      ['is a page', (_, response) => response.end('<html></html>'), /is not JSON/u],
      ['is empty', (_, response) => response.end(), /does not tell of a ledger/u],
      ['is another object', (_, response) => response.end('{}'), /has no such list/u],
      [
        'breaks off',
        (_, response) => {
          response.writeHead(200, { 'content-length': 99 }).write('{');
          response.destroy();
        },
        /broke off|could not reach/u,
      ],
    ])('calls that a bad signature when what it asks for %s', async (_what, wellKnown, why) => {
      const log = new FakeLog().grow(5).publish(5, stranger);
      const { status, stdout, stderr } = await meet(log, wellKnown);

      expect(status).toBe(2);
      expect(stdout).toMatch(/^CAUGHT bad-signature: no known key .* rotations cannot be read: /u);
      expect(stdout).toMatch(why);
      expect(stderr).toMatch(/^unexplained: no known key .* to be told$/mu);
      expect(stdout + stderr).not.toMatch(/Unexpected|Cannot read|undefined/u);
    });

    it('asks past every cache, also past one that heeds no request', async () => {
      const log = new FakeLog().grow(5).rotate(FAKE_KEY, stranger);
      const cached = new Set(['/.well-known/custody-ledger']);
      const { status, asked } = await meet(log, (request, response) => {
        const isOld = cached.has(request.url) || request.headers['cache-control'] !== 'no-cache';
        response.end(JSON.stringify({ rotations: isOld ? [] : log.rotated }));
      });

      expect(status).toBeUndefined();
      expect(asked).toHaveLength(1);
    });

    it('asks anew for each rotation, however long it runs and whatever it began with', async () => {
      const log = new FakeLog().grow(5);
      const wellKnown: WellKnownAnswer = (_, response) => {
        response.end(JSON.stringify({ vkey, rotations: log.rotated }));
        if (log.rotated.length === 0) log.rotate(FAKE_KEY, stranger);
      };
      const { url } = await serveLog(log, wellKnown);
      const args = [url, '--state', file('state.json'), '--once', '--interval', '0.02'];

      expect(await run(...args)).toMatchObject({
        status: undefined,
        stdout: expect.stringMatching(/^sound 6 entries/u),
        stderr: expect.stringMatching('rotated: entry 5'),
      });
    });
  });
});

async function run(...args: string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const program = new Command().exitOverride();
    addMonitor(program);
    await program.parseAsync(['monitor', ...args], { from: 'user' });
    return { status: process.exitCode, ...written };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

function lines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
