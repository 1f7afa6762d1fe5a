import type { Facts, RecordedEvent } from '../lineage.js';
import { effectiveActs } from '../replay/act.js';
import { partyKey } from '../uses/identifier-uses.js';
import { partnersOf } from '../uses/party-bonds.js';
import { settle } from '../uses/settle.js';
import type { KnownUses, Use } from '../uses/use.js';
import { usesKnownTo } from '../uses/uses-in-memory.js';
import { usesOf } from '../uses/uses-of.js';

/** The uses of shared things by the acts recorded so far, found by key. Grows with the log; corrections replace. */
export class UsesIndex {
  private readonly told = new Map<number, readonly Use[]>();
  private readonly settledOf = new Map<number, readonly Use[]>();
  private readonly byKey = new Map<string, Set<Use>>();
  /** Keys of the consignments opened, and how often. */
  private readonly consignments = new Map<string, number>();
  /** Indexes of the acts that name a lot in an entry or bring it in: they count together. */
  private readonly byLot = new Map<string, Set<number>>();

  /**
   * Notes what an act uses now.
   *
   * @param statements the original and every CORRECT that bears on it, in log order
   */
  note(original: RecordedEvent, statements: readonly RecordedEvent[]): void {
    const told = effectiveActs(statements)
      .filter(({ index }) => index === original.index)
      .flatMap(usesOf);
    const before = this.told.get(original.index) ?? [];
    this.told.set(original.index, told);
    const lots = new Set([...before, ...told].filter(isAboutLot).flatMap(({ items }) => items));
    for (const lot of lots) this.lotActs(lot).add(original.index);
    const affected = new Set([original.index]);
    for (const lot of lots) for (const index of this.lotActs(lot)) affected.add(index);
    for (const index of affected) this.settleAgain(index);
  }

  /** What a lineage is told. @param alerted consignments on which grave alerts stand */
  knownTo(
    lineage: readonly RecordedEvent[],
    facts: Facts,
    alerted: (uses: readonly Use[]) => ReadonlySet<string>,
  ): KnownUses {
    const own = lineage.flatMap(({ index }) => this.settledOf.get(index) ?? []);
    const parties = partnersNamed(own, facts);
    const candidates = new Set(own);
    const keys = new Set([...own.map(({ key }) => key), ...parties.map(partyKey)]);
    for (const key of keys) for (const use of this.byKey.get(key) ?? []) candidates.add(use);
    const consignments = new Set([...candidates].flatMap(({ consignment }) => consignment ?? []));
    for (const key of consignments)
      for (const use of this.byKey.get(key) ?? []) candidates.add(use);
    const inOrder = [...candidates].toSorted((a, b) => a.index - b.index || a.part - b.part);
    const known = usesKnownTo(lineage, inOrder, parties);
    const spread = { consignments: this.consignments.size, having: new Map() };
    return { ...known, alerted: alerted(known.uses), spread };
  }

  private count({ kind, key }: Use, by: number): void {
    if (kind !== 'consigned') return;
    const times = (this.consignments.get(key) ?? 0) + by;
    if (times > 0) this.consignments.set(key, times);
    else this.consignments.delete(key);
  }

  private lotActs(lot: string): Set<number> {
    const known = this.byLot.get(lot);
    if (known !== undefined) return known;
    const acts = new Set<number>();
    this.byLot.set(lot, acts);
    return acts;
  }

  private settleAgain(index: number): void {
    for (const use of this.settledOf.get(index) ?? []) {
      this.byKey.get(use.key)?.delete(use);
      this.count(use, -1);
    }
    const told = this.told.get(index) ?? [];
    const lots = new Set(told.filter(isAboutLot).flatMap(({ items }) => items));
    const origins = [...lots]
      .flatMap((lot) => [...this.lotActs(lot)])
      .filter((act) => act !== index)
      .flatMap((act) => this.told.get(act) ?? [])
      .filter(({ kind }) => kind === 'origin');
    const settled = settle([...origins, ...told]).filter((use) => use.index === index);
    this.settledOf.set(index, settled);
    for (const use of settled) {
      this.count(use, 1);
      const same = this.byKey.get(use.key);
      if (same === undefined) this.byKey.set(use.key, new Set([use]));
      else same.add(use);
    }
  }
}

const ABOUT_LOTS: ReadonlySet<string> = new Set(['origin', 'intake', 'claimed', 'unproven']);

function isAboutLot({ kind }: Use): boolean {
  return ABOUT_LOTS.has(kind);
}

/** Parties that have something in common with one whom the uses name. */
function partnersNamed(own: readonly Use[], facts: Facts): string[] {
  const prefix = partyKey('');
  const named = own
    .filter(({ kind, key }) => kind === 'identifier' && key.startsWith(prefix))
    .map(({ key }) => key.slice(prefix.length));
  return [...new Set(named)].flatMap((id) => [...partnersOf(id, facts).values()].flat());
}
