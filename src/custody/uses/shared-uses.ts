import { MeetingUses } from './meeting-uses.js';
import type { CorrectionRate } from './correction-rates.js';
import { byTime, type KnownUses, type Use, type UseKind, type UseSum } from './use.js';

/** Uses as rules ask for them. */
export class SharedUses {
  private readonly byKind: ReadonlyMap<UseKind, UsesOfKind>;
  private readonly sumsByKey: ReadonlyMap<string, readonly UseSum[]>;
  private readonly taintedByKey: ReadonlyMap<string, readonly UseSum[]>;

  private readonly alerted: ReadonlySet<string>;
  private readonly spread: KnownUses['spread'];
  /** How often the signers of the lineage's corrections correct. */
  readonly corrections: readonly CorrectionRate[];

  constructor(known: KnownUses) {
    const { uses, sums, tainted = [], alerted = new Set(), spread, corrections = [] } = known;
    this.alerted = alerted;
    this.spread = spread;
    this.corrections = corrections;
    const byKind = groupedBy(uses, ({ kind }) => kind);
    this.byKind = new Map([...byKind].map(([kind, own]) => [kind, new UsesOfKind(own)]));
    this.sumsByKey = groupedBy(sums, ({ key }) => key);
    this.taintedByKey = groupedBy(tainted, ({ key }) => key);
  }

  /** Do alerts of HIGH or CRITICAL stand on the consignment? */
  isAlerted(consignment: string): boolean {
    return this.alerted.has(consignment);
  }

  /** In how many consignments of the ledger an identifier appears; `undefined` where the uses told are all. */
  consignmentsWith(identifier: string): number | undefined {
    return this.spread?.having.get(identifier);
  }

  /** Consignments in the ledger; 0 where nobody counted. */
  get consignments(): number {
    return this.spread?.consignments ?? 0;
  }

  /** Is any use of the kind known? */
  has(kind: UseKind): boolean {
    return this.byKind.has(kind);
  }

  /** Uses of a kind that an act makes. */
  of(kind: UseKind, hash: string): readonly Use[] {
    return this.byKind.get(kind)?.byHash.get(hash) ?? [];
  }

  /** All known uses of the same thing, the given one included, earliest first. */
  meeting(use: Use): readonly Use[] {
    return this.byKind.get(use.kind)?.meeting(use) ?? [];
  }

  /** All known uses of one key, earliest first. */
  at(kind: UseKind, key: string): readonly Use[] {
    return this.byKind.get(kind)?.byKey.get(key) ?? [];
  }

  /** Sums of a key by month, oldest first. */
  sums(kind: UseKind, key: string): readonly UseSum[] {
    const sums = this.sumsByKey.get(key)?.filter((sum) => sum.kind === kind) ?? [];
    return sums.toSorted((a, b) => (a.period < b.period ? -1 : 1));
  }

  /** What of an account's intake was under a CRITICAL alert when it was taken in, by month. */
  tainted(key: string): readonly UseSum[] {
    return this.taintedByKey.get(key) ?? [];
  }
}

/** Uses of one kind: rules ask for one in act after act, and for most kinds never by key. */
class UsesOfKind {
  readonly byHash: ReadonlyMap<string, readonly Use[]>;
  private keyed: Map<string, Use[]> | undefined;
  private readonly meetingByKey = new Map<string, MeetingUses>();

  constructor(private readonly uses: Use[]) {
    uses.sort(byTime);
    this.byHash = groupedBy(uses, ({ hash }) => hash);
  }

  /** Earliest first. */
  get byKey(): ReadonlyMap<string, readonly Use[]> {
    this.keyed ??= groupedBy(this.uses, ({ key }) => key);
    return this.keyed;
  }

  meeting(use: Use): readonly Use[] {
    const uses = this.byKey.get(use.key);
    if (uses === undefined) return [];
    const known = this.meetingByKey.get(use.key) ?? new MeetingUses(uses);
    this.meetingByKey.set(use.key, known);
    return known.of(use);
  }
}

function groupedBy<Value, Key>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
