import { type Deadline, type Finding, findingKey } from '../finding.js';
import { judge, type Opening } from '../judge.js';
import type { Facts, Focus, Lineage, RecordedEvent } from '../lineage.js';
import { defaultRuleSet } from '../rules/default-rule-set.js';
import { correctionRates } from '../uses/correction-rates.js';
import { laterUses } from '../uses/later-uses.js';
import { accountsOf, causeOf, type Taint, taintedIntake } from '../uses/tainted-intake.js';
import type { Use } from '../uses/use.js';
import { severityRank } from '../vocabulary/finding.js';
import { consignedWith } from '../replay/goods-aboard.js';
import type { RuleSet } from '../rules/rule-set.js';
import { usesKnownTo, usesOfEvents } from '../uses/uses-in-memory.js';
import { allocationYear, consignmentKey, yearOf } from '../vocabulary/consignment-key.js';
import type { CustodyEvent } from '../vocabulary/event.js';
import { itemIdsOf } from '../vocabulary/items.js';
import { eventOf, factsOf, hashOf, instant, type StoryRegistry, type StoryStep } from './story.js';

export { hashOf, type StoryEvent, type StoryRegistry, type StoryStep } from './story.js';

const HIGH = severityRank('HIGH');

/** What stands of one alert. */
interface Standing {
  readonly finding: Finding;
  readonly opened: Opening;
  isCured: boolean;
}

/**
 * Plays a story in memory as the service would: records a step, judges what it touches, stops at every deadline that
 * falls due before the next one, and keeps what was found. What no record may cure, or not any more, stands once opened.
 */
export class Rehearsal {
  private readonly events: RecordedEvent[] = [];
  private readonly standing = new Map<string, Standing>();
  private readonly deadlines = new Map<string, Deadline & { readonly focus: Focus }>();
  readonly facts: Facts;
  /** Of all events so far; made when first asked for. */
  private known: readonly Use[] | undefined;

  constructor(
    registry: StoryRegistry = {},
    private readonly ruleSet: RuleSet = defaultRuleSet,
  ) {
    this.facts = factsOf(registry);
  }

  play(steps: readonly StoryStep[], until: string): this {
    for (const step of steps) {
      const now = instant(step.recordedAt);
      this.stopAtDeadlines(now);
      const before = this.uses;
      const touched = this.record(step);
      for (const focus of [touched, ...this.behind(before)]) this.judge(focus, now);
    }
    const end = instant(until);
    this.stopAtDeadlines(end);
    return this;
  }

  /** Records a step without judging anything. */
  record({ recordedAt, event: told }: StoryStep): Focus {
    const event = eventOf(told, this.events);
    const occurredAt = instant(event.occurredAt);
    const consignment =
      event.ucr === undefined
        ? undefined
        : consignmentKey(event.ucr, allocationYear(event.ucr, yearOf(event.occurredAt)));
    this.known = undefined;
    this.events.push({
      index: this.events.length,
      hash: hashOf(event.eventId),
      recordedAt: instant(recordedAt),
      occurredAt,
      event,
      ...(consignment !== undefined && { consignment }),
    });
    const corrected = this.correctedBy(event);
    return corrected === undefined
      ? this.touchedBy(event, consignment)
      : this.touchedBy(corrected.event, corrected.consignment);
  }

  /** Other goods whose judgement rests on uses that came or went with the last record. */
  private behind(before: readonly Use[]): Focus[] {
    const after = this.uses;
    const changed = changedUses(before, after);
    return laterUses(changed, after).flatMap(({ index }) => {
      const other = this.events[index];
      if (other === undefined) return [];
      const consignments = other.consignment === undefined ? [] : [other.consignment];
      return [{ items: itemIdsOf(other.event), consignments }];
    });
  }

  private get uses(): readonly Use[] {
    return (this.known ??= usesOfEvents(this.events));
  }

