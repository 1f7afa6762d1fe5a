import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { Command } from 'commander';
import { MAX_BATCH, type BatchResult } from '../client/batch-answers.js';
import type { LedgerClient } from '../client/ledger-client.js';
import type { Problem } from '../client/problem-error.js';
import {
  checkReceipt,
  envelopeOfJson,
  isJsonObject,
  ProtocolError,
  receiptOfJson,
  statementHash,
  storedBytes,
  toHex,
  type Envelope,
  type JsonValue,
  type LedgerVkey,
} from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { parseJson, readText } from './json-file.js';
import { issueLine } from './misfit.js';
import { verifyByOpenssl } from './native-ed25519.js';
import { clientOf, withServer, type ServerOptions } from './server.js';
import { printJson, printLine, red, startProgress } from './terminal.js';
import { trustInService, type TrustOptions, withTrustedKey } from './trust.js';

interface PostOptions extends ServerOptions, TrustOptions {
  receipts?: string;
  json?: boolean;
}

interface Tally {
  posted: number;
  known: number;
  skipped: number;
  refused: { statementHash: string; code: string; detail: string }[];
  /** The service says that it took them, but its receipt does not prove it. */
  unproved: { statementHash: string; detail: string }[];
}

export function addPost(program: Command): void {
  withTrustedKey(withServer(program.command('post')))
    .argument(
      '<files...>',
      'envelopes: one as JSON, a JSON array, or NDJSON (`-` reads standard input)',
    )
    .description(
      'post signed events and check the receipts; run again after a cut, it goes on where it stopped',
    )
    .option('--receipts <file>', 'where receipts are kept (default <file>.receipts.ndjson)')
    .option('--json', 'print one JSON object')
    .action(async (files: string[], options: PostOptions) => {
      verifyByOpenssl();
      const tally: Tally = { posted: 0, known: 0, skipped: 0, refused: [], unproved: [] };
      for (const file of files) await postFile(clientOf(options), file, options, tally);
      report(tally, options);
      const isGood = tally.refused.length + tally.unproved.length === 0;
      process.exitCode = isGood ? EXIT.ok : EXIT.negative;
    });
}

async function postFile(
  client: LedgerClient,
  file: string,
  options: PostOptions,
  tally: Tally,
): Promise<void> {
  const receiptsFile =
    options.receipts ?? (file === '-' ? 'receipts.ndjson' : `${file}.receipts.ndjson`);
  const done = receiptsIn(receiptsFile);
  const all = readEnvelopes(file);
  const left = all.filter((envelope) => !done.has(hashOf(envelope)));
  tally.skipped += all.length - left.length;
  if (left.length === 0) return;
  const { vkey, isOwn } = await trustInService(client, options);
  if (!isOwn)
    throw new CommandError(
      'the service has another key than the one given with --vkey; nothing was posted (--ledger <file> ties keys of one ledger together)',
      EXIT.negative,
    );
  const progress = startProgress('posting', left.length);
  for (let start = 0; start < left.length; start += MAX_BATCH) {
    const batch = left.slice(start, start + MAX_BATCH);
    const results = await client.postEvents(batch, 'ndjson');
    keep({ batch, results, vkey }, receiptsFile, tally);
    progress.update(start + batch.length);
  }
  progress.stop();
}

interface Answered {
  readonly batch: readonly Envelope[];
  /** In the order of the batch, as many. */
  readonly results: readonly BatchResult[];
  readonly vkey: LedgerVkey;
}

function keep({ batch, results, vkey }: Answered, file: string, tally: Tally): void {
  const lines: string[] = [];
  for (const [position, result] of results.entries()) {
    const envelope = batch[position]!;
    if (!result.ok) {
      tally.refused.push(refusalOf(envelope, result.problem, result.status));
      continue;
    }
    const { receipt } = result;
    const checked = checkReceipt({ receipt, envelope, vkey });
    if (!checked.ok) {
      tally.unproved.push({ statementHash: hashOf(envelope), detail: checked.reason });
      continue;
    }
    tally[result.isNew ? 'posted' : 'known'] += 1;
    lines.push(`${JSON.stringify(receipt)}\n`);
  }
  // One write for the batch, before the next is sent: a cut loses no receipt that was answered.
  if (lines.length > 0) appendFileSync(file, lines.join(''));
}

function refusalOf(
  envelope: Envelope,
  { code, detail, title, errors = [] }: Problem,
  status: number,
): Tally['refused'][number] {
  return {
    statementHash: hashOf(envelope),
    code: code ?? String(status),
    detail: [detail ?? title, ...errors.map(issueLine)].join('; '),
  };
}

function hashOf(envelope: Envelope): string {
  return toHex(statementHash(storedBytes(envelope)));
}

/**
 * Statements whose receipts are kept. What follows the last line feed is a receipt that a cut left unfinished: it is
 * dropped, and its statement posted again, which gives the same receipt.
 */
function receiptsIn(file: string): Set<string> {
  if (!existsSync(file)) return new Set();
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = bytes
    .toString('utf8', 0, end)
    .split('\n')
    .filter((line) => line !== '');
  return new Set(lines.map((line, at) => hashOfReceipt(line, `${file}, line ${at + 1}`)));
}

function hashOfReceipt(line: string, where: string): string {
  try {
    return receiptOfJson(parseJson(line, where)).statementHash;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const detail = `${where} is not a receipt: take it out, or name another file with --receipts`;
    throw new CommandError(detail, EXIT.usage, { cause: error });
  }
}

function readEnvelopes(file: string): Envelope[] {
  const text = readText(file).trim();
  if (text === '') throw new CommandError(`${file} is empty`, EXIT.usage);
  return valuesIn(text, file).map((value, position) => {
    try {
      return envelopeOfJson(value);
    } catch (error) {
      throw new CommandError(
        `${file}: statement ${position + 1} is not an envelope: ${(error as Error).message} (sign a payload first: custody sign)`,
        EXIT.usage,
        { cause: error },
      );
    }
  });
}

function valuesIn(text: string, file: string): readonly JsonValue[] {
  if (text.startsWith('[')) {
    const list = parseJson(text, file);
    return Array.isArray(list) ? list : [list];
  }
  const whole = tryJson(text);
  if (whole !== undefined && isJsonObject(whole)) return [whole];
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, position) => parseJson(line, `${file}, line ${position + 1}`));
}

function tryJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function report(tally: Tally, options: PostOptions): void {
  if (options.json) return printJson(tally);
  const again = tally.known > 0 ? `, ${tally.known} already there` : '';
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} done before` : '';
  const unproved = tally.unproved.length > 0 ? `, ${tally.unproved.length} NOT PROVED` : '';
  printLine(`${tally.posted} posted${again}${skipped}, ${tally.refused.length} refused${unproved}`);
  for (const { statementHash: hash, code, detail } of tally.refused) {
    printLine(`${red('refused')} ${hash.slice(0, 16)} ${code}: ${detail}`);
  }
  for (const { statementHash: hash, detail } of tally.unproved) {
    printLine(`${red('not proved')} ${hash.slice(0, 16)} the receipt does not verify: ${detail}`);
  }
}
