import { createServer } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { EXIT } from '../exit-codes.js';
import { jwkOfSecretKey } from '../../protocol/index.js';
import { RehearsalPeople, type RehearsalPerson } from '../../shell/rehearsal-people.js';
import { readKeyFile, writeKeyFile } from '../key-file.js';
import type { DemoOptions } from '../local-commands.js';
import {
  bold,
  cyan,
  dim,
  green,
  paintSeverity,
  paintVerdict,
  printLine,
  printNotice,
  red,
} from '../terminal.js';
import { FindingWatch, type SeenFinding } from './finding-watch.js';
import { endInOrder } from './leftovers.js';
import { outcomeOf, verdictOf } from './outcome.js';
import { openRehearsal, type Rehearsal } from './rehearsal.js';
import { carbinesSwapped } from './stories/carbines-swapped.js';
import { coltanLaundered, coltanUcr } from './stories/coltan-laundered.js';
import type { Scenario } from './stories/scenario.js';
import { tantalumClean } from './stories/tantalum-clean.js';
import { StoryPlayer, type PlayedStep } from './story-player.js';
import { renewThrowawayFolder } from './throwaway-folder.js';

const visitor = z.looseObject({ name: z.string(), roles: z.tuple([z.string()], z.string()) });
/** An inspector first: he sees most. */
const VISITORS = ['MINES-RW', 'CUSTOMS-RW', 'CUSTOMS-TZ', 'ARMS-KE', 'GISENYI-CPT', 'LAKE-HAUL'];
const stories = [tantalumClean, coltanLaundered, carbinesSwapped];

/** Plays the stories into a fresh rehearsal ledger, telling what happens, and stays up. */
export async function demo(options: DemoOptions): Promise<void> {
  const dataDir = resolve(options.dataDir);
  await renewThrowawayFolder(dataDir);
  const port = await portNear(Number(options.port));
  printLine(bold('Custody Ledger demo'));
  printLine(
    dim(
      `a fresh ledger in ${relative('', dataDir) || '.'}, on its own PostgreSQL; the clock is simulated until the stories are over\n`,
    ),
  );
  const first = tantalumClean.steps[0]?.recordedAt ?? tantalumClean.evaluateAsOf;
  const rehearsal = await openRehearsal(
    { DATA_DIR: dataDir, PORT: String(port), WEBHOOK_PRIVATE_ADDRESSES: 'true' },
    Date.parse(first),
  );
  const address = await rehearsal.http.listen();
  const isAsExpected = await playAll(rehearsal, dataDir);
  if (options.once) {
    await rehearsal.http.shutDown();
    process.exitCode = isAsExpected ? EXIT.ok : EXIT.negative;
    return;
  }
  rehearsal.context.get(RehearsalPeople).offer(peopleOf(dataDir));
  rehearsal.clock.run();
  printNextSteps(address, dataDir);
  stopOnSignal(rehearsal);
}

async function playAll(rehearsal: Rehearsal, dataDir: string): Promise<boolean> {
  const watch = new FindingWatch(rehearsal.context);
  let registered = 0;
  const player = new StoryPlayer(rehearsal.stage, {
    registered: () => {
      registered += 1;
    },
    played: async (played) => {
      printStep(played);
      for (const finding of await watch.fresh()) printFinding(finding);
    },
  });
  const expected = new Set<string>();
  for (const story of stories) {
    printLine(bold(story.title));
    const before = registered;
    const refused = (await player.play(story)).refused;
    for (const finding of await watch.fresh()) printFinding(finding);
    for (const code of story.expect.fires) expected.add(code);
    for (const { eventId, code } of refused) printLine(`  ${red('refused')} ${eventId}: ${code}`);
    printLine(dim(`  (${registered - before} registrations, ${story.steps.length} events)`));
    await printVerdicts(rehearsal, story);
  }
  for (const party of player.parties()) {
    const pair = player.keyOf(party);
    if (pair) writeKeyFile(keyPath(dataDir, party), pair);
  }
  const outcome = await outcomeOf(rehearsal.context);
  return [...expected].toSorted().join() === outcome.fires.join();
}

async function printVerdicts(rehearsal: Rehearsal, story: Scenario): Promise<void> {
  const ucrs = new Set(
    story.steps.flatMap(({ event }) => (typeof event['ucr'] === 'string' ? [event['ucr']] : [])),
  );
  for (const ucr of ucrs) {
    const answer = await verdictOf(rehearsal.context, ucr);
    printLine(`  ${bold('verdict')} ${paintVerdict(answer.verdict)}  ${ucr}`);
    for (const reason of answer.reasons) printLine(`    - ${reason}`);
  }
  printLine();
}

function printStep({ step, posted }: PlayedStep): void {
  const { type, actor, witness } = step.event;
  const signers = witness === undefined ? actor : `${actor} and ${witness}`;
  const place =
    'index' in posted ? green(`entry ${posted.index}`) : red(`refused: ${posted.refused.code}`);
  const time = step.recordedAt.slice(0, 16).replace('T', ' ');
  printLine(`  ${dim(time)}  ${type.padEnd(16)} signed by ${signers}  ${place}`);
}

function printFinding(finding: SeenFinding): void {
  const what = finding.change === 'cured' ? green('cured') : paintSeverity(finding.severity);
  printLine(`    ${cyan('alert')} ${what} ${finding.rule} ${dim(`entry ${finding.index}`)}`);
  printLine(`      ${finding.sentence}`);
}

function printNextSteps(address: string, dataDir: string): void {
  const key = (party: string) => relative('', keyPath(dataDir, party));
  const url = address.endsWith(':3000') ? '' : ` --url ${address}`;
  const customs = `--key ${key('CUSTOMS-TZ')} --party CUSTOMS-TZ`;
  printLine(`${bold('The service stays up at')} ${address}   ${dim('(Ctrl-C stops it)')}`);
  printLine(`${bold('The console:')} ${address}`);
  printLine(
    '  say there who you want to be: the inspectorate MINES-RW sees the alerts and may close them',
  );
  printLine('Try, in another terminal:');
  printLine(`  npx custody check ${coltanUcr} ${customs}${url}`);
  printLine(`  npx custody alerts ${customs}${url}`);
  printLine(`  npx custody alerts --key ${key('ARMS-KE')} --party ARMS-KE${url}`);
  printLine(`  curl ${address}/log/checkpoint`);
  printLine(`  open ${address}/docs`);
}

/** Whom a visitor of the console may be: their keys come with its pages, and are in the folder too. */
function peopleOf(dataDir: string): readonly RehearsalPerson[] {
  const parties = stories.flatMap(({ registry }) => registry.parties);
  return VISITORS.map((party) => {
    const { name, roles } = visitor.parse(parties.find(({ id }) => id === party));
    const { secretKey } = readKeyFile(keyPath(dataDir, party));
    return { party, name, role: roles[0], jwk: jwkOfSecretKey(secretKey) };
  });
}

function keyPath(dataDir: string, party: string): string {
  return join(dataDir, 'demo-keys', `${party}.jwk.json`);
}

async function portNear(wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  for (let port = wanted; port < wanted + 20; port += 1) {
    if (!(await isFree(port))) continue;
    if (port !== wanted) printNotice(`port ${wanted} is taken, using ${port}`);
    return port;
  }
  return 0;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(port, '127.0.0.1', done);
    });
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function stopOnSignal(rehearsal: Rehearsal): void {
  let isStopping = false;
  endInOrder(() => {
    if (isStopping) return;
    isStopping = true;
    void rehearsal.http.shutDown().then(() => process.exit(EXIT.ok));
  });
}
