import { alertId } from '../../../alerts/alert-id.js';
import type { HistoryStep, RetriedAlert, TrialRecord } from '../../../custody/hindsight/retrial.js';
import type { Facts } from '../../../custody/lineage.js';
import { defaultRuleSet } from '../../../custody/rules/default-rule-set.js';
import { problemsOf, type RuleSet } from '../../../custody/rules/rule-set.js';
import type { Decision } from '../../../custody/vocabulary/decision.js';
import type { Registration } from '../../../custody/vocabulary/registration.js';
import { parseInstant } from '../../../custody/vocabulary/times.js';
import type { LogEntry, LogReader } from '../../../ledger/log-reader.js';
import { toHex } from '../../../protocol/index.js';
import { ConsignmentRegister } from '../../../provenance/consignment-register.js';
import {
  envelopeJsonOf,
  readStatement,
  registrationOf,
} from '../../../provenance/log-statement.js';
import { factsOf, ruleSetInForce } from '../../../registry/registry.js';
import { RegistryState } from '../../../registry/registry-state.js';

const PAGE = 1000;

/** A log read into memory, with all that judging it again needs. Reads, and writes nothing. */
export class RecordedLog implements TrialRecord {
  readonly steps: HistoryStep[] = [];
  /** Ids of the alerts that findings in the log opened. */
  readonly alerts = new Set<string>();
  /** Number of entries. */
  size = 0;
  /** When the last entry was recorded, epoch milliseconds. */
  lastRecordedAt = 0;

  private readonly registry = new RegistryState();
  private readonly consignments = new ConsignmentRegister([]);
  private readonly resolutions = new Map<string, string>();
  private readonly registrationIndexes: number[] = [];
  private readonly readable = new WeakMap<RuleSet, boolean>();
  private facts: { readonly asOf: number; readonly facts: Facts } | undefined;

  /** @param onProgress called with the number of entries read and their total */
  static async read(
    log: LogReader,
    onProgress: (done: number, of: number) => void = () => undefined,
  ): Promise<RecordedLog> {
    const recorded = new RecordedLog();
    const size = await log.size();
    while (recorded.size < size) {
      const entries = await log.entries(recorded.size, Math.min(PAGE, size - recorded.size));
      for (const entry of entries) recorded.add(entry);
      if (entries.length === 0) break;
      onProgress(recorded.size, size);
    }
    return recorded;
  }

  /** The registry as of an entry; the same object until a registration changes it. */
  readonly factsAt = (index: number): Facts => {
    const asOf = this.registeredAt(index);
    if (this.facts?.asOf === asOf) return this.facts.facts;
    const facts = factsOf(this.registry, asOf);
    this.facts = { asOf, facts };
    return facts;
  };

  /** The rule set in force, as the service chooses it. */
  readonly ruleSetAt = (at: number, index: number): RuleSet =>
    ruleSetInForce(this.registry, at, index, (ruleSet) => this.isReadable(ruleSet)) ??
    defaultRuleSet;

  /** The finding by which an inspector last resolved the alert, unless it was reopened. */
  readonly resolvedAs = ({ finding }: RetriedAlert): string | undefined =>
    this.resolutions.get(alertId(finding.rule, finding.subject, finding.anchor));

  private add(entry: LogEntry): void {
    this.size = entry.index + 1;
    this.lastRecordedAt = entry.recordedAt;
    if (entry.kind === 'registration') {
      this.register(entry, registrationOf(envelopeJsonOf(entry.statement)));
      return;
    }
    const statement = readStatement(entry.kind, entry.statement);
    if (statement?.kind === 'finding') this.alerts.add(statement.payload.alert);
    if (statement?.kind === 'decision') this.decide(statement.payload);
    if (statement?.kind !== 'event') return;
    const { payload: event, signedBy } = statement;
    const occurredAt = parseInstant(event.occurredAt);
    // The service passes over what it cannot project; so does a retrial.
    if (occurredAt === undefined) return;
    const consignment =
      event.ucr === undefined
        ? undefined
        : this.consignments.join(event.ucr, occurredAt, entry.index);
    this.steps.push({
      kind: 'event',
      index: entry.index,
      event: {
        index: entry.index,
        hash: toHex(entry.statementHash),
        recordedAt: entry.recordedAt,
        occurredAt,
        event,
        signedBy,
        ...(consignment !== undefined && { consignment }),
      },
    });
  }

  private register({ index, recordedAt }: LogEntry, registration: Registration): void {
    this.registry.fold({ index, recordedAt, registration });
    this.registrationIndexes.push(index);
    if (registration.kind === 'screening') {
      const { party: named } = registration.screening;
      const owned = [...this.registry.parties.valuesAt()]
        .filter(({ beneficialOwner }) => beneficialOwner === named)
        .map(({ id }) => id);
      this.steps.push({ kind: 'listing', index, recordedAt, parties: [named, ...owned] });
    }
    if (registration.kind !== 'key-revocation') return;
    const { keyid, compromisedSince } = registration.revocation;
    const party = this.registry.key(keyid)?.party;
    if (compromisedSince === undefined || party === undefined) return;
    this.steps.push({ kind: 'compromise', index, recordedAt, party });
  }

  private decide({ alert, action, finding }: Decision): void {
    if (action === 'resolve' && finding !== undefined) this.resolutions.set(alert, finding);
    if (action === 'reopen') this.resolutions.delete(alert);
  }

  /** Index of the newest registration at or before an entry: later entries mean the same facts. */
  private registeredAt(index: number): number {
    let low = 0;
    let high = this.registrationIndexes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.registrationIndexes[middle] ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return this.registrationIndexes[low - 1] ?? -1;
  }

  private isReadable(ruleSet: RuleSet): boolean {
    const known = this.readable.get(ruleSet);
    if (known !== undefined) return known;
    const isReadable = problemsOf(ruleSet).length === 0;
    this.readable.set(ruleSet, isReadable);
    return isReadable;
  }
}
