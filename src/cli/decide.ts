import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { decision, DECISION_ACTIONS, DECISION_FINDINGS } from '../custody/vocabulary/decision.js';
import { signStatement, type JsonValue } from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';
import { readKeyFile } from './key-file.js';
import { misfit } from './misfit.js';
import { readerOf, withReader, type ReaderOptions } from './server.js';
import { printJson, printLine } from './terminal.js';

interface DecideOptions extends ReaderOptions {
  finding?: string;
  reason?: string;
  assignee?: string;
  witness?: string;
  witnessKey?: string;
  json?: boolean;
}

export function addDecide(program: Command): void {
  withReader(program.command('decide'))
    .argument('<alert>', 'the alert id')
    .argument('<action>', DECISION_ACTIONS.join(', '))
    .description('decide on an alert; the decision is signed and stays in the log')
    .option('--finding <finding>', `for resolve: ${DECISION_FINDINGS.join(', ')}`)
    .option('--reason <text>')
    .option('--assignee <party>', 'for assign')
    .option('--witness <party>', 'second person, needed to resolve HIGH and CRITICAL')
    .option('--witness-key <file>', "the second person's secret key")
    .option('--json', 'print one JSON object')
    .action(async (alert: string, action: string, options: DecideOptions) => {
      if ((options.witness === undefined) !== (options.witnessKey === undefined)) {
        throw new CommandError('--witness and --witness-key belong together', EXIT.usage);
      }
      const client = readerOf(options);
      const [known, current] = await Promise.all([client.wellKnown(), client.alert(alert)]);
      const { finding, reason, assignee, witness } = options;
      const payload = Object.fromEntries(
        Object.entries({
          schema: 'custody-decision/1',
          ledger: known.origin,
          decisionId: randomUUID(),
          actor: options.party,
          alert,
          alertVersion: current.version,
          action,
          finding,
          reason,
          assignee,
          witness,
        }).filter(([, value]) => value !== undefined),
      ) as JsonValue;
      checkDecision(payload);
      const keyFiles = [options.key, ...(options.witnessKey ? [options.witnessKey] : [])];
      const keys = keyFiles.map((file) => readKeyFile(file).secretKey);
      const { receipt } = await client.decide(alert, signStatement('decision', payload, keys));
      if (options.json) return printJson({ receipt });
      printLine(`${action}: recorded as entry ${receipt.index} (${receipt.recordedAt})`);
    });
}

function checkDecision(payload: JsonValue): void {
  const parsed = decision.safeParse(payload);
  if (parsed.success) return;
  throw misfit('the decision would be refused', parsed.error);
}
