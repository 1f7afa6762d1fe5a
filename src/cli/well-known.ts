import type { Command } from 'commander';
import { clientOf, withServer, type ServerOptions } from './server.js';
import { printJson, printLine } from './terminal.js';

export function addWellKnown(program: Command): void {
  withServer(program.command('well-known'))
    .description("the service's ledger: origin, verification key, limits")
    .option('--vkey', 'print the verification key alone')
    .option('--json', 'print one JSON object')
    .action(async (options: ServerOptions & { vkey?: boolean; json?: boolean }) => {
      const known = await clientOf(options).wellKnown();
      if (options.json) return printJson(known);
      if (options.vkey) return printLine(known.vkey);
      printLine(`origin   ${known.origin}`);
      printLine(`vkey     ${known.vkey}`);
      printLine(`profile  ${known.profile}`);
      printLine(
        `limits   payload ${known.limits.payloadBytes} bytes, batch ${known.limits.batch} envelopes`,
      );
    });
}
