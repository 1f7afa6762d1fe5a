import type { Command } from 'commander';

type AddCommand = (program: Command) => void;

/** Every command, in the order of the help, with what its code is loaded by: no command needs that of another. */
const COMMANDS: readonly (readonly [names: readonly string[], load: () => Promise<AddCommand>])[] =
  [
    [['keygen'], async () => (await import('./keygen.js')).addKeygen],
    [['register'], async () => (await import('./register.js')).addRegister],
    [['import'], async () => (await import('./import/import-command.js')).addImport],
    [['sign'], async () => (await import('./sign.js')).addSign],
    [['post'], async () => (await import('./post.js')).addPost],
    [['check'], async () => (await import('./check.js')).addCheck],
    [['alerts'], async () => (await import('./alerts.js')).addAlerts],
    [['decide'], async () => (await import('./decide.js')).addDecide],
    [['evidence'], async () => (await import('./evidence.js')).addEvidence],
    [['verify'], async () => (await import('./verify.js')).addVerify],
    [['well-known'], async () => (await import('./well-known.js')).addWellKnown],
    [['witness'], async () => (await import('./witness/witness-command.js')).addWitness],
    [['monitor'], async () => (await import('./monitor/monitor-command.js')).addMonitor],
    [
      ['demo', 'replay', 'audit', 'rebuild', 'recover', 'rotate-ledger-key', 'bench'],
      async () => (await import('./local-commands.js')).addLocalCommands,
    ],
  ];

/** Adds the command of this name; where there is none, all of them, for the help and for hints at what was meant. */
export async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const named = COMMANDS.filter(([names]) => name !== undefined && names.includes(name));
  for (const [, load] of named.length > 0 ? named : COMMANDS) (await load())(program);
}
