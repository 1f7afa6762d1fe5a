import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RULES } from '../../src/custody/rules/catalogue.js';
import { custodyIn } from '../support/command-line.js';
import { testFolder } from '../support/database.js';

const root = resolve(import.meta.dirname, '../..');
const scenarios = join(root, '../shared/scenarios');
/** Each starts a service with a PostgreSQL of its own. */
const PATIENCE_MS = 600_000;

describe('custody demo --once', () => {
  it(
    'plays its stories on the embedded default and finds exactly what they hold',
    async () => {
      const dataDir = join(testFolder('demo-'), 'data');

      const { status, stdout } = await custodyIn(
        { cwd: root },
        'demo',
        '--once',
        '--port',
        '0',
        '--data-dir',
        dataDir,
      );

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
    const { status, stderr } = await custodyIn({ cwd: root }, 'replay', join(root, 'package.json'));

    expect(status).toBe(2);
    expect(stderr).toContain('/format');
  });
});

function expectedOf(file: string) {
  const { id, expect: expected } = JSON.parse(readFileSync(file, 'utf8')) as {
    id: string;
    expect: { fires: string[] };
  };
  const built = new Set(RULES.map(({ code }) => code));
  const fires = expected.fires.filter((code) => built.has(code)).toSorted();
  return { scenario: id, fires, refused: [] };
}

if (existsSync(scenarios)) {
  describe('custody replay of the acceptance scenarios', () => {
    it(
      'leaves exactly the expected alerts of the rules that are built',
      async () => {
        const files = ['S1', 'S2', 'S3', 'S7'].map((name) => join(scenarios, `${name}.json`));

        const { stdout } = await custodyIn({ cwd: root }, 'replay', '--json', ...files);

        const results = stdout
          .trim()
          .split('\n')
          .map(
            (line) => JSON.parse(line) as { scenario: string; fires: string[]; refused: unknown[] },
          );
        expect(
          results.map(({ scenario, fires, refused }) => ({ scenario, fires, refused })),
        ).toEqual(files.map(expectedOf));
      },
      PATIENCE_MS,
    );
  });
} else {
  process.stderr.write(
    '../shared/scenarios is not there: the acceptance scenarios are not replayed\n',
  );
}
