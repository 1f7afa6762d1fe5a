import type { Command } from 'commander';
import type { AlertNotice, AlertSummary } from '../client/alert-answers.js';
import type { LedgerClient } from '../client/ledger-client.js';
import { readerOf, withReader, type ReaderOptions } from './server.js';
import { dim, paintSeverity, printJson, printLine } from './terminal.js';

interface AlertsOptions extends ReaderOptions {
  state?: string;
  severity?: string;
  rule?: string;
  country?: string;
  consignment?: string;
  follow?: boolean;
  json?: boolean;
}

export function addAlerts(program: Command): void {
  withReader(program.command('alerts'))
    .description('alerts you may read, newest first')
    .option('--state <states>', 'comma-separated, such as OPEN,REOPENED')
    .option('--severity <severities>', 'comma-separated, such as HIGH,CRITICAL')
    .option('--rule <code>')
    .option('--country <code>')
    .option('--consignment <ucr>')
    .option('--follow', 'stay and print alerts as they change')
    .option('--json', 'print one JSON object a line')
    .action(async (options: AlertsOptions) => {
      const client = readerOf(options);
      const last = await printAll(client, options);
      if (options.follow) await follow(client, options, last);
    });
}

async function printAll(client: LedgerClient, options: AlertsOptions): Promise<number> {
  const { state, severity, rule, country, consignment } = options;
  const filter = Object.fromEntries(
    Object.entries({ state, severity, rule, country, consignment }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  let cursor: string | undefined;
  let last = -1;
  let count = 0;
  do {
    const page = await client.alerts({ ...filter, ...(cursor === undefined ? {} : { cursor }) });
    for (const alert of page.items) {
      last = Math.max(last, alert.changedIndex);
      count += 1;
      if (options.json) printJson(alert);
      else printAlert(alert);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  if (count === 0 && !options.json) printLine('no alerts that you may read');
  return last;
}

async function follow(client: LedgerClient, options: AlertsOptions, last: number): Promise<void> {
  const resume = last < 0 ? {} : { lastEventId: String(last) };
  for await (const { alert } of client.alertStream(resume)) {
    if (options.json) printJson(alert);
    else printNotice(alert);
  }
}

function printAlert(alert: AlertSummary): void {
  const about = alert.ucr ?? alert.items.join(', ');
  printLine(
    `${paintSeverity(alert.severity)} ${alert.rule} ${alert.state}  ${about}  ${dim(`${alert.id} v${alert.version}`)}`,
  );
  printLine(`  ${alert.sentence}`);
}

function printNotice(notice: AlertNotice): void {
  printLine(
    `${paintSeverity(notice.severity)} ${notice.rule} ${notice.change} -> ${notice.state}  ${dim(`${notice.alert} v${notice.version}`)}`,
  );
  printLine(`  ${notice.sentence}`);
}
