import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRehearsal } from '../../src/cli/local/rehearsal.js';
import { scenario } from '../../src/cli/local/stories/scenario.js';
import { StoryPlayer } from '../../src/cli/local/story-player.js';
import { custodyIn } from '../support/command-line.js';
import { createTestDatabase, testFolder, type TestDatabase } from '../support/database.js';

const folder = testFolder('calibrate-');

/** A consignment that waits longer than a border's days. */
const STORY = resolve(import.meta.dirname, '../scenarios/U11.json');

describe('custody replay over recorded history', () => {
  let database: TestDatabase;
  let other: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    other = await createTestDatabase();
    env = {
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.url,
      UNSAFE_VOLATILE_DATABASE: 'true',
    };
    const story = scenario.parse(JSON.parse(readFileSync(STORY, 'utf8')));
    const start = Date.parse(story.steps[0]?.recordedAt ?? '');
    const rehearsal = await openRehearsal({ ...env, PORT: '0' }, start);
    await new StoryPlayer(rehearsal.stage).play(story);
    await rehearsal.http.shutDown();
  }, 120_000);

  afterAll(async () => {
    await database.drop();
    await other.drop();
  });

  async function replay(...args: string[]) {
    return custodyIn({ cwd: folder, env }, 'replay', ...args);
  }

  function ruleSet(name: string, parameters: object): string {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ version: name, effectiveFrom: '2026-01-01', parameters }));
    return file;
  }

  it('tells which alerts another rule set would not have opened, and writes nothing', async () => {
    const days = { seaport: 3000, airport: 3000, border: 3000, depot: 3000 };
    const file = ruleSet('patient', { DWELL_EXCEEDED: { limitDays: days } });

    const first = await replay('--rules', file, '--json');
    const second = await replay('--rules', file, '--json');

    expect(first).toMatchObject({ status: 0, stderr: '' });
    const report = JSON.parse(first.stdout);
    expect(report).toMatchObject({
      after: 'patient',
      recorded: { alerts: 1, foundAgain: 1, judgedAnew: 1 },
      rules: [{ rule: 'DWELL_EXCEEDED', disappear: 1, after: { opened: 0 } }],
      changes: [{ change: 'disappears', rule: 'DWELL_EXCEEDED', after: null }],
    });
    expect(report.changes[0].alert).toMatch(/^[0-9a-f]{32}$/u);
    expect(second.stdout).toBe(first.stdout);
  });

  it('finds what the log holds when the same figures judge, also as a table and since any day', async () => {
    const none = await replay('--since', '2020-01-01');
    const later = await replay('--since', '2099-01-01', '--json');

    expect(none.status).toBe(0);
    expect(none.stdout).toContain('DWELL_EXCEEDED');
    expect(none.stdout).toContain('no alert would change');
    expect(JSON.parse(later.stdout)).toMatchObject({ rules: [], changes: [] });
  });

  it('refuses a rule set that a rule cannot read, naming the member', async () => {
    const file = ruleSet('broken', { DWELL_EXCEEDED: { riskFactor: 'half' } });

    const { status, stderr } = await replay('--rules', file);

    expect(status).toBe(2);
    expect(stderr).toContain('/parameters/DWELL_EXCEEDED/riskFactor');
  });

  it('tells what of a rule set no rule reads, and goes on', async () => {
    const file = ruleSet('mistyped', { DWELL_EXCEEDED: { riskFaktor: 0.5 }, NO_SUCH_RULE: {} });

    const { status, stderr } = await replay('--rules', file, '--json');

    expect(status).toBe(0);
    expect(stderr).toContain('/parameters/DWELL_EXCEEDED/riskFaktor');
    expect(stderr).toContain('/parameters/NO_SUCH_RULE');
  });

  it('plays scenario files under the given rule set', async () => {
    const days = { seaport: 3000, airport: 3000, border: 3000, depot: 3000 };
    const file = ruleSet('patient', { DWELL_EXCEEDED: { limitDays: days } });

    // A ledger of its own: this one's database holds another.
    env = { ...env, DATABASE_URL: other.url };
    const { status, stdout } = await replay(STORY, '--rules', file, '--json');

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ fires: [], expected: ['DWELL_EXCEEDED'] });
  }, 120_000);
});
