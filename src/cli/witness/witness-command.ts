import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { formatVkey, NOTE_KEY_TYPES, type NoteKey, parseVkey } from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readText } from '../json-file.js';
import { readKeyFile } from '../key-file.js';
import { repeated } from '../repeated.js';
import { printLine, printNotice } from '../terminal.js';
import { Witness } from './witness.js';
import { WitnessServer } from './witness-server.js';
import { WitnessState } from './witness-state.js';

interface WitnessCommandOptions {
  key: string;
  name: string;
  log: string[];
  state: string;
  host: string;
  port: string;
  vkey?: boolean;
}

export function addWitness(program: Command): void {
  program
    .command('witness')
    .description('run a witness (C2SP tlog-witness): cosigns checkpoints that continue one another')
    .requiredOption('--key <file>', "the witness's secret key, made with `custody keygen`")
    .requiredOption('--name <name>', "name of the witness's key, such as witness.example/w1")
    .option(
      '--log <vkey>',
      'verification key of a log to watch, or a file with one a line; repeatable',
      repeated,
      [],
    )
    .option('--state <file>', 'what it has cosigned; never lose it', './witness-state.json')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', '3100')
    .option('--vkey', "print the witness's verification key, for policy files, and exit")
    .action(async (options: WitnessCommandOptions) => runWitness(options));
}

async function runWitness(options: WitnessCommandOptions): Promise<void> {
  const key = readKeyFile(options.key);
  const vkey = formatVkey(options.name, key.publicKey, NOTE_KEY_TYPES.cosignature);
  if (options.vkey) return printLine(vkey);
  const logs = options.log.flatMap(keysIn);
  if (logs.length === 0)
    throw new CommandError('a witness without logs has nothing to do: give --log', EXIT.usage);
  const state = WitnessState.open(options.state);
  try {
    if (state.isNew) printNotice(`${options.state} is new: this witness has seen nothing yet`);
    const witness = new Witness({ name: options.name, key, logs, state, now: () => Date.now() });
    const at = { host: options.host, port: portOf(options.port) };
    const server = await WitnessServer.listen(witness, at, ({ status, path, detail }) => {
      if (status !== 200) printNotice(`${status} ${path} ${detail}`);
    });
    printLine(`witness  ${vkey}`);
    for (const { name } of logs) printLine(`watches  ${name}`);
    printLine(`listens  ${server.url}`);
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    await server.close();
  } finally {
    state.close();
  }
}

/** A vkey, or a file of vkeys; empty lines and lines that begin with # are skipped. */
function keysIn(given: string): NoteKey[] {
  const lines = existsSync(given) ? readText(given).split('\n') : [given];
  const keys = lines.map((line) => line.trim()).filter((line) => !/^(#|$)/u.test(line));
  return keys.map((vkey) => {
    const key = parseVkey(vkey);
    if (key.type === NOTE_KEY_TYPES.ed25519) return key;
    throw new CommandError(`${vkey} is the key of a witness, not of a log`, EXIT.usage);
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CommandError(`${text} is not a port`, EXIT.usage);
}
