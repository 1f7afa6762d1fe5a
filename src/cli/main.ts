#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addCommands } from './commands.js';
import { CommandError, EXIT, MONITOR_EXIT, statusOfSignal } from './exit-codes.js';
import { failureOf } from './server.js';

const program = new Command('custody')
  .description('Custody Ledger: sign, post, check and verify custody events')
  .version('0.1.0')
  .showHelpAfterError('(add --help for the options)')
  .exitOverride();

await addCommands(program, process.argv[2]);

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
