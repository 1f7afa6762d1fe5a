import type { Item } from '../vocabulary/event.js';
import type { Act } from './act.js';
import { UNKNOWN_ITEM, type ItemState } from './item-state.js';
import type { ItemRole } from '../vocabulary/items.js';

/** One act on one item, and what it changed. */
export interface Step {
  readonly act: Act;
  /** `consignment` when the act names the consignment only, and so all that is in it. */
  readonly role: ItemRole | 'consignment';
  /** The item as the act names it, with its quantity. */
  readonly named: Item | undefined;
  readonly before: ItemState;
  readonly after: ItemState;
}

/** All that is on record of one item. */
export interface ItemHistory {
  readonly id: string;
  /** In causal order. */
  readonly steps: readonly Step[];
  readonly state: ItemState;
  /** The COMMISSION that brought it in, or the TRANSFORM, SPLIT or MERGE that made it. */
  readonly origin: Act | undefined;
}

/** An item history while it is being written. */
export class ItemBook implements ItemHistory {
  readonly steps: Step[] = [];
  state: ItemState = UNKNOWN_ITEM;
  /** How much was last measured, as the act names it, and what was used up since. */
  measured: Item['qty'] | undefined;
  used: Item['qty'][] = [];

  constructor(
    readonly id: string,
    readonly origin: Act | undefined,
  ) {}
}