  private correctedBy(event: CustodyEvent): RecordedEvent | undefined {
    if (event.type !== 'CORRECT') return undefined;
    return this.events.find(({ hash }) => event.refs.includes(hash));
  }

  /** What an event names, what is in its consignment, and what the other side of its handover names. */
  private touchedBy(event: CustodyEvent, consignment: string | undefined): Focus {
    const handovers = handoverOf(event);
    const sides = this.events.filter(
      (other) =>
        other.event === event || handoverOf(other.event).some((id) => handovers.includes(id)),
    );
    const goods = sides.flatMap((other) => itemIdsOf(other.event));
    const consignments =
      consignment === undefined ? consignedWith(goods, this.events) : [consignment];
    const within = this.events.filter(
      (other) => other.consignment !== undefined && consignments.includes(other.consignment),
    );
    const items = [...goods, ...within.flatMap((other) => itemIdsOf(other.event))];
    return { items: [...new Set(items)], consignments };
  }

  judge(focus: Focus, now: number): void {
    const before = this.standing.size;
    this.judgeOnce(focus, now);
    // As the service does: what was found may lead to more.
    if (this.standing.size > before) this.judgeOnce(focus, now);
  }

  private judgeOnce(focus: Focus, now: number): void {
    const judgement = judge(this.lineageOf(focus), this.facts, this.ruleSet, now);
    const found = new Set<string>();
    for (const finding of judgement.findings) {
      const key = findingKey(finding);
      found.add(key);
      const opened = this.standing.get(key)?.opened ?? { index: this.events.length, at: now };
      this.standing.set(key, { finding, opened, isCured: false });
    }
    for (const [key, standing] of this.standing) {
      if (found.has(key) || standing.isCured) continue;
      standing.isCured = judgement.scope.mayCure(standing.finding, standing.opened);
    }
    for (const [key, { rule, subject }] of this.deadlines) {
      if (judgement.scope.inScope(rule, subject)) this.deadlines.delete(key);
    }
    for (const deadline of judgement.deadlines) {
      this.deadlines.set(JSON.stringify([deadline.rule, deadline.subject]), { ...deadline, focus });
    }
  }

  /** Rule codes that stand, sorted, each once. */
  fires(): string[] {
    return codesOf(this.findings());
  }

  findings(): Finding[] {
    return [...this.standing.values()]
      .filter(({ isCured }) => !isCured)
      .map(({ finding }) => finding);
  }

  /** Rule codes that were cured and stand nowhere. */
  cured(): string[] {
    const fires = new Set(this.fires());
    const cured = [...this.standing.values()].filter(({ isCured }) => isCured);
    return codesOf(cured.map(({ finding }) => finding)).filter((code) => !fires.has(code));
  }

  /** One judgement of everything at once. */
  judgeAll(now: number): readonly Finding[] {
    return judge(this.whole(), this.facts, this.ruleSet, now).findings;
  }

  whole(): Lineage {
    const items = new Set(this.events.flatMap(({ event }) => itemIdsOf(event)));
    const keys = new Set(this.events.map(({ consignment }) => consignment ?? ''));
    keys.delete('');
    return this.told(this.events, { items: [...items], consignments: [...keys] });
  }

