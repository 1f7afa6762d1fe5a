import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testFolder } from '../support/database.js';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/cli/main.js');
const scenarios = join(root, '../shared/scenarios');
/** Each starts a service with a PostgreSQL of its own. */
const PATIENCE_MS = 600_000;

async function run(
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  return { status, stdout, stderr };
}

describe('custody demo --once', () => {
  it(
    'plays its stories on the embedded default and finds exactly what they hold',
    async () => {
      const dataDir = join(testFolder('demo-'), 'data');

      const { status, stdout } = await run('demo', '--once', '--port', '0', '--data-dir', dataDir);

      expect(stdout).toContain('verdict SUPPORTED  6RW200417733-KB2604');
      expect(stdout).toContain('verdict BROKEN  6RW311900264-GS2605');
      expect(stdout).toContain('verdict BROKEN  6CZ28110044-KE0611');
      expect(status).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe('custody replay', () => {
  it('refuses a file that is not a scenario, naming the member', async () => {
    const { status, stderr } = await run('replay', join(root, 'package.json'));

    expect(status).toBe(2);
    expect(stderr).toContain('/format');
  });
});

if (existsSync(scenarios)) {
  describe('custody replay of the acceptance scenarios', () => {
    it(
      'plays the clean ones without an alert that stands, and S2 with those of its rules that are built',
      async () => {
        const files = ['S1', 'S2', 'S3', 'S7'].map((name) => join(scenarios, `${name}.json`));

        const { stdout } = await run('replay', '--json', ...files);

        const results = stdout
          .trim()
          .split('\n')
          .map(
            (line) => JSON.parse(line) as { scenario: string; fires: string[]; refused: unknown[] },
          );
        expect(
          results.map(({ scenario, fires, refused }) => ({ scenario, fires, refused })),
        ).toEqual([
          { scenario: 'S1', fires: [], refused: [] },
          { scenario: 'S2', fires: ['MASS_GAIN', 'ORIGIN_MISSING', 'ORPHAN_RECEIPT'], refused: [] },
          { scenario: 'S3', fires: [], refused: [] },
          { scenario: 'S7', fires: [], refused: [] },
        ]);
      },
      PATIENCE_MS,
    );
  });
} else {
  process.stderr.write(
    '../shared/scenarios is not there: the acceptance scenarios are not replayed\n',
  );
}
