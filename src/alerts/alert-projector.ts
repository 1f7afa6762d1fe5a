import { Injectable } from '@nestjs/common';
import type { Decision } from '../custody/vocabulary/decision.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';
import { LogReader, type LogEntry } from '../ledger/log-reader.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/transaction.js';
import { decisionOf, envelopeJsonOf, findingOf } from '../provenance/log-statement.js';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { ProjectionProgress } from '../provenance/projection-progress.js';
import { afterDecision, afterFinding } from './alert.js';
import { AlertWhereabouts } from './alert-whereabouts.js';
import { type AlertStep, AlertsStore, type PlacedAlert } from './alerts.store.js';
import { CompromisedKeys } from './compromised-keys.js';
import { ListedParties } from './listed-parties.js';
import { TaintedAccounts } from './tainted-accounts.js';
import { INCIDENT_MS, RecentIncidents } from './recent-incidents.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';
import { WebhookOutbox } from './webhooks/webhook-outbox.js';

/** Tells every process that the alerts have moved on. */
export const ALERTS_CHANNEL = 'custody_alerts';

/** Entries of the log passed in one transaction. */
const BATCH = 2000;

/** A finding or decision of the log, with its payload. */
interface Notice {
  readonly entry: LogEntry;
  readonly finding?: FindingStatement;
  readonly decision?: Decision;
}

/** Follows the log: folds findings and decisions into alerts. The cursor is committed with what it writes. */
@Injectable()
export class AlertProjector {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;

  constructor(
    private readonly database: Database,
    private readonly reader: LogReader,
    private readonly store: AlertsStore,
    private readonly whereabouts: AlertWhereabouts,
    private readonly outbox: WebhookOutbox,
    private readonly dispatcher: WebhookDispatcher,
    private readonly compromised: CompromisedKeys,
    private readonly listed: ListedParties,
    private readonly accounts: TaintedAccounts,
    private readonly progress: ProjectionProgress,
    private readonly judgements: JudgementOutbox,
  ) {}

  /**
   * Resolves when everything that was in the log at the time of the call is projected, or what comes next must wait
   * for provenance that is being made again.
   */
  async catchUp(onProgress?: (nextIndex: number, size: number) => void): Promise<void> {
    if (this.running !== undefined) {
      this.isAskedAgain = true;
      return this.running;
    }
    this.running = this.follow(onProgress);
    return this.running;
  }

  private async follow(onProgress?: (nextIndex: number, size: number) => void): Promise<void> {
    try {
      do {
        this.isAskedAgain = false;
        const size = await this.reader.size();
        for (let next = 0; next < size;) {
          const reached = await this.projectBatch(size);
          if (reached === undefined) return;
          next = reached;
          onProgress?.(Math.min(next, size), size);
        }
      } while (this.isAskedAgain);
    } finally {
      // In the same turn as the last look at the flag: whoever asks later starts anew.
      this.running = undefined;
    }
  }

  /** @returns the first index that is not yet projected; `undefined` when the next batch must wait */
  private async projectBatch(size: number): Promise<number | undefined> {
    const { nextIndex } = await this.store.cursor();
    if (nextIndex >= size) return nextIndex;
    const end = Math.min(nextIndex + BATCH, size);
    const entries = await this.reader.entriesOf(
      ['finding', 'decision', 'registration'],
      nextIndex,
      end,
    );
    const notices = entries.flatMap(noticeOf);
    const edition = await this.progress.edition();
    const countries = await this.countriesOf(notices);
    const suspects = await this.compromised.ownersIn(entries);
    const listed = await this.listed.in(entries);
    // Whom a finding concerns, and what a party signed or holds, only the whole of provenance tells.
    const asksAnew = suspects.length > 0 || listed.length > 0;
    const restsOnProvenance = asksAnew || notices.some(({ finding }) => finding);
    const touched = await this.database.transaction(async (tx) => {
      const cursor = await this.store.lockCursor(tx);
      // Another process was faster: what was read is projected, or belongs to another start.
      if (cursor.nextIndex !== nextIndex) return 'elsewhere';
      if (restsOnProvenance && !(await this.isStill(edition, tx))) return 'wait';
      const steps = await this.fold(tx, notices, countries);
      await this.accounts.note(
        steps.map(({ alert }) => alert),
        tx,
      );
      await this.store.addSteps(tx, steps);
      await this.store.moveCursor(tx, end);
      await this.compromised.request(
        tx,
        suspects.filter(({ index }) => index >= cursor.quietBelow),
      );
      await this.listed.request(
        tx,
        listed.filter(({ index }) => index >= cursor.quietBelow),
      );
      if (steps.length > 0) await tx.notify(ALERTS_CHANNEL, String(end));
      return this.outbox.write(
        tx,
        steps.filter(({ index }) => index >= cursor.quietBelow),
      );
    });
    if (touched === 'elsewhere') return nextIndex;
    if (touched === 'wait') return undefined;
    this.dispatcher.wake(touched, end);
    if (asksAnew) this.judgements.announce();
    return end;
  }

