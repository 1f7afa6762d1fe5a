import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { WellKnown } from '../../client/answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { UnreachableError } from '../../client/problem-error.js';
import {
  type JsonObject,
  type JsonValue,
  parsePolicy,
  parseVkey,
  type Policy,
} from '../../protocol/index.js';
import { CommandError, EXIT, MONITOR_EXIT } from '../exit-codes.js';
import { readJsonObject, readText } from '../json-file.js';
import { writeBeside } from '../new-file.js';
import { clientOf, readerOf } from '../server.js';
import { readVkey } from '../trust.js';
import { green, printJson, printLine, printNotice, red, yellow } from '../terminal.js';
import { sentenceOf } from './declared-loss.js';
import type { KnownKeys } from './known-keys.js';
import type { MonitoredLog } from '../../client/log-source.js';
import { judgeMisbehaviour, misbehaviourOf } from './misbehaviour.js';
import { monitor, type Ended, type Told } from './monitor.js';
import { MonitorState } from './monitor-state.js';
import { StatementCheck } from './statement-check.js';

const STOPS = ['SIGINT', 'SIGTERM'] as const;

interface MonitorCommandOptions {
  vkey?: string;
  state: string;
  key?: string;
  party?: string;
  policy?: string;
  interval: string;
  patience: string;
  rotationPatience: string;
  silence: string;
  report?: string;
  once?: boolean;
  check?: string;
  json?: boolean;
}

export function addMonitor(program: Command): void {
  program
    .command('monitor')
    .argument('[url]', 'address of the ledger, such as https://ledger.example')
    .description('follow a ledger and check every checkpoint, entry and tile against what was seen')
    .option('--vkey <vkey>', "the ledger's verification key, or a file that holds it")
    .option('--state <file>', 'what was seen; hashes go to <file>.leaves', './monitor-state.json')
    .option('--key <file>', 'your secret key: read the statements too that you may read')
    .option('--party <id>', 'the party the key belongs to')
    .option('--policy <file>', 'tlog-policy: the checkpoint must carry this quorum')
    .option('--interval <seconds>', 'pause between two looks', '5')
    .option('--patience <seconds>', 'how long an older checkpoint may be shown', '30')
    .option(
      '--rotation-patience <seconds>',
      'how long an unknown key may sign before its rotation is told; lists are cached for 60',
      '70',
    )
    .option('--silence <seconds>', 'how long there may be no good answer', '600')
    .option(
      '--report <file>',
      'where misbehaviour is written, beside what is there (default: a name with the time)',
    )
    .option('--once', 'look once and exit')
    .option('--check <file>', 'judge such a report instead: is it proof? Needs --vkey, no ledger')
    .option('--json', 'print one JSON object a line')
    .action(async (url: string | undefined, options: MonitorCommandOptions) => {
      if (options.check !== undefined) return checkReport(options.check, options);
      if (url === undefined) throw new CommandError('which ledger? give its address', EXIT.usage);
      return runMonitor(url, options);
    });
}

async function runMonitor(url: string, options: MonitorCommandOptions): Promise<void> {
  const client = sourceOf(url, options);
  const vkey = keyOf(options) ?? keyIn(await client.wellKnown());
  if (keyOf(options) === undefined)
    printNotice(`believing the ledger that its key is ${vkey}; better give --vkey`);
  parseVkey(vkey);
  const state = MonitorState.open(options.state, vkey);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  for (const signal of STOPS) process.once(signal, stop);
  try {
    const ended = await monitor({
      source: monitored(client),
      state,
      ...(options.key !== undefined && {
        statements: new StatementCheck(client, () => state.copy),
      }),
      policy: options.policy === undefined ? undefined : policyOf(options.policy),
      intervalMs: millisecondsOf(options.interval),
      patienceMs: millisecondsOf(options.patience),
      rotationPatienceMs: millisecondsOf(options.rotationPatience),
      silenceMs: millisecondsOf(options.silence),
      isOnce: options.once === true,
      signal: stopping.signal,
      tell: options.json ? printJson : printTold,
    });
    end(ended, {
      url,
      known: state.known,
      saved: state.saved?.note,
      report: options.report,
      isJson: options.json,
    });
  } finally {
    for (const signal of STOPS) process.off(signal, stop);
    state.close();
  }
}

function keyIn({ vkey }: Partial<WellKnown>): string {
  if (typeof vkey === 'string') return vkey;
  throw new UnreachableError('the answer names no key of a ledger');
}

