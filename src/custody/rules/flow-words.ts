import { Big } from 'big.js';
import type { Use } from '../uses/use.js';
import { commodityOfHs } from '../vocabulary/commodity.js';
import type { BaseQuantity } from '../vocabulary/quantity.js';
import type { Circumstances } from './rule.js';

/** What a flow says of itself. */
export interface Words {
  readonly hs: string;
  readonly from: string;
  readonly to: string;
  readonly sender: string;
  readonly consignee: string;
  readonly quantity: BaseQuantity;
}

export function wordsOf({ detail }: Use): Words {
  const { hs = '', from = '', to = '', sender = '', consignee = '' } = detail;
  const { dimension = '', quantity = '0' } = detail;
  const known = dimension === 'mass' || dimension === 'volume' || dimension === 'count';
  return {
    hs,
    from,
    to,
    sender,
    consignee,
    quantity: {
      dimension: known ? dimension : `unit:${dimension.slice('unit:'.length)}`,
      value: new Big(quantity),
    },
  };
}

/** In log order. */
export function evidenceOf(uses: readonly Use[]): string[] {
  return uses.toSorted((a, b) => a.index - b.index).map(({ hash }) => hash);
}

/** Flows are told apart by their goods and the country they left. */
export function flowCase(flow: Use): Circumstances {
  const { hs, from } = wordsOf(flow);
  return { commodity: commodityOfHs(hs), country: from };
}
