import type { Focus, RecordedEvent } from './lineage.js';
import type { Act } from './replay/act.js';
import { itemIdsOf } from './replay/mentions.js';
import type { ReplayedLineage } from './replay/replay.js';
import { RULES } from './rules/catalogue.js';
import type { JudgedFocus, Owner } from './rules/rule.js';

/** The focus with all that belongs to it. */
export function focusOf(
  focus: Focus,
  replayed: ReplayedLineage,
  events: readonly RecordedEvent[],
): JudgedFocus {
  const items = new Set(focus.items);
  const consignments = new Set(focus.consignments);
  const acts = new Set<string>();
  const eventIds = new Set<string>();
  const handovers = new Set<string>();
  for (const act of replayed.acts) {
    const isTouched = itemIdsOf(act).some((id) => items.has(id));
    const isConsigned = act.consignment !== undefined && consignments.has(act.consignment);
    if (isTouched || isConsigned) {
      acts.add(act.hash);
      eventIds.add(act.event.eventId);
    }
    if (isTouched && 'handover' in act.event) handovers.add(act.event.handover);
  }
  // A REFUSE or WITHDRAW need not name items, and an annulled DISPATCH still has an alert to judge.
  for (const { event } of events) {
    if (!('handover' in event)) continue;
    if (event.items?.some(({ itemId }) => items.has(itemId)) === true)
      handovers.add(event.handover);
  }
  return { items, consignments, acts, eventIds, handovers };
}

/** Is a subject of a rule of the focus? */
export function scopeOf(focus: JudgedFocus): (rule: string, subject: string) => boolean {
  const judged: Readonly<Record<Owner, ReadonlySet<string>>> = {
    item: focus.items,
    handover: focus.handovers,
    // Goods that travel without a UCR are judged by item; an item id is never a key.
    consignment: new Set([...focus.consignments, ...focus.items]),
    event: focus.eventIds,
    actor: new Set(),
    shared: new Set(),
  };
  const rules = new Map(RULES.map((rule) => [rule.code, rule]));
  return (code, subject) => {
    const rule = rules.get(code);
    return rule !== undefined && judged[rule.owner].has(rule.ownerOf(subject));
  };
}

/** Acts on goods of the focus alone that name no consignment. */
export function unnamedIn(acts: readonly Act[], { items, consignments }: JudgedFocus): Act[] {
  return acts.filter(
    (act) =>
      act.event.ucr === undefined &&
      (act.consignment === undefined || consignments.has(act.consignment)) &&
      itemIdsOf(act).every((item) => items.has(item)),
  );
}
