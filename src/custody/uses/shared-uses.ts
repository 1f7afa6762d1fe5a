import { MeetingUses } from './meeting-uses.js';
import type { CorrectionRate } from './correction-rates.js';
import { byTime, type KnownUses, type Use, type UseKind, type UseSum } from './use.js';

/** Uses as rules ask for them. */
export class SharedUses {
  private readonly byKey = new Map<string, Use[]>();
  private readonly meetingByKey = new Map<string, MeetingUses>();
  /** By kind, then by hash: rules ask for one kind in act after act. */
  private readonly byHash = new Map<UseKind, Map<string, Use[]>>();
  private readonly sumsByKey = new Map<string, UseSum[]>();
  private readonly taintedByKey = new Map<string, UseSum[]>();

  private readonly alerted: ReadonlySet<string>;
  private readonly spread: KnownUses['spread'];
  /** How often the signers of the lineage's corrections correct. */
  readonly corrections: readonly CorrectionRate[];

  constructor(known: KnownUses) {
    const { uses, sums, tainted = [], alerted = new Set(), spread, corrections = [] } = known;
    this.alerted = alerted;
    this.spread = spread;
    this.corrections = corrections;
    for (const use of uses.toSorted(byTime)) {
      add(this.byKey, keyOf(use), use);
      add(this.ofKind(use.kind), use.hash, use);
    }
    for (const sum of sums) add(this.sumsByKey, sum.key, sum);
    for (const sum of tainted) add(this.taintedByKey, sum.key, sum);
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

  /** Uses of a kind that an act makes. */
  of(kind: UseKind, hash: string): readonly Use[] {
    return this.byHash.get(kind)?.get(hash) ?? [];
  }

  /** All known uses of the same thing, the given one included, earliest first. */
  meeting(use: Use): readonly Use[] {
    const key = keyOf(use);
    const uses = this.byKey.get(key);
    if (uses === undefined) return [];
    const known = this.meetingByKey.get(key) ?? new MeetingUses(uses);
    this.meetingByKey.set(key, known);
    return known.of(use);
  }

  /** All known uses of one key, earliest first. */
  at(kind: UseKind, key: string): readonly Use[] {
    return this.byKey.get(keyOf({ kind, key })) ?? [];
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

  private ofKind(kind: UseKind): Map<string, Use[]> {
    const known = this.byHash.get(kind) ?? new Map<string, Use[]>();
    this.byHash.set(kind, known);
    return known;
  }
}

function keyOf({ kind, key }: Pick<Use, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