function monitored(client: LedgerClient): MonitoredLog {
  return {
    checkpoint: async () => client.checkpoint(),
    tile: async (path) => client.tile(path),
    rotations: async () => rotationsIn(await client.wellKnownNow()),
    recoveries: async () => jsonOf(await client.recoveries()),
  };
}

function rotationsIn({ rotations }: Partial<WellKnown>): JsonValue {
  if (Array.isArray(rotations)) return jsonOf(rotations);
  throw new UnreachableError('the answer has no such list');
}

function jsonOf(answer: object): JsonValue {
  return JSON.parse(JSON.stringify(answer));
}

interface Ending {
  readonly url: string;
  readonly known: KnownKeys;
  readonly saved: string | undefined;
  readonly report: string | undefined;
  readonly isJson: boolean | undefined;
}

function end(ended: Ended, { url, known, saved, report, isJson }: Ending): void {
  if (ended.type === 'stopped') return;
  if (ended.type === 'silent') {
    if (isJson) printJson(ended);
    else printLine(`${red('SILENT')} ${ended.detail}`);
    process.exitCode = EXIT.unavailable;
    return;
  }
  // Whatever becomes of the report.
  process.exitCode = MONITOR_EXIT.caught;
  const { fault } = ended;
  const { kind, detail, declared } = fault;
  const admitted = declared && sentenceOf(declared);
  if (isJson) printJson({ type: 'caught', kind, detail, declared: admitted });
  else {
    printLine(`${red('CAUGHT')} ${kind}: ${detail}`);
    if (admitted !== undefined) printLine(`${yellow('declared')} ${admitted}`);
  }
  const seenAt = new Date().toISOString();
  const path = report ?? `custody-misbehaviour-${seenAt.replaceAll(/[:.]/gu, '-')}.json`;
  hand(misbehaviourOf({ url, known, saved, fault, seenAt }), path, isJson === true);
}

/** Writes the report; where that cannot be, it is printed, so that it is not lost. */
function hand(report: JsonObject, path: string, isJson: boolean): void {
  const text = JSON.stringify(report, null, 2);
  const written = writeBeside(path, `${text}\n`);
  if (isJson)
    printJson({
      type: 'report',
      ...(written.ok ? { path: written.path } : { reason: written.reason, report }),
    });
  else if (written.ok)
    printLine(
      `written to ${written.path}${report['fork'] === null ? '' : ', which proves itself'}`,
    );
  else {
    printLine(
      `${yellow('not written')} to ${path}: ${written.reason}. Keep this, it is the report:`,
    );
    printLine(text);
  }
}

function checkReport(path: string, options: MonitorCommandOptions): void {
  if (options.vkey === undefined)
    throw new CommandError('a report is judged by a key that you trust: give --vkey', EXIT.usage);
  const judged = judgeMisbehaviour(path, readVkey(options.vkey));
  if (options.json) printJson(judged);
  else printLine(`${judged.isProven ? red('PROVEN') : yellow('not proven')} ${judged.detail}`);
  process.exitCode = judged.isProven ? EXIT.ok : EXIT.negative;
}

function sourceOf(url: string, { key, party }: MonitorCommandOptions): LedgerClient {
  if (key === undefined && party === undefined) return clientOf({ url });
  if (key === undefined || party === undefined)
    throw new CommandError('--key and --party go together', EXIT.usage);
  return readerOf({ url, key, party });
}

/** As given, or as this monitor began with. */
function keyOf({ vkey, state }: MonitorCommandOptions): string | undefined {
  if (vkey !== undefined) return readVkey(vkey);
  if (!existsSync(state)) return undefined;
  const saved = readJsonObject(state, 'the state of a monitor')['vkey'];
  return typeof saved === 'string' ? saved : undefined;
}

function policyOf(path: string): Policy {
  return parsePolicy(readText(path));
}

function printTold(told: Told): void {
  if (told.type === 'unchanged') return;
  if (told.type === 'grown') printLine(`${green('sound')} ${told.size} entries, root ${told.root}`);
  else printNotice(`${told.type}: ${told.detail}`);
}

function millisecondsOf(seconds: string): number {
  const value = Number(seconds);
  if (seconds.trim() !== '' && value >= 0 && value <= 86_400) return Math.round(value * 1000);
  throw new CommandError(`${seconds} is not a number of seconds`, EXIT.usage);
}
