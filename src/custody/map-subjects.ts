import type { CustodyEvent, Replacement } from './vocabulary/event.js';

/** A thing whose entries the completeness map counts: `consignment:<UCR>` or `item:<item id>`. */
export type MapSubject = `consignment:${string}` | `item:${string}`;

/** Every year of a UCR is one subject: who asks knows the UCR, and which year is meant only the answer tells. */
export function consignmentSubject(ucr: string): MapSubject {
  return `consignment:${ucr}`;
}

export function itemSubject(itemId: string): MapSubject {
  return `item:${itemId}`;
}

/**
 * What an event is counted under: each UCR and each item that it names, as items, inputs or outputs. For a CORRECT that
 * is also what its replacement names, and what its original and that one's replacement name.
 *
 * @param original of a CORRECT
 */
export function mapSubjectsOf(event: CustodyEvent, original?: CustodyEvent): MapSubject[] {
  const acts = [...actsOf(event), ...(original === undefined ? [] : actsOf(original))];
  const subjects = new Set<MapSubject>();
  for (const act of acts) {
    if (act.ucr !== undefined) subjects.add(consignmentSubject(act.ucr));
    for (const { itemId } of act.items ?? []) subjects.add(itemSubject(itemId));
    if (!('inputs' in act)) continue;
    for (const { itemId } of [...act.inputs, ...act.outputs]) subjects.add(itemSubject(itemId));
  }
  return [...subjects];
}

function actsOf(event: CustodyEvent): (CustodyEvent | Replacement)[] {
  if (event.type !== 'CORRECT' || event.replacement === undefined) return [event];
  return [event, event.replacement];
}
