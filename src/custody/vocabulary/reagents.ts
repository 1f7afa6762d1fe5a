import type { Item } from './event.js';
import { containedIn } from './assays.js';
import { toBase } from './quantity.js';

/**
 * What is added to ore and metal and holds none: water, salt, sand, clay, lime, fuels, acids, soda, borax and charcoal.
 * Who lists some of it among the inputs has not thereby told less of the others.
 */
const REAGENTS = /^(2201|25(01|0[3-9]|1[7-9]|2[0-3])|27|28(0[0-9]|1[0-5]|36|40)|4402)/;

export function isReagent({ hs }: Pick<Item, 'hs'>): boolean {
  return REAGENTS.test(hs);
}

/** What each input tells of its metal; of reagents nothing is asked. */
export function contentsOf(
  inputs: readonly Item[],
  assayOf: (item: Item) => Item['assay'],
): ReturnType<typeof containedIn>[] {
  return inputs
    .map((item) => ({ item, content: containedIn(item.qty, assayOf(item)) }))
    .filter(({ item, content }) => content !== undefined || !isReagent(item))
    .map(({ content }) => content);
}

/** What a process is about: the most of what went in, reagents apart, in whatever order it was named. */
export function mainInput(inputs: readonly Item[]): Item | undefined {
  const goods = inputs.filter((item) => !isReagent(item));
  const [first, ...others] = goods.length > 0 ? goods : inputs;
  return others.reduce(
    (most, item) =>
      most !== undefined && toBase(item.qty).value.gt(toBase(most.qty).value) ? item : most,
    first,
  );
}
