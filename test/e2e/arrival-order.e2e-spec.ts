import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sample } from 'fast-check';
import { openRehearsal } from '../../src/cli/local/rehearsal.js';
import { scenario, type Scenario } from '../../src/cli/local/stories/scenario.js';
import { StoryPlayer } from '../../src/cli/local/story-player.js';
import { RecordedLog } from '../../src/cli/local/hindsight/recorded-log.js';
import { Retrial } from '../../src/custody/hindsight/retrial.js';
import { LogReader } from '../../src/ledger/log-reader.js';
import { canonicalize, type JsonValue } from '../../src/protocol/index.js';
import { readStatement } from '../../src/provenance/log-statement.js';
import { anyOrderOf, recordedTogether, SAID_MEANWHILE } from '../support/arrival.js';
import { createTestDatabase, testFolder } from '../support/database.js';

const root = resolve(import.meta.dirname, '../..');
const own = (id: string) => join(root, 'test/scenarios', `${id}.json`);
const files = [own('U39'), own('U187')];
const PATIENCE_MS = 300_000;

/** Of a finding what every ledger would say; hashes hold fresh keys. */
interface Told {
  readonly rule: string;
  readonly subject: string;
  readonly severity: string;
  readonly change: string;
}

interface Played {
  /** What stands at the end, as the log says it, each in canonical bytes. */
  readonly logged: readonly string[];
  /** The same of the log judged again. */
  readonly again: readonly string[];
  readonly standing: readonly string[];
}

function read(file: string): Scenario {
  return scenario.parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function played(story: Scenario): Promise<Played> {
  const database = await createTestDatabase();
  const start = Date.parse(story.steps[0]?.recordedAt ?? story.evaluateAsOf);
  const env = {
    DATA_DIR: join(testFolder('order-'), 'data'),
    DATABASE_URL: database.url,
    UNSAFE_VOLATILE_DATABASE: 'true',
    PORT: '0',
  };
  const rehearsal = await openRehearsal(env, start);
  try {
    const { refused } = await new StoryPlayer(rehearsal.stage).play(story);
    expect(refused).toEqual([]);
    const log = rehearsal.context.get(LogReader);
    const logged = await standingIn(log);
    const recorded = await RecordedLog.read(log);
    const retrial = new Retrial(recorded, recorded.ruleSetAt);
    Array.from(retrial.run(Date.parse(story.evaluateAsOf)));
    const again = retrial
      .alerts()
      .filter(({ isCured }) => !isCured)
      .map(({ finding }) => bytesOf({ ...finding }))
      .toSorted();
    return { logged: logged.map(bytesOf), again, standing: gapsOf(logged) };
  } finally {
    await rehearsal.http.shutDown();
    await database.drop();
  }
}

/** The last finding of each alert that is not cured. */
async function standingIn(log: LogReader): Promise<Told[]> {
  const last = new Map<string, Told>();
  for (const entry of await log.entries(0, await log.size())) {
    if (entry.kind !== 'finding') continue;
    const statement = readStatement(entry.kind, entry.statement);
    if (statement?.kind !== 'finding') throw new Error('a finding was read as something else');
    last.set(statement.payload.alert, statement.payload);
  }
  return [...last.values()]
    .filter(({ change }) => change !== 'cured')
    .toSorted((a, b) => (bytesOf(a) < bytesOf(b) ? -1 : 1));
}

/** What both the log and the judge say of a gap. */
function bytesOf(told: object): string {
  const members = ['rule', 'subject', 'anchor', 'severity', 'ucr', 'items', 'sentence', 'evidence'];
  const plain: JsonValue = JSON.parse(JSON.stringify(told, members));
  return canonicalize(plain);
}

/** Alerts that gather records of many lineages are told by the one that came first, so sentences are not compared. */
function gapsOf(told: readonly Told[]): string[] {
  const gaps = told.filter(({ rule }) => !SAID_MEANWHILE.has(rule));
  return gaps.map(({ rule, subject, severity }) => `${rule} ${subject} ${severity}`).toSorted();
}

describe('the service', () => {
  it.each(files.map((file) => [read(file).id, file]))(
    'leaves the same gaps of %s in whatever order one batch comes, and the log gives its findings again byte for byte',
    async (_, file) => {
      const story = read(file);
      const together = { ...story, steps: recordedTogether(story.steps) };
      const inOrder = await played(together);
      expect(inOrder.again).toEqual(inOrder.logged);

      const [shuffled] = sample(anyOrderOf(together.steps), { seed: 20261130, numRuns: 1 });
      const inAnyOrder = await played({ ...together, steps: shuffled ?? [] });

      expect(inAnyOrder.again).toEqual(inAnyOrder.logged);
      expect(inAnyOrder.standing).toEqual(inOrder.standing);
    },
    PATIENCE_MS,
  );
});
