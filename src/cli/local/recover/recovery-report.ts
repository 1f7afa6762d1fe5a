import type { GivenUpFind } from '../../../ledger/recovery/given-up.js';
import type { RejectedFind } from '../../../ledger/recovery/recovery-finds.js';
import type { MissingEntries } from '../../../ledger/recovery/recovery-plan.js';
import type { AppendedAgain } from './append-again.js';
import { green, printLine, red, yellow } from '../../terminal.js';

/** What a recovery came to; printed as it is with `--json`. */
export interface RecoveryReport {
  readonly origin: string;
  /** Entries before. */
  readonly found: number;
  /** Entries of the largest head known to be signed. */
  readonly signed: number;
  readonly putBack: number;
  /** Lines of the witnesses of `WITNESS_POLICY` that were put back under their checkpoints. */
  readonly cosignatures: number;
  /** Entries now; with `--dry-run`, as they would be. */
  readonly size: number;
  /** The log holds all that is known to be signed. */
  readonly isWhole: boolean;
  readonly missing: readonly MissingEntries[];
  /** Entries that were offered and fit nowhere. */
  readonly unproven: number;
  readonly rejected: readonly RejectedFind[];
  /** What is of a history that the log has declared lost. */
  readonly givenUp: readonly GivenUpFind[];
  readonly isDryRun: boolean;
  /** Index of the declaration that the rest is lost. */
  readonly declaredAt?: number;
  /** Statements that took a new place behind it. */
  readonly appendedAgain?: readonly AppendedAgain[];
}

const MOST_LINES = 50;

export function printRecovery(report: RecoveryReport): void {
  const { found, signed, putBack, size, missing, unproven, rejected, isDryRun } = report;
  for (const { where, why } of rejected.slice(0, MOST_LINES))
    printLine(`${yellow('not used')} ${where}: ${why}`);
  if (rejected.length > MOST_LINES)
    printLine(`${yellow('not used')} … and ${rejected.length - MOST_LINES} more`);
  printGivenUp(report.givenUp);
  if (unproven > 0)
    printLine(`${yellow('not used')} ${unproven} entries to which nothing signed leads`);
  for (const one of missing.slice(0, MOST_LINES)) printMissing(one);
  if (missing.length > MOST_LINES)
    printLine(`${red('missing')} … and ${missing.length - MOST_LINES} more ranges`);
  const verb = isDryRun ? 'could be put back' : 'put back';
  printLine(`found ${found} entries, ${signed} are known to be signed; ${putBack} ${verb}`);
  if (report.cosignatures > 0) printLine(`put back ${report.cosignatures} lines of witnesses`);
  if (report.isWhole) return printLine(whole(report));
  if (report.declaredAt !== undefined) return printDeclared(report);
  printLine(
    red(
      `NOT whole: ${signed - size} entries ${isDryRun ? 'would still be' : 'are'} missing. The ledger stays read-only.`,
    ),
  );
  printLine(
    isDryRun
      ? 'Nothing was written. Bring more sources and run it again. If they are lost for good,'
      : 'Bring more sources and run it again: what was put back stays. If they are lost for good,',
  );
  printLine(
    'the log can only go on with a declared recovery: docs/how-to/recover-after-a-crash.md',
  );
}

function printGivenUp(finds: readonly GivenUpFind[]): void {
  for (const { where, declaredAt } of finds.slice(0, MOST_LINES))
    printLine(
      `${yellow('not used')} ${where}: of the history given up by the declaration at entry ${declaredAt}`,
    );
  if (finds.length > MOST_LINES)
    printLine(`${yellow('not used')} … and ${finds.length - MOST_LINES} more of it`);
  if (finds.length > 0)
    printLine('Statements of that history can be posted again: npx custody post');
}

function printDeclared({ size, signed, declaredAt, appendedAgain = [] }: RecoveryReport): void {
  for (const { statementHash, kind, index, refused } of appendedAgain)
    printLine(
      index === null
        ? `${red('not appended')} ${kind} ${statementHash}: ${refused ?? ''}`
        : `${green('appended')} ${kind} ${statementHash} as entry ${index}`,
    );
  printLine(
    yellow(`declared by entry ${declaredAt ?? ''}: entries ${size} to ${signed - 1} are lost.`),
  );
  printLine('Tell your parties, monitors and witnesses: docs/how-to/recover-after-a-crash.md');
}

function whole({ found, signed, isDryRun }: RecoveryReport): string {
  if (found >= signed)
    return green('nothing is missing: the log holds all that is known to be signed');
  if (isDryRun) return green('the log would be whole again; nothing was written');
  return green('the log is whole again: run "npx custody audit", then start the service');
}

function printMissing({ from, to, lacks, statementHash }: MissingEntries): void {
  const which = from === to ? `entry ${from}` : `entries ${from} to ${to}`;
  if (lacks === 'statement') {
    printLine(`${red('missing')} ${which}: the statement ${statementHash ?? ''}. Its signer, the`);
    printLine('  parties of its consignment and every other copy of the database can have it.');
  } else if (lacks === 'entry') {
    printLine(
      `${red('missing')} ${which}: nothing shows what stood there. Whoever posted then has`,
    );
    printLine('  receipts; copies of the database and mirrors of the log have the entries.');
  } else printLine(`${yellow('waiting')} ${which}: all is there, but not what stands before`);
}
