import { constants } from 'node:os';

/** What the exit status of every `custody` command means. */
export const EXIT = {
  /** Done, and the answer is good. */
  ok: 0,
  /** Done, and the answer is not good: a proof fails, a gap stands, a statement was refused, an audit found a fault. */
  negative: 1,
  /** The command could not be understood: unknown option, unreadable file, malformed input. */
  usage: 2,
  /** The service or the database could not be reached, or answered with an error of its own. */
  unavailable: 3,
  /** The key may not do or read this; "not yours" and "not there" are the same. */
  denied: 4,
} as const;

/**
 * `custody monitor` alone ends with 2 when it caught a ledger. Scripts that wait for that must not wake because of a
 * mistyped option, so its usage errors have the number that sysexits.h gives them.
 */
export const MONITOR_EXIT = { caught: 2, usage: 64 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a shell tells of a program that a signal ended. */
export function statusOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Ends a command with a message for people and an exit status for scripts. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
