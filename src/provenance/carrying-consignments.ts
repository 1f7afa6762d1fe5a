import { Injectable } from '@nestjs/common';
import type { Reader } from '../access/reader.js';
import { LineageStore } from './lineage.store.js';
import { ReadingRights } from './reading-rights.js';
import { SearchStore } from './search.store.js';

/** A consignment in which goods travelled. */
export interface CarriedIn {
  /** `<UCR>;<year>`. */
  readonly consignment: string;
  /** Not the goods themselves travelled in it, but what was made of them. */
  readonly isInherited: boolean;
}

export interface CarriedGoods {
  readonly consignments: readonly CarriedIn[];
  /** False when there are more than are told, or more goods were made of these than were followed. */
  readonly isComplete: boolean;
}

/** Consignments told of some goods. */
const MOST_TOLD = 100;

/** Follows goods downstream, into the consignments that took them and what was made of them. */
@Injectable()
export class CarryingConsignments {
  constructor(
    private readonly lineages: LineageStore,
    private readonly search: SearchStore,
    private readonly rights: ReadingRights,
  ) {}

  /**
   * Those the goods themselves travelled in come first, of each kind the newest. What the reader may not read is left
   * out like what is not there.
   *
   * @param named key of a consignment that carries them by another's word
   */
  async of(
    reader: Reader,
    items: readonly string[],
    named: string | undefined,
  ): Promise<CarriedGoods> {
    const downstream = await this.lineages.downstreamOf(items);
    const own = new Set(items);
    const pairs = await this.search.consignmentsOf([...items, ...downstream.items]);
    const isInherited = new Map(named === undefined ? [] : [[named, false]]);
    for (const { item, consignment } of pairs)
      isInherited.set(consignment, (isInherited.get(consignment) ?? true) && !own.has(item));
    const views = await this.rights.viewsOf(reader, [...isInherited.keys()]);
    const consignments = [...isInherited]
      .filter(([consignment]) => views.has(consignment))
      .map(([consignment, inherited]) => ({ consignment, isInherited: inherited }))
      .toSorted((a, b) => Number(a.isInherited) - Number(b.isInherited));
    return {
      consignments: consignments.slice(0, MOST_TOLD),
      isComplete: downstream.isComplete && consignments.length <= MOST_TOLD,
    };
  }
}
