import { ucrOf } from '../custody/vocabulary/consignment-key.js';
import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../custody/lineage.js';
import type { LogEntry } from '../ledger/log-reader.js';
import { LogReader } from '../ledger/log-reader.js';
import type { Tx } from '../platform/database/transaction.js';
import { toHex } from '../protocol/index.js';
import { ConsignedIn } from './consigned-in.js';
import { ConsignmentRegister } from './consignment-register.js';
import { actsOf, type Act, type Footprint, footprintOf } from './event-footprint.js';
import { type LogStatement, readStatement } from './log-statement.js';
import { type Known, occurredAtOf, Projection } from './projection.js';
import type { ProjectedRows } from './projection-rows.js';
import { ProjectionStore } from './projection.store.js';
import { RecordedEvents } from './recorded-events.js';
import { changedUses } from './uses/changed-uses.js';
import { UsesStore } from './uses/uses.store.js';

/** An entry that could not be projected; the projector goes on and says so. */
export interface SkippedEntry {
  readonly idx: number;
  readonly reason: string;
}

export interface ProjectedBatch {
  readonly rows: ProjectedRows;
  readonly skipped: readonly SkippedEntry[];
}

interface Logged {
  readonly idx: number;
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}
type Notice = Logged & Exclude<LogStatement, { kind: 'event' }>;
/** Read as a whole before anything is looked up, so that what cannot be read is passed over in one place. */
type EventStatement = Logged &
  Extract<LogStatement, { kind: 'event' }> & {
    readonly footprint: Footprint;
    readonly ucrs: readonly string[];
    readonly handovers: readonly string[];
  };
type Statement = Notice | EventStatement;

/** Entries as read from the log, before anything is written. */
export interface ReadBatch {
  readonly statements: readonly Statement[];
  readonly attempts: Attempts;
  /** Hashes of statements that CORRECTs of the batch replace, by index. */
  readonly originals: ReadonlyMap<number, string>;
  /** Those statements, what else corrects them, and what they correct themselves; log order. */
  readonly corrected: readonly RecordedEvent[];
}

/** Work on single entries; what fails is noted and does not stop the others. */
export class Attempts {
  readonly failures: SkippedEntry[] = [];
  private readonly failed = new Set<number>();

