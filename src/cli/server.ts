import type { Command } from 'commander';
import { LedgerClient } from '../client/ledger-client.js';
import { ProblemError, UnreachableError } from '../client/problem-error.js';
import { jwkOfSecretKey, ProtocolError } from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readKeyFile } from './key-file.js';
import { issueLine } from './misfit.js';

export interface ServerOptions {
  url: string;
}

export interface ReaderOptions extends ServerOptions {
  key: string;
  party: string;
}

export function withServer(command: Command): Command {
  return command.option(
    '--url <url>',
    'address of the service (or CUSTODY_URL)',
    process.env['CUSTODY_URL'] ?? 'http://127.0.0.1:3000',
  );
}

/** Options of a command that reads what not everybody may: it logs in by signing a challenge. */
export function withReader(command: Command): Command {
  return withServer(command)
    .requiredOption('--key <file>', 'your secret key, to log in with')
    .requiredOption('--party <id>', 'the party the key belongs to');
}

export function clientOf({ url }: ServerOptions): LedgerClient {
  return new LedgerClient({ url: addressOf(url) });
}

export function readerOf({ url, key, party }: ReaderOptions): LedgerClient {
  return new LedgerClient({
    url: addressOf(url),
    key: { party, jwk: jwkOfSecretKey(readKeyFile(key).secretKey) },
  });
}

/** Turns what the client throws into a message and an exit status. */
export function failureOf(error: unknown): CommandError {
  if (error instanceof UnreachableError) {
    return new CommandError(
      `${error.message} (is the service up? --url says where)`,
      EXIT.unavailable,
      { cause: error },
    );
  }
  if (error instanceof ProblemError) {
    return new CommandError(describeProblem(error), exitCodeOf(error), { cause: error });
  }
  if (error instanceof ProtocolError)
    return new CommandError(error.message, EXIT.usage, { cause: error });
  // What the system refuses (a read-only folder, a full disk) it says itself; where in the program helps nobody.
  if (error instanceof Error && 'syscall' in error)
    return new CommandError(error.message, EXIT.unavailable, { cause: error });
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CommandError(message, EXIT.unavailable, { cause: error });
}

function describeProblem({ problem }: ProblemError): string {
  const code = problem.code === undefined ? '' : ` [${problem.code}]`;
  const members = (problem.errors ?? []).map((each) => `\n  ${issueLine(each)}`);
  return `${problem.detail ?? problem.title}${code}${members.join('')}`;
}

function exitCodeOf({ status }: ProblemError): 1 | 3 | 4 {
  if (status === 401 || status === 403 || status === 404) return EXIT.denied;
  return status >= 500 || status === 429 ? EXIT.unavailable : EXIT.negative;
}

function addressOf(url: string): string {
  if (!URL.canParse(url))
    throw new CommandError(`${url} is not an address such as http://127.0.0.1:3000`, EXIT.usage);
  return url;
}
