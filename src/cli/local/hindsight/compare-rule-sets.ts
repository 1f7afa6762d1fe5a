import { alertId } from '../../../alerts/alert-id.js';
import {
  type ChangedAlert,
  compareAlerts,
  type Comparison,
  type SideCounts,
} from '../../../custody/hindsight/compare-alerts.js';
import { type RetriedAlert, Retrial, type RuleSetAt } from '../../../custody/hindsight/retrial.js';
import { parseInstant, startOf } from '../../../custody/vocabulary/times.js';
import { LogReader } from '../../../ledger/log-reader.js';
import { formatTime } from '../../../protocol/index.js';
import { CommandError, EXIT } from '../../exit-codes.js';
import type { ReplayOptions } from '../../local-commands.js';
import { bold, green, printJson, printLine, red, startProgress, yellow } from '../../terminal.js';
import { readLedger } from '../recorded-ledger.js';
import { RecordedLog } from './recorded-log.js';
import { readRuleSet } from '../../rule-set-file.js';

/** Alerts that count: opened at or after an entry and a time. */
export interface Since {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Judges the recorded history twice in memory and tells the difference; appends nothing. With a file: the rule set in
 * force now against it. Without: the rule sets as they were in force at the time against the one in force now.
 */
export async function compareRuleSets(options: ReplayOptions): Promise<void> {
  refuseNothingToDo(options);
  const since = sinceOf(options.since);
  const candidate = options.rules === undefined ? undefined : readRuleSet(options.rules);
  const log = await readLedger((database) => {
    const progress = lazyProgress('reading');
    return RecordedLog.read(new LogReader(database), progress.update).finally(progress.stop);
  });
  const now = Math.max(Date.now(), log.lastRecordedAt);
  const inForce = log.ruleSetAt(now, Number.MAX_SAFE_INTEGER);
  const first: RuleSetAt = candidate === undefined ? log.ruleSetAt : () => inForce;
  const second: RuleSetAt = () => candidate ?? inForce;
  const before = await retry(log, first, now, 'judging as it is');
  const after = await retry(log, second, now, 'judging as proposed');
  const comparison = compareAlerts(
    openedSince(before, since),
    openedSince(after, since),
    log.resolvedAs,
  );
  const report: Report = {
    entries: log.size,
    events: log.steps.filter(({ kind }) => kind === 'event').length,
    before: candidate === undefined ? 'as in force at the time' : inForce.version,
    after: (candidate ?? inForce).version,
    recorded: {
      alerts: log.alerts.size,
      foundAgain: before.filter((alert) => log.alerts.has(idOf(alert))).length,
      judgedAnew: before.length,
    },
    comparison,
  };
  if (options.json) printJson(toJson(report));
  else printReport(report);
}

function refuseNothingToDo({ rules, since }: ReplayOptions): void {
  if (rules !== undefined || since !== undefined) return;
  throw new CommandError(
    'say what to replay: scenario files, or --rules or --since for the recorded history',
    EXIT.usage,
  );
}

interface Report {
  readonly entries: number;
  readonly events: number;
  readonly before: string;
  readonly after: string;
  /** How near the first retrial comes to what the log says. */
  readonly recorded: {
    readonly alerts: number;
    readonly foundAgain: number;
    readonly judgedAnew: number;
  };
  readonly comparison: Comparison;
}

async function retry(
  log: RecordedLog,
  ruleSetAt: RuleSetAt,
  until: number,
  label: string,
): Promise<readonly RetriedAlert[]> {
  const retrial = new Retrial(log, ruleSetAt);
  const progress = startProgress(label, log.steps.length);
  try {
    for (const done of retrial.run(until)) {
      progress.update(done);
      // Lets the bar be drawn and Ctrl-C be heard.
      if (done % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.stop();
  }
  return retrial.alerts();
}

/**
 * @param text an index of the log, a date, or an RFC 3339 time; everything counts when left out
 * @throws CommandError when it is none of these
 */
export function sinceOf(text: string | undefined): Since {
  if (text === undefined) return { index: 0, at: Number.NEGATIVE_INFINITY };
  if (/^\d+$/u.test(text)) return { index: Number(text), at: Number.NEGATIVE_INFINITY };
  const at = parseInstant(text) ?? startOf(text);
  if (at !== undefined) return { index: 0, at };
  throw new CommandError(
    `--since ${text} is neither an index of the log, nor a date such as 2026-11-01, nor an RFC 3339 time`,
    EXIT.usage,
  );
}

/** The whole history is judged either way: what stands now may rest on what was recorded long before. */
function openedSince(alerts: readonly RetriedAlert[], { index, at }: Since): RetriedAlert[] {
  return alerts.filter(({ opened }) => opened.index > index && opened.at >= at);
}

function idOf({ finding: { rule, subject, anchor } }: RetriedAlert): string {
  return alertId(rule, subject, anchor);
}

function toJson({ comparison, ...rest }: Report): object {
  return { ...rest, rules: comparison.rules, changes: comparison.changes.map(changeJson) };
}

function changeJson({ change, before, after }: ChangedAlert): object {
  const alert = after ?? before;
  if (alert === undefined) return { change };
  const { rule, subject, sentence, ucr } = alert.finding;
  return {
    change,
    alert: idOf(alert),
    rule,
    subject,
    ...(ucr !== undefined && { ucr }),
    sentence,
    before: sideJson(before),
    after: sideJson(after),
  };
}

function sideJson(alert: RetriedAlert | undefined): object | null {
  if (alert === undefined) return null;
  const { finding, isCured, opened } = alert;
  return {
    severity: finding.severity,
    stands: !isCured,
    openedAt: formatTime(opened.at),
  };
}

function printReport(report: Report): void {
  const { entries, events, before, after, recorded, comparison } = report;
  printLine(`${entries} entries, ${events} events judged twice in memory; nothing was written`);
  printLine(`before: rule set ${bold(before)}    after: rule set ${bold(after)}`);
  printLine(
    `the log holds ${recorded.alerts} alerts; judged anew as before there are ${recorded.judgedAnew}, of which it holds ${recorded.foundAgain}`,
  );
  printLine();
  if (comparison.rules.length === 0) return printLine('no alerts under either rule set');
  printTable(comparison);
  printLine();
  if (comparison.changes.length === 0) return printLine(green('no alert would change'));
  for (const change of comparison.changes) printChange(change);
}

function printTable({ rules }: Comparison): void {
  const head = ['rule', 'opened', 'standing', '+', '-', 'severity', 'precision'];
  const rows = rules.map(({ rule, before, after, appear, disappear, severity }) => [
    rule,
    `${before.opened} → ${after.opened}`,
    `${before.standing} → ${after.standing}`,
    String(appear),
    String(disappear),
    String(severity),
    `${precisionText(before)} → ${precisionText(after)}`,
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all)
    printLine(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function precisionText({ precision, confirmed, dismissed }: SideCounts): string {
  if (precision === null) return '–';
  return `${Math.round(precision * 100)} % (${confirmed} of ${confirmed + dismissed})`;
}

function printChange({ change, before, after }: ChangedAlert): void {
  const alert = after ?? before;
  if (alert === undefined) return;
  const { rule, subject, sentence } = alert.finding;
  printLine(`${wordOf(change, before, after)}  ${rule}  ${subject}  ${idOf(alert)}`);
  printLine(`  ${sentence}`);
}

function wordOf(
  change: ChangedAlert['change'],
  before: RetriedAlert | undefined,
  after: RetriedAlert | undefined,
): string {
  if (change === 'appears') return red(`appears ${after?.finding.severity}`);
  if (change === 'disappears') return green(`disappears ${before?.finding.severity}`);
  if (change === 'severity')
    return yellow(`${before?.finding.severity} → ${after?.finding.severity}`);
  return yellow(after?.isCured === true ? 'is cured' : 'is not cured');
}

function lazyProgress(label: string): {
  update: (done: number, of: number) => void;
  stop: () => void;
} {
  let progress: ReturnType<typeof startProgress> | undefined;
  return {
    update: (done, of) => {
      progress ??= startProgress(label, of);
      progress.update(done);
    },
    stop: () => progress?.stop(),
  };
}
