import type { RuleSet } from '../../custody/rules/rule-set.js';
import { WrongLedger } from '../../ledger/open-ledger.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJson } from '../json-file.js';
import type { ReplayOptions } from '../local-commands.js';
import { misfit } from '../misfit.js';
import { bold, green, paintVerdict, printJson, printLine, red } from '../terminal.js';
import { readRuleSet } from '../rule-set-file.js';
import { outcomeOf } from './outcome.js';
import { openRehearsal, type Rehearsal } from './rehearsal.js';
import { scenario, type Scenario } from './stories/scenario.js';
import { StoryPlayer } from './story-player.js';
import {
  discardThrowawayFolder,
  makeThrowawayFolder,
  removeThrowawayFolder,
} from './throwaway-folder.js';

/** One line of `custody replay --json` (docs/reference/cli.md). */
export interface ReplayResult {
  readonly scenario: string;
  readonly entries: number;
  readonly fires: readonly string[];
  readonly cured: readonly string[];
  readonly verdicts: Readonly<Record<string, string>>;
  readonly refused: readonly { readonly eventId: string; readonly code: string }[];
  readonly expected: readonly string[];
  readonly ok: boolean;
}

/** Plays each file into a fresh ledger, through the same admission, log, projection and workers as in production. */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<void> {
  if (options.since !== undefined)
    throw new CommandError('--since is for the recorded history, without files', EXIT.usage);
  const ruleSet = options.rules === undefined ? undefined : readRuleSet(options.rules);
  const stories = files.map(readScenario);
  let allOk = true;
  for (const story of stories) {
    const result = await replayOne(story, ruleSet);
    allOk &&= result.ok;
    if (options.json) printJson(result);
    else printResult(story, result);
  }
  process.exitCode = allOk ? EXIT.ok : EXIT.negative;
}

async function replayOne(story: Scenario, ruleSet?: RuleSet): Promise<ReplayResult> {
  const dataDir = makeThrowawayFolder('replay');
  const start = Date.parse(story.steps[0]?.recordedAt ?? story.evaluateAsOf);
  const rehearsal = await open(dataDir, start);
  try {
    const player = new StoryPlayer(rehearsal.stage);
    if (ruleSet !== undefined) await player.judgeBy(ruleSet);
    const { refused } = await player.play(story);
    const outcome = await outcomeOf(rehearsal.context);
    const expected = [...new Set(story.expect.fires)].toSorted();
    const isAsExpected = expected.join() === outcome.fires.join();
    return {
      scenario: story.id,
      ...outcome,
      refused,
      expected,
      ok: isAsExpected && refused.length === 0,
    };
  } finally {
    await rehearsal.http.shutDown();
    removeThrowawayFolder(dataDir);
  }
}

/** A service that cannot start leaves its database server to us. */
async function open(dataDir: string, start: number): Promise<Rehearsal> {
  try {
    return await openRehearsal({ DATA_DIR: dataDir, PORT: '0' }, start);
  } catch (error) {
    await discardThrowawayFolder(dataDir);
    if (error instanceof WrongLedger)
      throw new CommandError(error.message, EXIT.usage, { cause: error });
    throw error;
  }
}

function readScenario(file: string): Scenario {
  const parsed = scenario.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw misfit(`${file} is not a scenario (custody-scenario/v1)`, parsed.error);
}

function printResult(story: Scenario, result: ReplayResult): void {
  printLine(
    `${result.ok ? green('as expected') : red('NOT as expected')}  ${bold(story.id)}  ${story.title}`,
  );
  printLine(
    `  ${result.entries} entries; stand: ${list(result.fires)}; cured: ${list(result.cured)}`,
  );
  if (!result.ok) printLine(`  expected to stand: ${list(result.expected)}`);
  for (const [ucr, verdict] of Object.entries(result.verdicts))
    printLine(`  ${ucr}  ${paintVerdict(verdict)}`);
  for (const { eventId, code } of result.refused)
    printLine(`  ${red('refused')} ${eventId}: ${code}`);
}

function list(codes: readonly string[]): string {
  return codes.length === 0 ? 'none' : codes.join(', ');
}
