import { once } from 'node:events';
import type { Command } from 'commander';
import { formatVkey, NOTE_KEY_TYPES, toHex } from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readKeyFile } from '../key-file.js';
import { repeated } from '../repeated.js';
import { printLine, printNotice } from '../terminal.js';
import { watchedLogs } from './watched-logs.js';
import { Witness } from './witness.js';
import { WitnessServer } from './witness-server.js';
import { WitnessState } from './witness-state.js';

interface WitnessCommandOptions {
  key: string;
  name: string;
  log: string[];
  ledger: string[];
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
      'verification key of a log to watch, or a file with one a line; of one log the newest first; repeatable',
      repeated,
      [],
    )
    .option(
      '--ledger <file>',
      'what /.well-known/custody-ledger of a watched log answered: which key signs from when; repeatable',
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
  const logs = watchedLogs(options.log, options.ledger);
  if (logs.keys.length === 0)
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
    for (const { name, keyId } of logs.keys) printLine(`watches  ${name}+${toHex(keyId)}`);
    printLine(`listens  ${server.url}`);
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    await server.close();
  } finally {
    state.close();
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CommandError(`${text} is not a port`, EXIT.usage);
}
