import { Inject, Injectable } from '@nestjs/common';
import { judge, type Judgement } from '../custody/judge.js';
import type { Lineage } from '../custody/lineage.js';
import { RULES } from '../custody/rules/catalogue.js';
import { defaultRuleSet } from '../custody/rules/default-rule-set.js';
import type { RuleSet } from '../custody/rules/rule-set.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../ledger/signer-directory.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logging/logger.js';
import type { JudgementFocus } from '../provenance/judgement-request.js';
import { LineageStore } from '../provenance/lineage.store.js';
import { Registry } from '../registry/registry.js';
import { alertId } from './alert-id.js';
import { AlertProjector } from './alert-projector.js';
import { AlertWhereabouts } from './alert-whereabouts.js';
import { AlertsStore, type PlacedAlert } from './alerts.store.js';
import { DeadlineSweep } from './deadline-sweep.js';
import { FindingWriter } from './finding-writer.js';
import { type LastWord, type NamedGap, type NextFinding, reconcile } from './reconcile.js';

/** More rounds than this mean that rules do not settle, or that somebody else never stops changing the alerts. */
const MAX_ROUNDS = 20;

/** So that a finding statement stays within 64 KiB. */
const MAX_EVIDENCE = 500;
const MAX_ITEMS = 200;

/** Rules whose alerts a later record may cure, always or for a while. */
const CURABLE = RULES.filter((rule) => rule.autoClear || rule.isProvisional).map(
  (rule) => rule.code,
);
const SPAN_LEDGER = new Set(RULES.filter((rule) => rule.span === 'ledger').map(({ code }) => code));

/** What one round of judging came to. */
interface Round {
  readonly lineage: Lineage;
  readonly judgement: Judgement;
  readonly ruleSet: RuleSet;
  readonly next: readonly NextFinding[];
  readonly known: readonly PlacedAlert[];
}

/** Judges goods, and writes what the rules say into the log where the log does not say it already. */
@Injectable()
export class JudgeGoods {
  constructor(
    private readonly lineages: LineageStore,
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
   * Judges until there is nothing to write. A round reads the alerts before the lineage: a finding appended since by
   * another worker takes the version this one would claim, so that nobody overwrites what a newer lineage said; and
   * the last round, which writes nothing, proves that the log agrees with a lineage read after the last finding.
   *
   * @param upTo index of the entry that asked for it: facts at least as new are used
   */
  async judge(focus: JudgementFocus, upTo: number): Promise<void> {
    await this.directory.catchUp(upTo);
    const alsoKnown = new Set<string>();
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const found = await this.round(focus, alsoKnown);
      if (found === undefined) continue;
      if (found.next.length === 0) return this.conclude(focus, found);
      await this.writer.append(found.next, found.ruleSet.version);
    }
    this.logger.error({ focus }, 'judging does not settle');
    throw new Error(`judging did not settle in ${MAX_ROUNDS} rounds`);
  }

  /** `undefined` when alerts turned up that must be read before the lineage: try again with them known. */
  private async round(focus: JudgementFocus, alsoKnown: Set<string>): Promise<Round | undefined> {
    await this.projector.catchUp();
    const known = await this.store.concerning(focus, [...alsoKnown]);
    const lineage = await this.lineages.lineageOf(focus);
    const now = this.clock.now();
    const ruleSet = this.registry.ruleSet(now) ?? defaultRuleSet;
    const judgement = judge(lineage, this.registry.facts(), ruleSet, now);
    const gaps = judgement.findings.map(named);
    const missed = await this.missed(known, gaps, lineage);
    if (missed.length > 0) {
      for (const id of missed) alsoKnown.add(id);
      return undefined;
    }
    const words = known.map(lastWordOf);
    const opened = new Map(
      known.map(({ id, openedIndex, openedAt }) => [id, { index: openedIndex, at: openedAt }]),
    );
    const isFound = new Set(words.flatMap((word) => (word.isFound ? [word.alert] : [])));
    const next = reconcile(
      // Such a rule sees only a part of its subject here: it opens alerts but does not rewrite them.
      gaps.filter((gap) => !(SPAN_LEDGER.has(gap.rule) && isFound.has(gap.alert))),
      words.filter((word) => !SPAN_LEDGER.has(word.rule) || !isFound.has(word.alert)),
      (gap) => {
        const opening = opened.get(gap.alert);
        return opening !== undefined && judgement.scope.mayCure(gap, opening);
      },
    );
    return { lineage, judgement, ruleSet, next, known };
  }

  /** Alerts that the judgement touches and that were not among those read first. */
  private async missed(
    known: readonly PlacedAlert[],
    gaps: readonly NamedGap[],
    lineage: Lineage,
  ): Promise<string[]> {
    const ids = new Set(known.map(({ id }) => id));
    const unknown = gaps.map(({ alert }) => alert).filter((id) => !ids.has(id));
    const byEvidence = lineage.events.map(({ hash }) => hash);
    const found = await this.store.idsOf(unknown, CURABLE, byEvidence);
    return found.filter((id) => !ids.has(id));
  }

  private async conclude(focus: JudgementFocus, round: Round): Promise<void> {
    const { lineage, judgement, known } = round;
    await this.deadlines.replace({
      focus,
      lineageIndex: lineage.events.at(-1)?.index ?? -1,
      deadlines: judgement.deadlines,
      inScope: (rule, subject) => judgement.scope.inScope(rule, subject),
    });
    // Goods travel on: the alerts about them come to concern the authorities of further countries.
    for (const alert of known) {
      const countries = await this.whereabouts.countriesOf(alert);
      const all = [...new Set([...alert.countries, ...countries])].toSorted();
      if (all.length > alert.countries.length) await this.store.setCountries(alert.id, all);
    }
  }
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
