import type { JudgementFocus } from './judgement-request.js';

interface Group {
  readonly items: Set<string>;
  readonly consignments: Set<string>;
}

/**
 * Joins what belongs together, so that goods touched by several entries of a batch are judged once. Each call of
 * `add` names items and consignments that one entry touches; groups that share a member become one.
 */
export class FocusGroups {
  private readonly groups = new Set<Group>();
  private readonly ofItem = new Map<string, Group>();
  private readonly ofConsignment = new Map<string, Group>();

  add(items: readonly string[], consignments: readonly string[]): void {
    const touched = new Set<Group>();
    for (const item of items) addIfKnown(touched, this.ofItem.get(item));
    for (const key of consignments) addIfKnown(touched, this.ofConsignment.get(key));
    const group = this.join([...touched]);
    for (const item of items) this.put(group.items, this.ofItem, item, group);
    for (const key of consignments) this.put(group.consignments, this.ofConsignment, key, group);
  }

  /** The groups in the order their first members came, members sorted. Empty groups are left out. */
  toFocuses(): JudgementFocus[] {
    return [...this.groups]
      .filter(({ items, consignments }) => items.size + consignments.size > 0)
      .map(({ items, consignments }) => ({
        items: [...items].toSorted(),
        consignments: [...consignments].toSorted(),
      }));
  }

  /** Moves the smaller groups into the largest: each member moves at most log n times. */
  private join(groups: readonly Group[]): Group {
    const [largest, ...rest] = groups.toSorted((a, b) => sizeOf(b) - sizeOf(a));
    if (largest === undefined) return this.create();
    for (const group of rest) {
      for (const item of group.items) this.put(largest.items, this.ofItem, item, largest);
      for (const key of group.consignments) {
        this.put(largest.consignments, this.ofConsignment, key, largest);
      }
      this.groups.delete(group);
    }
    return largest;
  }

  private create(): Group {
    const group = { items: new Set<string>(), consignments: new Set<string>() };
    this.groups.add(group);
    return group;
  }

  private put(members: Set<string>, index: Map<string, Group>, member: string, group: Group): void {
    members.add(member);
    index.set(member, group);
  }
}

function sizeOf({ items, consignments }: Group): number {
  return items.size + consignments.size;
}

function addIfKnown(groups: Set<Group>, group: Group | undefined): void {
  if (group !== undefined) groups.add(group);
}
