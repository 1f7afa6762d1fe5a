import type { Place } from '../vocabulary/event.js';

export type TerminalKind = 'consumed' | 'destroyed' | 'closed' | 'lost';

/** Who answers for an item. Until the receiver has signed, an offered item is its giver's. */
export type Custody =
  | { readonly state: 'none' }
  | { readonly state: 'held'; readonly by: string }
  | {
      readonly state: 'offered';
      readonly by: string;
      readonly to: string;
      readonly handover: string;
      /** Hash of the DISPATCH. */
      readonly offer: string;
    }
  | { readonly state: 'terminal'; readonly how: TerminalKind; readonly by: string };

/** Which authority may stop it. Independent of custody. */
export type Control =
  | { readonly state: 'free' }
  | { readonly state: 'held'; readonly by: readonly string[] }
  | { readonly state: 'seized'; readonly by: string };

export type Location =
  | { readonly state: 'unknown' }
  | { readonly state: 'at'; readonly place: Place }
  | { readonly state: 'moving'; readonly from: Place; readonly to: Place };

/** The three axes of one item. They never stand for each other: a customs hold does not change custody. */
export interface ItemState {
  readonly custody: Custody;
  readonly control: Control;
  readonly location: Location;
}

export const UNKNOWN_ITEM: ItemState = {
  custody: { state: 'none' },
  control: { state: 'free' },
  location: { state: 'unknown' },
};

/** Who answers for the item, or last did; `undefined` when nobody is on record. */
export function custodianOf(custody: Custody): string | undefined {
  return custody.state === 'none' ? undefined : custody.by;
}

/** Nothing brings it back: what was used up or destroyed. Closed and lost items may turn up again. */
export function isGone(custody: Custody): boolean {
  return (
    custody.state === 'terminal' && (custody.how === 'consumed' || custody.how === 'destroyed')
  );
}