  /** Is provenance whole, the same as before, and does it stay so until the transaction ends? */
  private async isStill(edition: number | undefined, tx: Tx): Promise<boolean> {
    await tx.query('lock table prov_events in access share mode');
    return edition !== undefined && (await this.progress.edition(tx)) === edition;
  }

  private async countriesOf(notices: readonly Notice[]): Promise<ReadonlyMap<number, string[]>> {
    const countries = new Map<number, string[]>();
    for (const { entry, finding } of notices) {
      if (finding === undefined) continue;
      const { ucr, items = [], evidence } = finding;
      countries.set(entry.index, await this.whereabouts.countriesOf({ ucr, items, evidence }));
    }
    return countries;
  }

  private async fold(
    tx: Tx,
    notices: readonly Notice[],
    countries: ReadonlyMap<number, string[]>,
  ): Promise<AlertStep[]> {
    if (notices.length === 0) return [];
    const ids = new Set(notices.map(alertIdOf));
    const alerts = new Map<string, PlacedAlert>();
    for (const alert of await this.store.alerts([...ids], tx)) alerts.set(alert.id, alert);
    const incidents = await this.incidentsAround(tx, notices, alerts);
    const steps: AlertStep[] = [];
    for (const notice of notices) {
      const before = alerts.get(alertIdOf(notice));
      const alert = alertAfter(before, notice, countries, incidents);
      if (alert === undefined) continue;
      alerts.set(alert.id, alert);
      incidents.add(alert);
      steps.push(stepOf(notice, alert));
    }
    await this.store.saveAlerts(tx, [...alerts.values()]);
    return steps;
  }

  /** The incidents that alerts opened in the batch may join. */
  private async incidentsAround(
    tx: Tx,
    notices: readonly Notice[],
    known: ReadonlyMap<string, PlacedAlert>,
  ): Promise<RecentIncidents> {
    const openings = notices.filter(({ finding }) => finding && !known.has(finding.alert));
    const [first] = openings;
    if (first === undefined) return new RecentIncidents([]);
    const goods = {
      items: openings.flatMap(({ finding }) => finding?.items ?? []),
      consignments: openings.flatMap(({ finding }) => finding?.ucr ?? []),
    };
    const since = first.entry.recordedAt - INCIDENT_MS;
    const stored = await this.store.ofIncidentsSince(tx, goods, since);
    return new RecentIncidents([...stored, ...known.values()]);
  }
}

function noticeOf(entry: LogEntry): Notice[] {
  if (entry.kind === 'finding') {
    return [{ entry, finding: findingOf(envelopeJsonOf(entry.statement)) }];
  }
  if (entry.kind === 'decision') {
    return [{ entry, decision: decisionOf(envelopeJsonOf(entry.statement)) }];
  }
  return [];
}

function alertIdOf({ finding, decision }: Notice): string {
  return finding?.alert ?? decision?.alert ?? '';
}

/** `undefined` for a decision on an alert that was never opened: the log would not have admitted it. */
function alertAfter(
  before: PlacedAlert | undefined,
  { entry, finding, decision }: Notice,
  countries: ReadonlyMap<number, string[]>,
  incidents: RecentIncidents,
): PlacedAlert | undefined {
  const { index, recordedAt } = entry;
  if (finding !== undefined) {
    const { ucr, items = [], ...rest } = finding;
    const alert = afterFinding(before, { ...rest, ucr, items, index, recordedAt });
    const known = new Set([...(before?.countries ?? []), ...(countries.get(index) ?? [])]);
    const placed = { ...alert, consignment: ucr, countries: [...known].toSorted() };
    const { incident, incidentSince } = before ?? incidents.of(placed);
    return { ...placed, incident, incidentSince };
  }
  if (decision === undefined || before === undefined) return undefined;
  const { alert, alertVersion, action, assignee, reason } = decision;
  const after = afterDecision(before, {
    index,
    recordedAt,
    alert,
    version: alertVersion + 1,
    action,
    assignee,
    outcome: decision.finding,
    reason,
  });
  const { consignment, incident, incidentSince } = before;
  return { ...after, consignment, incident, incidentSince, countries: before.countries };
}

function stepOf({ entry, finding, decision }: Notice, alert: PlacedAlert): AlertStep {
  return {
    index: entry.index,
    kind: finding === undefined ? 'decision' : 'finding',
    change: finding?.change ?? decision?.action ?? 'changed',
    recordedAt: entry.recordedAt,
    statementHash: Buffer.from(entry.statementHash).toString('hex'),
    actor: decision?.actor,
    witness: decision?.witness,
    alert,
  };
}
