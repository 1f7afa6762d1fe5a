import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { closeServices } from '../../../test/support/answering-service.js';
import { FAKE_KEY, FAKE_ORIGIN, FakeLog } from '../../../test/support/fake-log.js';
import { serveLog } from '../../../test/support/serve-log.js';
import { formatVkey, publicKeyOf } from '../../protocol/index.js';
import { addMonitor } from './monitor-command.js';

const vkey = formatVkey(FAKE_ORIGIN, publicKeyOf(FAKE_KEY));

interface Ran {
  readonly status: unknown;
  readonly stdout: string;
}

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
});

async function run(...args: string[]): Promise<Ran> {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const program = new Command().exitOverride();
    addMonitor(program);
    await program.parseAsync(['monitor', ...args], { from: 'user' });
    return { status: process.exitCode, stdout: written.join('') };
  } finally {
    process.exitCode = before;
    spy.mockRestore();
  }
}

function lines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
