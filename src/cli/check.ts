import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { LedgerClient } from '../client/ledger-client.js';
import { ProblemError } from '../client/problem-error.js';
import type { GapAnswer, ItemAnswer } from '../client/provenance-answer.js';
import { spelledConsignment } from '../custody/vocabulary/spelled-consignment.js';
import type { Check, Verification } from '../protocol/index.js';
import { checkAbsence } from './checked-absence.js';
import { type AttestedAnswer, checkConsignment } from './checked-consignment.js';
import { checkItem } from './checked-item.js';
import { printAnswer, printItem, printUnknown, printVerification } from './check-printout.js';
import { CommandError, EXIT, type ExitCode } from './exit-codes.js';
import { readerOf, withReader, type ReaderOptions } from './server.js';
import { printJson } from './terminal.js';
import { type ServiceTrust, trustInService, type TrustOptions, withTrust } from './trust.js';

interface CheckOptions extends ReaderOptions, TrustOptions {
  asOf?: string;
  item?: boolean;
  json?: boolean;
}

/** A question about goods, to a service that need not be believed. */
interface Question extends ServiceTrust {
  readonly about: string;
  readonly asOf: string | undefined;
  readonly client: LedgerClient;
  readonly isJson: boolean;
}

const GOOD_VERDICTS: readonly string[] = ['SUPPORTED', 'PENDING'];
/** The service takes a time that is yet to come for its own present, by which deadlines are judged. */
const NOW = '9999-12-31T00:00:00Z';
const TRIES_FOR_WITNESSES = 4;

export function addCheck(program: Command): void {
  withTrust(withReader(program.command('check')))
    .argument('<ucr>', 'the consignment: a UCR, or `<UCR>;<year>`')
    .description('what the ledger supports about a consignment, and why; verified')
    .option('--item', 'the argument is the id of an item')
    .option('--as-of <index or time>', 'as the ledger stood then')
    .option('--json', 'print the whole answer as one JSON object')
    .action(async (about: string, options: CheckOptions) => {
      const client = readerOf(options);
      const { asOf, item, json } = options;
      const judgedBy = await trustInService(client, options);
      const question = { about, asOf, client, ...judgedBy, isJson: json === true };
      process.exitCode = await (item === true ? aboutItem(question) : aboutConsignment(question));
    });
}

async function aboutConsignment(asked: Question): Promise<ExitCode> {
  const question = { ...asked, about: spelledConsignment(asked.about) };
  const { about, asOf, client, trust, isJson } = question;
  const moment = asOf ?? NOW;
  const bytes = await found(async () => client.evidence(about, { asOf: moment }));
  if (bytes instanceof ProblemError)
    return none({ ...question, asOf: moment }, bytes, 'consignment');
  const { answer, ...verification } = checkConsignment(bytes, { ucr: about, asOf }, trust);
  if (answer === undefined)
    throw new CommandError(
      'the service answered with something else than a bundle',
      EXIT.unavailable,
    );
  if (isJson) printJson({ ...answer, verification });
  else printAnswer(answer);
  if (!isJson) printVerification(verification, answer.view);
  return statusOf(verification, isGood(answer));
}

async function aboutItem(question: Question): Promise<ExitCode> {
  const { trust, isJson } = question;
  const checked = await checkedItem(question, trust.policy === undefined ? 1 : TRIES_FOR_WITNESSES);
  if (checked instanceof ProblemError) return none(question, checked, 'item');
  const { answer, verification } = checked;
  if (isJson) printJson({ ...answer, verification });
  else printItem(answer);
  if (!isJson) printVerification(verification, answer.view);
  return statusOf(verification, !hasStanding(answer.gaps));
}

/** What is newest is cosigned a moment after it can be proved: an answer that does not hold is asked for again. */
async function checkedItem(
  question: Question,
  tries: number,
): Promise<{ answer: ItemAnswer; verification: Verification } | ProblemError> {
  const { about, asOf, client, trust, vkey } = question;
  const answer = await found(async () => client.item(about, asOf === undefined ? {} : { asOf }));
  if (answer instanceof ProblemError) return answer;
  const verification = checkItem(answer, about, vkey, trust);
  if (tries === 1 || verification.checks.every(({ ok }) => ok)) return { answer, verification };
  await pause(1000);
  return checkedItem(question, tries - 1);
}

function none(
  { about, asOf, trust, vkey, isJson }: Question,
  problem: ProblemError,
  kind: 'consignment' | 'item',
): ExitCode {
  const name = kind === 'item' ? about : about.replace(/;\d{4}$/u, '');
  const absence = checkAbsence(problem, `${kind}:${name}`, asOf, vkey, trust);
  if (isJson) printJson({ [nameOf(kind)]: about, verdict: 'UNKNOWN', ...(absence && { absence }) });
  else printUnknown(about, absence);
  return absence?.ok === false ? EXIT.negative : EXIT.denied;
}

function nameOf(kind: 'consignment' | 'item'): string {
  return kind === 'item' ? 'itemId' : 'ucr';
}

function statusOf({ checks }: Verification, isAnswerGood: boolean): ExitCode {
  const holds = checks.every(({ ok }: Check) => ok);
  return holds && isAnswerGood ? EXIT.ok : EXIT.negative;
}

/** A party is told no verdict: for it, a gap that stands is not good. */
function isGood({ verdict, gaps }: AttestedAnswer): boolean {
  return verdict === null ? !hasStanding(gaps) : GOOD_VERDICTS.includes(verdict);
}

function hasStanding(gaps: readonly GapAnswer[]): boolean {
  return gaps.some(({ isStanding }) => isStanding);
}

async function found<Answer>(ask: () => Promise<Answer>): Promise<Answer | ProblemError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return error;
    throw error;
  }
}