  /** What the service loads for a focus, and no more. */
  lineageOf(focus: Focus): Lineage {
    const items = new Set(focus.items);
    const keys = new Set(focus.consignments);
    const touching = this.events.filter(({ event }) =>
      itemIdsOf(event).some((id) => items.has(id)),
    );
    const handovers = new Set(touching.flatMap(({ event }) => handoverOf(event)));
    const chosen = new Set(touching);
    for (const recorded of this.events) {
      const { event, consignment } = recorded;
      if (handoverOf(event).some((id) => handovers.has(id))) chosen.add(recorded);
      if (consignment !== undefined && keys.has(consignment)) chosen.add(recorded);
    }
    const carried = new Set(touching.map(({ consignment }) => consignment));
    for (const recorded of this.events) {
      const { event, consignment } = recorded;
      const isPaper = PAPERS.has(event.type) && consignment !== undefined;
      if (isPaper && carried.has(consignment)) chosen.add(recorded);
    }
    const inputs = new Set([...chosen].flatMap(({ event }) => inputsOf(event)));
    for (const recorded of this.events) {
      if (itemIdsOf(recorded.event).some((id) => inputs.has(id))) chosen.add(recorded);
    }
    for (const recorded of this.events) {
      const corrected = this.correctedBy(recorded.event);
      if (corrected !== undefined && chosen.has(corrected)) chosen.add(recorded);
    }
    return this.told(
      this.events.filter((recorded) => chosen.has(recorded)),
      focus,
    );
  }

  private told(events: readonly RecordedEvent[], focus: Focus): Lineage {
    const all = this.uses;
    // Stories are small: every party may have the owner of another.
    const known = usesKnownTo(events, all, [...this.facts.parties.keys()]);
    const consigned = all.filter(({ kind }) => kind === 'consigned').map(({ key }) => key);
    const shared = {
      ...known,
      tainted: taintedIntake(accountsOf(known.uses), all, this.taints()),
      alerted: this.alertedOf(all),
      spread: { consignments: new Set(consigned).size, having: new Map() },
      corrections: correctionRates(events, (actor) =>
        this.events.filter(({ event }) => event.actor === actor),
      ),
    };
    return { events, focus, shared };
  }

  private taints(): Taint[] {
    const at = new Map(this.events.map(({ hash, occurredAt }) => [hash, occurredAt]));
    return this.findings()
      .filter(({ severity }) => severity === 'CRITICAL')
      .flatMap((finding) => {
        const since = at.get(causeOf(finding) ?? '');
        return since === undefined ? [] : [{ lots: finding.items ?? [], since }];
      });
  }

  /** Consignments on which HIGH or CRITICAL findings stand, by themselves or by their goods. */
  private alertedOf(uses: readonly Use[]): Set<string> {
    const grave = this.findings().filter(({ severity }) => severityRank(severity) >= HIGH);
    const consigned = uses.filter(({ kind }) => kind === 'consigned');
    const byGoods = consigned.filter((use) =>
      grave.some(({ items }) => items?.some((item) => use.items.includes(item)) === true),
    );
    return new Set([...grave.flatMap(({ ucr }) => ucr ?? []), ...byGoods.map(({ key }) => key)]);
  }

  private stopAtDeadlines(until: number): void {
    for (;;) {
      const [next] = [...this.deadlines].toSorted(([, a], [, b]) => a.at - b.at);
      if (next === undefined || next[1].at > until) return;
      this.deadlines.delete(next[0]);
      this.judge(next[1].focus, next[1].at);
    }
  }
}

/** What travels with the goods of a consignment though it names none of them. */
const PAPERS = new Set(['ATTACH_DOCUMENT', 'AMEND_PLAN']);

/** Uses that came or went. Most are the very same objects, and need not be read. */
function changedUses(before: readonly Use[], after: readonly Use[]): Use[] {
  const [were, are] = [new Set(before), new Set(after)];
  const was = byText(before.filter((use) => !are.has(use)));
  const is = byText(after.filter((use) => !were.has(use)));
  return [
    ...[...was].filter(([text]) => !is.has(text)),
    ...[...is].filter(([text]) => !was.has(text)),
  ].map(([, use]) => use);
}

function byText(uses: readonly Use[]): Map<string, Use> {
  return new Map(uses.map((use) => [JSON.stringify(use), use]));
}

function handoverOf(event: CustodyEvent): string[] {
  return 'handover' in event ? [event.handover] : [];
}

function inputsOf(event: CustodyEvent): string[] {
  return 'inputs' in event ? event.inputs.map(({ itemId }) => itemId) : [];
}

function codesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].toSorted();
}
