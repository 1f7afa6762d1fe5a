import { Inject, Injectable } from '@nestjs/common';
import { judge, type Judgement } from '../custody/judge.js';
import type { Lineage } from '../custody/lineage.js';
import { RULES } from '../custody/rules/catalogue.js';
import { defaultRuleSet } from '../custody/rules/default-rule-set.js';
import type { RuleSet } from '../custody/rules/rule-set.js';
import { severityRank } from '../custody/vocabulary/finding.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../ledger/signer-directory.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import type { JudgementFocus } from '../provenance/judgement-request.js';
import { LineageStore } from '../provenance/lineage.store.js';
import { ProjectionProgress } from '../provenance/projection-progress.js';
import { CorrectionsStore } from '../provenance/uses/corrections.store.js';
import { PlacedUses } from '../provenance/uses/placed-uses.js';
import { UsesStore } from '../provenance/uses/uses.store.js';
import { Registry } from '../registry/registry.js';
import { alertId } from './alert-id.js';
import { AlertProjector } from './alert-projector.js';
import { AlertWhereabouts } from './alert-whereabouts.js';
import { AlertsStore, type PlacedAlert } from './alerts.store.js';
import { DeadlineSweep } from './deadline-sweep.js';
import { FindingWriter } from './finding-writer.js';
import { LinkedConsignments } from './linked-consignments.js';
import { TaintedAccounts } from './tainted-accounts.js';
import { type LastWord, type NamedGap, type NextFinding, reconcile } from './reconcile.js';

/** More rounds than this mean that rules do not settle, or that somebody else never stops changing the alerts. */
const MAX_ROUNDS = 20;

/** So that a finding statement stays within 64 KiB. */
const MAX_EVIDENCE = 500;
const MAX_ITEMS = 200;

/** Rules whose alerts a later record may cure, always or for a while. */
const CURABLE = new Set(
  RULES.filter((rule) => rule.autoClear || rule.isProvisional).map(({ code }) => code),
);
const SPAN_LEDGER = new Set(RULES.filter((rule) => rule.span === 'ledger').map(({ code }) => code));

/** What one round of judging came to. */
interface Round {
  readonly lineage: Lineage;
  readonly judgement: Judgement;
  readonly gaps: readonly NamedGap[];
  readonly ruleSet: RuleSet;
  readonly next: readonly NextFinding[];
  readonly known: readonly PlacedAlert[];
}

/** Goods to be judged. */
export interface JudgementOrder extends JudgementFocus {
  /** Index of the entry that asked for it: facts at least as new are used. */
  readonly upTo: number;
}

/** The projections are being made again, or were while they were read. */
export class ProjectionBegunAnew extends Error {
  constructor() {
    super('the projections were begun anew: what was read of them may lack events');
    this.name = 'ProjectionBegunAnew';
  }
}

