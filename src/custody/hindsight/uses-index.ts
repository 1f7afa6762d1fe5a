import type { Facts, RecordedEvent } from '../lineage.js';
import { type Act, effectiveActs } from '../replay/act.js';
import { partyKey } from '../uses/identifier-uses.js';
import { laterUses } from '../uses/later-uses.js';
import { partnersOf } from '../uses/party-bonds.js';
import { settle, settledTogether } from '../uses/settle.js';
import { accountsOf, type Taint, taintedIntake } from '../uses/tainted-intake.js';
import type { KnownUses, Use } from '../uses/use.js';
import { usesKnownTo } from '../uses/uses-in-memory.js';
import { isMoved, usesOf } from '../uses/uses-of.js';

/** What of the alerts that stand a judgement must know. */
export interface StandingAlerts {
  /** Consignments on which grave alerts stand, of those the uses name. */
  readonly alertedOf: (uses: readonly Use[]) => ReadonlySet<string>;
  readonly taints: readonly Taint[];
}

/** The uses of shared things by the acts recorded so far, found by key. Grows with the log; corrections replace. */
export class UsesIndex {
  private readonly told = new Map<number, readonly Use[]>();
  private readonly settledOf = new Map<number, readonly Use[]>();
  private readonly byKey = new Map<string, Set<Use>>();
  /** Keys of the consignments opened, and how often. */
  private readonly consignments = new Map<string, number>();
  /** Indexes of the acts that are settled together, by what they have in common. */
  private readonly together = new Map<string, Set<number>>();

  /**
   * Notes what an act uses now.
   *
   * @param statements the original and every CORRECT that bears on it, in log order
   * @returns indexes of the acts that are judged by what changed
   */
  note(original: RecordedEvent, statements: readonly RecordedEvent[]): number[] {
    const told = effectiveActs(statements)
      .filter(({ index }) => index === original.index)
      .flatMap(usesOf);
    const changed = this.tell(original.index, told);
    const same = changed.flatMap(({ key }) => [...(this.byKey.get(key) ?? [])]);
    return [...new Set(laterUses(changed, same).map(({ index }) => index))];
  }

  /**
   * Notes acts that name no consignment in the one their goods travel in.
   *
   * @param acts as a judgement placed them
   * @param judged keys of the consignments that were judged with them: of others the judgement says nothing
   * @returns whether any were moved: what was known must be told anew
   */
  place(acts: readonly Act[], judged: ReadonlySet<string>): boolean {
    const moved = acts.filter((act) => isMoved(act, this.told.get(act.index)?.[0], judged));
    for (const act of moved) this.tell(act.index, usesOf(act));
    return moved.length > 0;
  }

  /** @returns what the act used before and uses now */
  private tell(index: number, told: readonly Use[]): Use[] {
    const before = this.told.get(index) ?? [];
    this.told.set(index, told);
    const bonds = new Set([...before, ...told].flatMap(bondOf));
    for (const bond of bonds) this.boundBy(bond).add(index);
    const affected = new Set([index]);
    for (const bond of bonds) for (const other of this.boundBy(bond)) affected.add(other);
    for (const each of affected) this.settleAgain(each);
    return [...before, ...told];
  }

  /** What a lineage is told. */
  knownTo(
    lineage: readonly RecordedEvent[],
    facts: Facts,
    { alertedOf, taints }: StandingAlerts,
  ): KnownUses {
    const own = lineage.flatMap(({ index }) => this.settledOf.get(index) ?? []);
    const parties = partnersNamed(own, facts);
    const candidates = new Set(own);
    const accounts = accountsOf(own);
    const keys = new Set([...own.map(({ key }) => key), ...parties.map(partyKey), ...accounts]);
    for (const key of keys) for (const use of this.byKey.get(key) ?? []) candidates.add(use);
    const consignments = new Set([...candidates].flatMap(({ consignment }) => consignment ?? []));
    for (const key of consignments)
      for (const use of this.byKey.get(key) ?? []) candidates.add(use);
    const inOrder = [...candidates].toSorted((a, b) => a.index - b.index || a.part - b.part);
    const known = usesKnownTo(lineage, inOrder, parties);
    const spread = { consignments: this.consignments.size, having: new Map() };
    const tainted = taintedIntake(accounts, inOrder, taints);
    return { ...known, tainted, alerted: alertedOf(known.uses), spread };
  }

  private count({ kind, key }: Use, by: number): void {
    if (kind !== 'consigned') return;
    const times = (this.consignments.get(key) ?? 0) + by;
    if (times > 0) this.consignments.set(key, times);
    else this.consignments.delete(key);
  }

  private boundBy(bond: string): Set<number> {
    const known = this.together.get(bond);
    if (known !== undefined) return known;
    const acts = new Set<number>();
    this.together.set(bond, acts);
    return acts;
  }

  private settleAgain(index: number): void {
    for (const use of this.settledOf.get(index) ?? []) {
      this.byKey.get(use.key)?.delete(use);
      this.count(use, -1);
    }
    const told = this.told.get(index) ?? [];
    const bonds = new Set(told.flatMap(bondOf));
    const others = [...bonds]
      .flatMap((bond) => [...this.boundBy(bond)])
      .filter((act) => act !== index)
      .flatMap((act) => this.told.get(act) ?? [])
      .filter(({ kind }) => kind === 'origin' || kind === 'consigned');
    const settled = settle([...others, ...told]).filter((use) => use.index === index);
    this.settledOf.set(index, settled);
    for (const use of settled) {
      this.count(use, 1);
      const same = this.byKey.get(use.key);
      if (same === undefined) this.byKey.set(use.key, new Set([use]));
      else same.add(use);
    }
  }
}

function bondOf(use: Use): string[] {
  const { lot, consignment } = settledTogether(use);
  if (lot !== undefined) return [`lot ${lot}`];
  return consignment === undefined ? [] : [`consignment ${consignment}`];
}

/** Parties that have something in common with one whom the uses name. */
function partnersNamed(own: readonly Use[], facts: Facts): string[] {
  const prefix = partyKey('');
  const named = own
    .filter(({ kind, key }) => kind === 'identifier' && key.startsWith(prefix))
    .map(({ key }) => key.slice(prefix.length));
  return [...new Set(named)].flatMap((id) => [...partnersOf(id, facts).values()].flat());
}
