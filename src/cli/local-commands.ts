import type { Command } from 'commander';
import { repeated } from './repeated.js';
import { readVkey } from './trust.js';

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
    .action(
      locally(async (options: DemoOptions) => (await import('./local/demo.js')).demo(options)),
    );

  program
    .command('replay')
    .argument('[files...]', 'scenario files (custody-scenario/v1)')
    .description(
      'play scenario files, each into a fresh ledger with a simulated clock, and compare the alerts; without files, judge the recorded history under two rule sets and tell the difference',
    )
    .option('--rules <file>', 'a rule set {version, effectiveFrom, parameters} to judge by')
    .option(
      '--since <date or index>',
      'without files: tell only of alerts opened since then; without --rules: compare with what was in force at the time',
    )
    .option('--json', 'print one JSON object per file on one line, or one for the comparison')
    .action(
      locally(async (files: string[], options: ReplayOptions) =>
        files.length === 0
          ? (await import('./local/hindsight/compare-rule-sets.js')).compareRuleSets(options)
          : (await import('./local/replay.js')).replay(files, options),
      ),
    );

  program
    .command('audit')
    .description(
      'read the whole log again and prove it: hashes, chain, tree, signatures, checkpoints',
    )
    .option('--json', 'print one JSON object')
    .option(
      '--vkey <vkey>',
      "the ledger's verification key as you know it, or a file that holds it; else entry 0 is believed",
      readVkey,
    )
    .action(
      locally(async (options: AuditOptions) => (await import('./local/audit.js')).audit(options)),
    );

  program
    .command('rebuild')
    .description('drop everything that is derived, make it again from the log and judge all of it')
    .option('--no-judge', 'judge nothing again: append nothing')
    .option('--json', 'print one JSON object')
    .action(
      locally(async (options: { judge: boolean; json?: boolean }) =>
        (await import('./local/rebuild.js')).rebuild(options),
      ),
    );

  addRecover(program);
  program
    .command('rotate-ledger-key')
    .description("replace the ledger's own key; old receipts verify under the old one, for ever")
    .option('--reason <text>', 'why; anybody may read it', 'rotated')
    .option('--registrar <file>', "a registrar's secret key (default: the one in the data folder)")
    .option(
      '--replace <vkey>',
      'only if this key signs now, so that a script may run it twice',
      readVkey,
    )
    .option('--prepare', 'only make the new key, to be copied to other machines that sign')
    .option('--json', 'print one JSON object')
    .action(
      locally(async (options: RotateOptions) =>
        (await import('./local/rotate-ledger-key.js')).rotateLedgerKey(options),
      ),
    );

  program
    .command('bench')
    .description('measure this ledger against a baseline in the same minute')
    .option('--json', 'print JSON only')
    .option('--seconds <n>', 'length of each measurement', '5')
    .option('--entries <n>', 'how far the growth measurement goes', '200000')
    .option('--keys <n>', 'keys that the completeness map is filled with', '1000000')
    .option(
      '--only <names>',
      'comma-separated: singles,batches,answers,alerts,growth,map,costs,judge',
    )
    .action(
      locally(async (options: BenchOptions) =>
        (await import('./local/bench/bench.js')).bench(options),
      ),
    );
}

/** A command that may start a database server takes it along, however it ends. */
function locally<Given extends unknown[]>(
  run: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    (await import('./local/leftovers.js')).leaveNothingBehind();
    await run(...given);
  };
}

function addRecover(program: Command): void {
  program
    .command('recover')
    .description('put entries back that the database lost (rollback-detected), from copies of them')
    .option(
      '--from-file <file>',
      'evidence, receipts, envelopes, a checkpoint, or the state of a monitor or witness; repeatable',
      repeated,
      [],
    )
    .option('--from-database <url>', 'another PostgreSQL database of this ledger', repeated, [])
    .option('--from-data-dir <dir>', 'the embedded database of another folder', repeated, [])
    .option('--from-url <url>', 'a ledger that still answers', repeated, [])
    .option('--from-witness <url>', 'a witness: the newest head it has cosigned', repeated, [])
    .option('--key <file>', 'with --from-url: the key of an auditor, to read statements')
    .option('--party <id>', 'with --key: whose key it is')
    .option(
      '--vkey <vkey>',
      "the ledger's verification key, or a file that holds it; needed when the log is empty",
      readVkey,
    )
    .option('--dry-run', 'only tell what could be put back')
    .option(
      '--declare <reason>',
      'what cannot be put back is lost for good: say so in the log, and go on from what is left',
    )
    .option(
      '--registrar <file>',
      'with --declare: the secret key of the registrar who answers for it',
    )
    .option('--yes', 'with --declare: do not ask')
    .option('--json', 'print one JSON object')
    .action(
      locally(async (options: RecoverOptions) =>
        (await import('./local/recover/recover.js')).recover(options),
      ),
    );
}

export interface RecoverOptions {
  fromFile: string[];
  fromDatabase: string[];
  fromDataDir: string[];
  fromUrl: string[];
  fromWitness: string[];
  key?: string;
  party?: string;
  vkey?: string;
  dryRun?: boolean;
  declare?: string;
  registrar?: string;
  yes?: boolean;
  json?: boolean;
}

export interface ReplayOptions {
  rules?: string;
  since?: string;
  json?: boolean;
}

export interface AuditOptions {
  json?: boolean;
  vkey?: string;
}

export interface RotateOptions {
  reason: string;
  registrar?: string;
  replace?: string;
  prepare?: boolean;
  json?: boolean;
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