/** Judges goods, and writes what the rules say into the log where the log does not say it already. */
@Injectable()
export class JudgeGoods {
  constructor(
    private readonly lineages: LineageStore,
    private readonly progress: ProjectionProgress,
    private readonly uses: UsesStore,
    private readonly placed: PlacedUses,
    private readonly corrections: CorrectionsStore,
    private readonly links: LinkedConsignments,
    private readonly accounts: TaintedAccounts,
    private readonly registry: Registry,
    @Inject(SIGNER_DIRECTORY) private readonly directory: SignerDirectory,
    private readonly projector: AlertProjector,
    private readonly store: AlertsStore,
    private readonly writer: FindingWriter,
    private readonly deadlines: DeadlineSweep,
    private readonly whereabouts: AlertWhereabouts,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Judges goods, all in as many queries as one, until there is nothing to write about them. A round reads the alerts
   * before the lineages: a finding appended since by another worker takes the version this one would claim, so that
   * nobody overwrites what a newer lineage said; and goods are done with only by a round that writes nothing about
   * them, which proves that the log agrees with a lineage read after the last finding.
   *
   * @throws ProjectionBegunAnew when the lineages may lack events that are in the log: judge again when all are there
   */
  async judge(orders: readonly JudgementOrder[]): Promise<void> {
    await this.directory.catchUp(Math.max(...orders.map(({ upTo }) => upTo)));
    const edition = await this.progress.edition();
    const alsoKnown = new Set<string>();
    let open = orders.map(({ items, consignments }): JudgementFocus => ({ items, consignments }));
    for (let count = 1; count <= MAX_ROUNDS; count++) {
      const { rounds, missed, isMoved } = await this.roundOf(open, alsoKnown, edition);
      if (edition === undefined || (await this.progress.edition()) !== edition)
        throw new ProjectionBegunAnew();
      for (const id of missed) alsoKnown.add(id);
      if (missed.length > 0 || isMoved) continue;
      await this.conclude(rounds.filter(({ next }) => next.length === 0));
      const loud = rounds.filter(({ next }) => next.length > 0);
      if (loud.length === 0) return;
      await this.write(loud);
      open = loud.map(({ lineage }) => lineage.focus);
    }
    this.logger.error({ focuses: open }, 'judging does not settle');
    throw new Error(`judging did not settle in ${MAX_ROUNDS} rounds`);
  }

  /**
   * @returns also the alerts that turned up and must be read before the lineages: try again with them known; and
   *   whether uses were found to be of another consignment: try again with these read
   */
  private async roundOf(
    focuses: readonly JudgementFocus[],
    alsoKnown: ReadonlySet<string>,
    edition: number | undefined,
  ): Promise<{ rounds: Round[]; missed: string[]; isMoved: boolean }> {
    await this.projector.catchUp();
    const goods = {
      items: focuses.flatMap(({ items }) => items),
      consignments: focuses.flatMap(({ consignments }) => consignments),
    };
    const alerts = await this.store.concerning(goods, [...alsoKnown]);
    await this.accounts.note(alerts);
    const lineages = await this.lineages.lineagesOf(focuses);
    const events = lineages.flatMap((lineage) => lineage.events.map(({ index }) => index));
    const known = await this.uses.knownTo([...new Set(events)]);
    const balanced = await this.accounts.added(known);
    const linked = await this.links.added(balanced, lineages, alerts);
    const rates = await this.corrections.ratesAt(lineages.flatMap((lineage) => lineage.events));
    const shared = { ...linked, corrections: rates };
    const rounds = lineages.map((lineage) => this.round({ ...lineage, shared }, alerts));
    const ids = new Set(alerts.map(({ id }) => id));
    const unnamed = rounds.flatMap(({ judgement }) => judgement.unnamed);
    const judged = { consignments: new Set(goods.consignments), edition };
    const isMoved = await this.placed.settle(unnamed, known.uses, judged);
    return { rounds, missed: await this.missed(rounds, ids), isMoved };
  }

  private round(lineage: Lineage, alerts: readonly PlacedAlert[]): Round {
    const now = this.clock.now();
    const ruleSet = this.registry.ruleSet(now) ?? defaultRuleSet;
    const judgement = judge(lineage, this.registry.facts(), ruleSet, now);
    const gaps = judgement.findings.map(named);
    const known = touchedBy(lineage, gaps, alerts);
    const words = known.map(lastWordOf);
    const opened = new Map(
      known.map(({ id, openedIndex, openedAt }) => [id, { index: openedIndex, at: openedAt }]),
    );
    const kept = new Map(
      words
        .filter((word) => word.isFound && SPAN_LEDGER.has(word.rule))
        .map((word) => [word.alert, word]),
    );
    const isKept = (alert: string) => kept.has(alert);
    const isRaised = ({ alert, severity }: NamedGap) =>
      severityRank(severity) > severityRank(kept.get(alert)?.severity ?? 'CRITICAL');
    const next = reconcile(
      // Such a rule sees only a part of its subject here: it opens and raises alerts but does not rewrite them.
      gaps.filter((gap) => !isKept(gap.alert) || isRaised(gap)),
      words.filter(
        (word) =>
          !isKept(word.alert) || gaps.some((gap) => gap.alert === word.alert && isRaised(gap)),
      ),
      (gap) => {
        const opening = opened.get(gap.alert);
        return opening !== undefined && judgement.scope.mayCure(gap, opening);
      },
      (gap) => {
        const moved = judgement.scope.movedTo(gap);
        return moved && named(moved);
      },
    );
    return { lineage, judgement, gaps, ruleSet, next, known };
  }

  /** Alerts that the judgements touch and that were not among those read first. */
  private async missed(rounds: readonly Round[], ids: ReadonlySet<string>): Promise<string[]> {
    const gaps = rounds.flatMap((round) => round.gaps);
    const unknown = gaps.map(({ alert }) => alert).filter((id) => !ids.has(id));
    const byEvidence = rounds.flatMap(({ lineage }) => lineage.events.map(({ hash }) => hash));
    const found = await this.store.idsOf(unknown, [...CURABLE], byEvidence);
    return found.filter((id) => !ids.has(id));
  }

  /** Goods judged together may meet in one alert: the first to speak is heard, the others look again. */
  private async write(rounds: readonly Round[]): Promise<void> {
    const byRuleSet = new Map<string, Map<string, NextFinding>>();
    for (const { ruleSet, next } of rounds) {
      const findings = byRuleSet.get(ruleSet.version) ?? new Map<string, NextFinding>();
      byRuleSet.set(ruleSet.version, findings);
      for (const finding of next)
        if (!findings.has(finding.alert)) findings.set(finding.alert, finding);
    }
    for (const [ruleSet, findings] of byRuleSet)
      await this.writer.append([...findings.values()], ruleSet);
  }

  private async conclude(rounds: readonly Round[]): Promise<void> {
    if (rounds.length === 0) return;
    await this.deadlines.replace(
      rounds.map(({ lineage, judgement }) => ({
        focus: lineage.focus,
        lineageIndex: lineage.events.at(-1)?.index ?? -1,
        deadlines: judgement.deadlines,
        inScope: (rule, subject) => judgement.scope.inScope(rule, subject),
      })),
    );
    // Goods travel on: the alerts about them come to concern the authorities of further countries.
    for (const alert of new Set(rounds.flatMap(({ known }) => known))) {
      const countries = await this.whereabouts.countriesOf(alert);
      const all = [...new Set([...alert.countries, ...countries])].toSorted();
      if (all.length > alert.countries.length) await this.store.setCountries(alert.id, all);
    }
  }
}

/** Alerts about the goods, those of the gaps found, and those a later record may cure that rest on the lineage. */
function touchedBy(
  { focus, events }: Lineage,
  gaps: readonly NamedGap[],
  alerts: readonly PlacedAlert[],
): PlacedAlert[] {
  if (alerts.length === 0) return [];
  const ids = new Set(gaps.map(({ alert }) => alert));
  const items = new Set(focus.items);
  const hashes = new Set(events.map(({ hash }) => hash));
  return alerts.filter(
    (alert) =>
      ids.has(alert.id) ||
      (alert.consignment !== undefined && focus.consignments.includes(alert.consignment)) ||
      alert.items.some((item) => items.has(item)) ||
      (alert.isFound && CURABLE.has(alert.rule) && alert.evidence.some((hash) => hashes.has(hash))),
  );
}

function named(finding: Judgement['findings'][number]): NamedGap {
  const { autoClear: _, curableFor: __, evidence, items, ...rest } = finding;
  return {
    ...rest,
    alert: alertId(finding.rule, finding.subject, finding.anchor),
    evidence: evidence.slice(0, MAX_EVIDENCE),
    ...(items !== undefined && { items: items.slice(0, MAX_ITEMS) }),
  };
}

function lastWordOf(alert: PlacedAlert): LastWord {
  return {
    alert: alert.id,
    rule: alert.rule,
    subject: alert.subject,
    anchor: alert.anchor,
    severity: alert.severity,
    ...(alert.ucr !== undefined && { ucr: alert.ucr }),
    ...(alert.items.length > 0 && { items: alert.items }),
    sentence: alert.sentence,
    evidence: alert.evidence,
    version: alert.version,
    isFound: alert.isFound,
  };
}
