import { findingKey, type Deadline, type Finding } from '../finding.js';
import { judge, type Judgement, type Opening } from '../judge.js';
import type { Facts, Focus, RecordedEvent } from '../lineage.js';
import { RULES } from '../rules/catalogue.js';
import type { RuleSet } from '../rules/rule-set.js';
import { causeOf, type Taint } from '../uses/tainted-intake.js';
import type { Use } from '../uses/use.js';
import { severityRank } from '../vocabulary/finding.js';
import { RecordedHistory } from './recorded-history.js';

/** One thing that the log learnt and that makes the service judge. Times are epoch milliseconds. */
export type HistoryStep =
  | { readonly kind: 'event'; readonly index: number; readonly event: RecordedEvent }
  | {
      /** A key of the party turned out to have been in other hands. */
      readonly kind: 'compromise';
      readonly index: number;
      readonly recordedAt: number;
      readonly party: string;
    }
  | {
      /** A sanctions list names somebody. */
      readonly kind: 'listing';
      readonly index: number;
      readonly recordedAt: number;
      /** Who is named and who is owned by who is named. */
      readonly parties: readonly string[];
    };

/** Everything a retrial needs of a log. */
export interface TrialRecord {
  /** In log order. */
  readonly steps: readonly HistoryStep[];
  /** The registry as of an entry. */
  readonly factsAt: (index: number) => Facts;
}

/** The rule set that judges at a time (epoch milliseconds), as the log stood at an entry. */
export type RuleSetAt = (at: number, index: number) => RuleSet;

/** What became of one alert under the rule set of a retrial. */
export interface RetriedAlert {
  readonly finding: Finding;
  readonly opened: Opening;
  readonly isCured: boolean;
}

interface Standing extends RetriedAlert {
  finding: Finding;
  isCured: boolean;
}

type PendingDeadline = Deadline & { readonly focus: Focus };

const HIGH = severityRank('HIGH');
const SPAN_LEDGER = new Set(RULES.filter(({ span }) => span === 'ledger').map(({ code }) => code));

/**
 * Judges a recorded history again as the service would have under another rule set: after each event, and at each
 * deadline on the way. Pure; nothing is written. It judges event by event where the service may judge several at once.
 */
export class Retrial {
  private readonly history = new RecordedHistory();
  private readonly standing = new Map<string, Standing>();
  private readonly deadlines = new Map<string, PendingDeadline>();

  constructor(
    private readonly record: TrialRecord,
    private readonly ruleSetAt: RuleSetAt,
  ) {}

  /**
   * Does one step of the record after another, and what falls due between them.
   *
   * @yields the number of steps done
   */
  *run(until: number): Generator<number, void> {
    let done = 0;
    for (const step of this.record.steps) {
      const at = step.kind === 'event' ? step.event.recordedAt : step.recordedAt;
      this.stopAtDeadlines(at, step.index - 1);
      if (step.kind === 'event') {
        const behind = this.history.add(step.event);
        for (const focus of [this.history.touchedBy(step.event), ...behind])
          this.judge(focus, at, step.index);
      } else {
        const touched =
          step.kind === 'listing'
            ? this.history.heldOrAwaitedBy(step.parties)
            : this.history.touchedBySigner(step.party);
        for (const focus of touched) this.judge(focus, at, step.index);
      }
      done += 1;
      yield done;
    }
    this.stopAtDeadlines(until, Number.MAX_SAFE_INTEGER);
  }

  /** Every alert that was opened, cured ones included. */
  alerts(): readonly RetriedAlert[] {
    return [...this.standing.values()];
  }

  private judge(focus: Focus, now: number, index: number): void {
    const before = this.standing.size;
    this.judgeOnce(focus, now, index);
    // As the service does: what was found may lead to more.
    if (this.standing.size > before) this.judgeOnce(focus, now, index);
  }

  private judgeOnce(focus: Focus, now: number, index: number): void {
    const facts = this.record.factsAt(index);
    const events = this.history.eventsOf(focus);
    const ruleSet = this.ruleSetAt(now, index);
    const standing = {
      alertedOf: (uses: readonly Use[]) => this.alertedOf(uses),
      taints: this.taints(),
    };
    const judged = (): Judgement => {
      const shared = this.history.knownTo(events, facts, standing);
      return judge({ events, focus, shared }, facts, ruleSet, now);
    };
    let judgement = judged();
    // As the service does: goods were found in another consignment than their uses said.
    if (this.history.place(judgement.unnamed, new Set(focus.consignments))) judgement = judged();
    const { findings, deadlines, scope } = judgement;
    const found = new Set(findings.map(findingKey));
    for (const finding of findings) this.open(finding, now);
    for (const [key, alert] of this.standing) {
      if (found.has(key) || alert.isCured || SPAN_LEDGER.has(alert.finding.rule)) continue;
      alert.isCured = scope.mayCure(alert.finding, alert.opened);
    }
    for (const [key, { rule, subject }] of this.deadlines)
      if (scope.inScope(rule, subject)) this.deadlines.delete(key);
    for (const deadline of deadlines)
      this.deadlines.set(JSON.stringify([deadline.rule, deadline.subject]), { ...deadline, focus });
  }

  private open(finding: Finding, now: number): void {
    const key = findingKey(finding);
    const known = this.standing.get(key);
    if (known === undefined) {
      const opened = { index: this.history.size, at: now };
      this.standing.set(key, { finding, opened, isCured: false });
      return;
    }
    // A lineage sees only its part of such a subject and raises, but does not rewrite, what another part said.
    const isRaised = severityRank(finding.severity) > severityRank(known.finding.severity);
    if (!known.isCured && SPAN_LEDGER.has(finding.rule) && !isRaised) return;
    known.finding = finding;
    known.isCured = false;
  }

  /** Consignments on which HIGH or CRITICAL findings stand, by themselves or by their goods. */
  private alertedOf(uses: readonly Use[]): Set<string> {
    const grave = [...this.standing.values()].filter(
      ({ isCured, finding }) => !isCured && severityRank(finding.severity) >= HIGH,
    );
    const items = new Set(grave.flatMap(({ finding }) => finding.items ?? []));
    const byGoods = uses.filter(
      (use) => use.kind === 'consigned' && use.items.some((item) => items.has(item)),
    );
    const named = grave.flatMap(({ finding }) => finding.ucr ?? []);
    return new Set([...named, ...byGoods.map(({ key }) => key)]);
  }

  private taints(): Taint[] {
    return [...this.standing.values()]
      .filter(({ isCured, finding }) => !isCured && finding.severity === 'CRITICAL')
      .flatMap(({ finding }) => {
        const since = this.history.timeOf(causeOf(finding) ?? '');
        return since === undefined ? [] : [{ lots: finding.items ?? [], since }];
      });
  }

  private stopAtDeadlines(until: number, index: number): void {
    for (;;) {
      let next: readonly [string, PendingDeadline] | undefined;
      for (const entry of this.deadlines)
        if (next === undefined || entry[1].at < next[1].at) next = entry;
      if (next === undefined || next[1].at > until) return;
      this.deadlines.delete(next[0]);
      this.judge(next[1].focus, next[1].at, index);
    }
  }
}
