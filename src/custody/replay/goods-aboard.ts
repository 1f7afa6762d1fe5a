import type { RecordedEvent } from '../lineage.js';
import { itemIdsOf as itemsOfEvent } from '../vocabulary/items.js';
import { accountOf, isA, type Act } from './act.js';
import { itemIdsOf } from './mentions.js';

/**
 * The acts with the consignment they belong to: the one an act names, else the one its goods travel in, from the CONSIGN
 * that opened it until its consignee or end user has them. Whoever leaves the UCR out escapes no rule by that.
 *
 * @param acts in causal order
 * @returns the very same where each names its own
 */
export function placedAboard(acts: readonly Act[]): readonly Act[] {
  if (!acts.some((act) => isA(act, 'CONSIGN'))) return acts;
  const aboard = new GoodsAboard(acts);
  const placed = acts.map((act) => {
    const consignment = aboard.follow(act);
    return consignment === act.consignment || consignment === undefined
      ? act
      : { ...act, consignment };
  });
  return placed.some((act, at) => act !== acts[at]) ? placed : acts;
}

class GoodsAboard {
  private readonly openers: ReadonlyMap<string, Act<'CONSIGN'>>;
  /** Keys by item. */
  private readonly aboard = new Map<string, string>();

  /** @param acts all acts of the lineage. */
  constructor(acts: readonly Act[]) {
    this.openers = openersOf(acts.filter((act) => isA(act, 'CONSIGN')));
  }

  /** Its key; none where the goods of the act travel in several. */
  follow(act: Act): string | undefined {
    const items = itemIdsOf(act);
    const key = act.consignment ?? this.keyOf(items);
    this.load(act, items);
    this.unload(act, items);
    return key;
  }

  private keyOf(items: readonly string[]): string | undefined {
    const keys = new Set(items.flatMap((item) => this.aboard.get(item) ?? []));
    return keys.size === 1 ? [...keys][0] : undefined;
  }

  private load(act: Act, items: readonly string[]): void {
    const { event, consignment } = act;
    if (consignment !== undefined && this.openers.get(consignment) === act) {
      for (const item of items) this.aboard.set(item, consignment);
    }
    if (!('inputs' in event)) return;
    const [key] = event.inputs.flatMap(({ itemId }) => this.aboard.get(itemId) ?? []);
    if (key === undefined) return;
    for (const { itemId } of event.outputs) this.aboard.set(itemId, key);
  }

  private unload(act: Act, items: readonly string[]): void {
    if (isA(act, 'CLOSE')) {
      for (const [item, key] of this.aboard) if (key === act.consignment) this.aboard.delete(item);
    }
    if (!isA(act, 'RECEIVE')) return;
    for (const item of items) {
      const opener = this.openers.get(this.aboard.get(item) ?? '');
      if (opener === undefined) continue;
      const { consignee, endUser } = opener.event;
      if ([consignee, endUser].includes(accountOf(act))) this.aboard.delete(item);
    }
  }
}

/** Consignments that were opened with any of the items. */
export function consignedWith(
  items: readonly string[],
  events: readonly RecordedEvent[],
): string[] {
  const opened = openersOf(events.filter(({ event }) => event.type === 'CONSIGN'));
  const wanted = new Set(items);
  return [...opened]
    .filter(([, { event }]) => itemsOfEvent(event).some((item) => wanted.has(item)))
    .map(([key]) => key)
    .toSorted();
}

interface Consigning {
  readonly index: number;
  readonly consignment?: string | undefined;
}

/** By consignment, the first CONSIGN of it by log index: dating another one earlier takes nothing over. */
function openersOf<Consign extends Consigning>(consigns: readonly Consign[]): Map<string, Consign> {
  const openers = new Map<string, Consign>();
  for (const each of consigns.toSorted((a, b) => b.index - a.index))
    if (each.consignment !== undefined) openers.set(each.consignment, each);
  return openers;
}
