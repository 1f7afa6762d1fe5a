#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addAlerts } from './alerts.js';
import { addCheck } from './check.js';
import { addDecide } from './decide.js';
import { addEvidence } from './evidence.js';
import { CommandError, EXIT, MONITOR_EXIT, statusOfSignal } from './exit-codes.js';
import { addImport } from './import/import-command.js';
import { addKeygen } from './keygen.js';
import { addLocalCommands } from './local-commands.js';
import { addMonitor } from './monitor/monitor-command.js';
import { addPost } from './post.js';
import { addRegister } from './register.js';
import { addSign } from './sign.js';
import { failureOf } from './server.js';
import { addVerify } from './verify.js';
import { addWellKnown } from './well-known.js';
import { addWitness } from './witness/witness-command.js';

const program = new Command('custody')
  .description('Custody Ledger: sign, post, check and verify custody events')
  .version('0.1.0')
  .showHelpAfterError('(add --help for the options)')
  .exitOverride();

addKeygen(program);
addRegister(program);
addImport(program);
addSign(program);
addPost(program);
addCheck(program);
addAlerts(program);
addDecide(program);
addEvidence(program);
addVerify(program);
addWellKnown(program);
addWitness(program);
addMonitor(program);
addLocalCommands(program);

// Whoever reads our output may have enough of it, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(statusOfSignal('SIGPIPE'));
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  const status = report(error);
  const isMonitor = process.argv[2] === 'monitor';
  process.exitCode = isMonitor && status === EXIT.usage ? MONITOR_EXIT.usage : status;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const failure = error instanceof CommandError ? error : failureOf(error);
  process.stderr.write(`custody: ${failure.message}\n`);
  return failure.exitCode;
}