  make<T>(idx: number, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.failed.add(idx);
      this.failures.push({ idx, reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  haveFailed(idx: number): boolean {
    return this.failed.has(idx);
  }
}

/** Turns log entries into rows: parses each once and loads in a few statements whatever the batch refers to. */
@Injectable()
export class ProjectionBatch {
  constructor(
    private readonly store: ProjectionStore,
    private readonly log: LogReader,
    private readonly recorded: RecordedEvents,
    private readonly uses: UsesStore,
  ) {}

  /** Parses entries and finds the originals of corrections: all that needs no transaction. */
  async read(entries: readonly LogEntry[]): Promise<ReadBatch> {
    const attempts = new Attempts();
    const statements = entries.flatMap(
      (entry) => attempts.make(entry.index, () => this.parse(entry)) ?? [],
    );
    const originals = await this.originals(statements);
    const corrected = await this.corrected([...originals.keys()]);
    return { statements, attempts, originals, corrected };
  }

  async project(tx: Tx, read: ReadBatch): Promise<ProjectedBatch> {
    const { statements, attempts, originals, corrected } = read;
    const events = statements.filter((statement) => statement.kind === 'event');
    const known = await this.known(tx, statements, originals);
    const keys = new Map<number, string | undefined>();
    for (const statement of events) {
      const { idx, hash } = statement;
      const key = attempts.make(idx, () => consignmentOf(known, statement));
      keys.set(idx, key);
      known.originals.set(hash, { idx, items: [], consignment: key });
    }
    await this.loadGoods(tx, known, events, keys);

    const projection = new Projection(known);
    for (const statement of statements) {
      const { idx } = statement;
      if (!attempts.haveFailed(idx)) attempts.make(idx, () => project(projection, statement, keys));
    }
    const uses = changedUses(
      corrected,
      events.map((event) => recordedOf(event, keys.get(event.idx))),
      attempts,
    );
    return { rows: { ...projection.rows(), uses }, skipped: attempts.failures };
  }

  private parse(entry: LogEntry): Statement | undefined {
    const statement = readStatement(entry.kind, entry.statement);
    if (statement === undefined) return undefined;
    const { index: idx, recordedAt } = entry;
    const logged = { idx, hash: toHex(entry.statementHash), recordedAt };
    if (statement.kind !== 'event') return { ...statement, ...logged };
    this.recorded.keep(entry, statement.payload, statement.signedBy);
    const acts = actsOf(statement.payload);
    return {
      ...statement,
      ...logged,
      footprint: footprintOf(statement.payload),
      ucrs: acts.flatMap(({ ucr }) => ucr ?? []),
      handovers: acts.flatMap((act) => ('handover' in act ? act.handover : [])),
    };
  }

  private async known(
    tx: Tx,
    statements: readonly Statement[],
    originals: ReadonlyMap<number, string>,
  ): Promise<Known> {
    const ucrs = new Set<string>();
    const alerts: string[] = [];
    for (const statement of statements) {
      if (statement.kind === 'event') for (const ucr of statement.ucrs) ucrs.add(ucr);
      else if (statement.kind === 'decision') alerts.push(statement.payload.alert);
      else if (statement.payload.ucr !== undefined) ucrs.add(ucrOf(statement.payload.ucr));
    }
    const originalRows = await this.store.eventsAt(tx, [...originals.keys()]);
    const aboutAlerts = await this.store.alertsOf(tx, alerts);
    return {
      register: new ConsignmentRegister(await this.store.consignmentsOf(tx, [...ucrs])),
      consignmentItems: new Map(),
      consignedIn: new ConsignedIn(),
      trails: new Map(),
      originals: new Map(originalRows.map((row) => [originals.get(row.idx) ?? '', row])),
      alerts: new Map(aboutAlerts.map(({ alert, ...about }) => [alert, about])),
      partners: new Map(),
    };
  }

  /**
   * Hashes of corrected statements by index. Admission let a CORRECT in only when its original was in the log: in an
   * earlier batch or in this one.
   */
  private async originals(statements: readonly Statement[]): Promise<Map<number, string>> {
    const inBatch = new Set(statements.map(({ hash }) => hash));
    const hashes = statements
      .flatMap(({ kind, payload }) =>
        kind === 'event' && payload.type === 'CORRECT' ? payload.refs : [],
      )
      .filter((hash) => !inBatch.has(hash));
    const byIndex = new Map<number, string>();
    for (const hash of new Set(hashes)) {
      const index = await this.log.indexOfHash(hash);
      if (index !== undefined) byIndex.set(index, hash);
    }
    return byIndex;
  }

  private async corrected(originals: readonly number[]): Promise<RecordedEvent[]> {
    const family = await this.uses.familyOf(originals);
    const events = await this.recorded.load(family.map(({ idx }) => idx));
    return family.flatMap(({ idx, consignment }) => {
      const event = events.get(idx);
      if (event === undefined) return [];
      return [consignment === undefined ? event : { ...event, consignment }];
    });
  }

  private async loadGoods(
    tx: Tx,
    known: Known,
    events: readonly EventStatement[],
    keys: ReadonlyMap<number, string | undefined>,
  ): Promise<void> {
    const consignments = new Set([...keys.values()].filter((key) => key !== undefined));
    await this.loadConsigned(tx, known, [...consignments]);
    const handovers = new Set<string>();
    const items = new Set([...known.originals.values()].flatMap((original) => original.items));
    for (const { idx, footprint, handovers: own } of events) {
      for (const handover of own) handovers.add(handover);
      const inConsignment = known.consignmentItems.get(keys.get(idx) ?? '')?.keys() ?? [];
      for (const item of footprint.items.length > 0 ? footprint.items : inConsignment) {
        items.add(item);
      }
    }
    for (const { handover, ...partner } of await this.store.partnersOf(tx, [...handovers])) {
      const partners = known.partners.get(handover);
      if (partners === undefined) known.partners.set(handover, [partner]);
      else partners.push(partner);
    }
    for (const [item, trail] of await this.store.trailsOf(tx, [...items]))
      known.trails.set(item, trail);
    const loose = events.filter(({ idx }) => keys.get(idx) === undefined);
    await this.loadBehind(tx, known, loose);
  }

  /** Of events that name no consignment: those that their goods were put in. */
  private async loadBehind(tx: Tx, known: Known, events: readonly EventStatement[]): Promise<void> {
    const items = events.flatMap(({ footprint, payload, handovers }) => [
      ...footprint.items,
      ...(payload.type === 'CORRECT'
        ? (known.originals.get(payload.refs[0] ?? '')?.items ?? [])
        : []),
      ...handovers.flatMap((id) => known.partners.get(id) ?? []).flatMap((side) => side.items),
    ]);
    const keys = new Set<string>();
    for (const { consignment, itemId } of await this.store.consignedIn(tx, [...new Set(items)])) {
      known.consignedIn.add(itemId, consignment);
      if (!known.consignmentItems.has(consignment)) keys.add(consignment);
    }
    await this.loadConsigned(tx, known, [...keys]);
  }

  private async loadConsigned(tx: Tx, known: Known, keys: readonly string[]): Promise<void> {
    for (const row of await this.store.consignmentItems(tx, keys)) {
      const { consignment, itemId, isConsigned } = row;
      const members = known.consignmentItems.get(consignment) ?? new Map<string, boolean>();
      known.consignmentItems.set(consignment, members.set(itemId, isConsigned));
    }
  }
}

/**
 * A correction belongs where its replacement says, else where the original does. A claim of the future counts as of
 * its recording: the newest consignment of a UCR is what people are shown, and nobody may claim himself there.
 */
function consignmentOf(
  known: Known,
  { idx, payload: event, recordedAt }: EventStatement,
): string | undefined {
  const act: Act = event.type === 'CORRECT' ? (event.replacement ?? event) : event;
  const ucr = act.ucr ?? event.ucr;
  if (ucr !== undefined)
    return known.register.join(ucr, Math.min(occurredAtOf(act), recordedAt), idx);
  if (event.type !== 'CORRECT') return undefined;
  return known.originals.get(event.refs[0] ?? '')?.consignment;
}

function project(
  projection: Projection,
  statement: Statement,
  keys: ReadonlyMap<number, string | undefined>,
): void {
  const { idx, kind } = statement;
  if (kind === 'finding') return projection.finding(idx, statement.payload);
  if (kind === 'decision') return projection.decision(idx, statement.payload);
  const { payload: event, hash, recordedAt, footprint } = statement;
  projection.event({ idx, hash, recordedAt, event, footprint, consignment: keys.get(idx) });
}

function recordedOf(
  { idx, hash, recordedAt, payload }: EventStatement,
  consignment: string | undefined,
): RecordedEvent {
  return {
    index: idx,
    hash,
    recordedAt,
    occurredAt: occurredAtOf(payload),
    event: payload,
    ...(consignment !== undefined && { consignment }),
  };
}
