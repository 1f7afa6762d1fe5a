import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CommandError, EXIT } from './exit-codes.js';
import { readerOf, withReader, type ReaderOptions } from './server.js';
import { printLine, printNotice } from './terminal.js';

interface EvidenceOptions extends ReaderOptions {
  asOf?: string;
  out?: string;
  pdf?: string;
}

export function addEvidence(program: Command): void {
  withReader(program.command('evidence'))
    .argument('<ucr>', 'the consignment: a UCR, or `<UCR>;<year>`')
    .description('everything about a consignment in one file that `verify` checks offline')
    .option('--as-of <index or time>', 'as the ledger stood then')
    .option(
      '-o, --out <file>',
      'where to write it (default `<ucr>.custody.json`; `-` for standard output)',
    )
    .option('--pdf <file>', 'write a document to print instead, with the file attached to it')
    .action(async (ucr: string, options: EvidenceOptions) => {
      const client = readerOf(options);
      const moment = options.asOf === undefined ? {} : { asOf: options.asOf };
      if (options.pdf !== undefined) {
        write(options.pdf, await client.evidencePdf(ucr, moment));
        return;
      }
      const bytes = await client.evidence(ucr, moment);
      const file = options.out ?? `${ucr.replaceAll(/[^\w().-]/gu, '_')}.custody.json`;
      if (file === '-') process.stdout.write(bytes);
      else writeBundle(file, bytes);
    });
}

function writeBundle(file: string, bytes: Uint8Array): void {
  write(file, bytes);
  printNotice(`verify it anywhere: custody verify ${file} --vkey <the ledger's key>`);
}

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new CommandError(`cannot write ${file}: ${(error as Error).message}`, EXIT.usage, {
      cause: error,
    });
  }
  printLine(file);
}
