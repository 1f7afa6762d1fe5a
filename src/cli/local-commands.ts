import type { Command } from 'commander';

/**
 * Commands that open the ledger itself (database, workers) instead of asking a service over HTTP. Their code, and Nest
 * with it, is loaded only when one of them is called.
 */
export function addLocalCommands(program: Command): void {
  program
    .command('demo')
    .description('play three real stories into a fresh rehearsal ledger and stay up')
    .option('--once', 'exit when the stories have been played')
    .option('--port <port>', 'where the service listens', '3000')
    .option('--data-dir <dir>', 'folder of the demo ledger, emptied at each start', './data/demo')
    .action(async (options: DemoOptions) => (await import('./local/demo.js')).demo(options));

  program
    .command('replay')
    .argument('<files...>', 'scenario files (custody-scenario/v1)')
    .description(
      'play scenario files, each into a fresh ledger with a simulated clock, and compare the alerts',
    )
    .option('--json', 'print one JSON object per file on one line')
    .action(async (files: string[], options: { json?: boolean }) =>
      (await import('./local/replay.js')).replay(files, options),
    );

  program
    .command('audit')
    .description(
      'read the whole log again and prove it: hashes, chain, tree, signatures, checkpoints',
    )
    .option('--json', 'print one JSON object')
    .option(
      '--vkey <vkey>',
      "the ledger's verification key as you know it; else entry 0 is believed",
    )
    .action(async (options: AuditOptions) => (await import('./local/audit.js')).audit(options));

  program
    .command('rebuild')
    .description('drop everything that is derived and make it again from the log')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) =>
      (await import('./local/rebuild.js')).rebuild(options),
    );

  program
    .command('bench')
    .description('measure this ledger against a baseline in the same minute')
    .option('--json', 'print JSON only')
    .option('--seconds <n>', 'length of each measurement', '5')
    .option('--entries <n>', 'how far the growth measurement goes', '200000')
    .option('--keys <n>', 'keys that the completeness map is filled with', '1000000')
    .option('--only <names>', 'comma-separated: singles,batches,answers,alerts,growth,map')
    .action(async (options: BenchOptions) =>
      (await import('./local/bench/bench.js')).bench(options),
    );
}

export interface AuditOptions {
  json?: boolean;
  vkey?: string;
}

export interface DemoOptions {
  once?: boolean;
  port: string;
  dataDir: string;
}

export interface BenchOptions {
  json?: boolean;
  seconds: string;
  entries: string;
  keys: string;
  only?: string;
}
