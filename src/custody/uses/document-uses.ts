import { Big } from 'big.js';
import { isA, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { EventOf, Item } from '../vocabulary/event.js';
import { formatDecimal, toBase, type BaseQuantity } from '../vocabulary/quantity.js';
import { normaliseMark } from '../vocabulary/serials.js';
import type { Use } from './use.js';
import type { UseTold } from './uses-of.js';

type Document = EventOf<'ATTACH_DOCUMENT'>['document'];

/** Key of a paper: type, issuer and number, however they are spelled. */
export function documentKey({
  docType,
  issuer,
  number,
}: Pick<Document, 'docType' | 'issuer' | 'number'>): string {
  return JSON.stringify([docType, normaliseMark(issuer), normaliseMark(number)]);
}

/** Papers registered for a consignment or for items; and their revocations, told by `action: revoked`. */
export function documentUsesOf(act: Act): UseTold[] {
  if (isA(act, 'REVOKE_DOCUMENT')) return [revocationOf(act)];
  if (!isA(act, 'ATTACH_DOCUMENT')) return [];
  const { document } = act.event;
  const { docType, issuer, number, singleUse } = document;
  return [
    {
      kind: 'document',
      key: documentKey(document),
      items: itemIdsOf(act),
      detail: {
        docType,
        issuer,
        number,
        singleUse: String(singleUse),
        fields: JSON.stringify(document.fields),
      },
    },
  ];
}

function revocationOf(act: Act<'REVOKE_DOCUMENT'>): UseTold {
  const { document, reason } = act.event;
  const { docType, issuer, number } = document;
  return {
    kind: 'document',
    key: documentKey(document),
    items: [],
    detail: { docType, issuer, number, action: 'revoked', reason },
  };
}

/** Was the paper taken back, and not registered? */
export function isRevocation({ detail }: Use): boolean {
  return detail['action'] === 'revoked';
}

/** What is consigned under a UCR, so that a paper used elsewhere can be drawn down by it. */
export function consignedOf(act: Act): UseTold[] {
  if (!isA(act, 'CONSIGN') || act.consignment === undefined) return [];
  const { items, commodity, consignee, plan } = act.event;
  const [from = ''] = plan.countries;
  return [
    {
      kind: 'consigned',
      key: act.consignment,
      items: itemIdsOf(act),
      detail: {
        commodity,
        consignee,
        from,
        to: plan.countries.at(-1) ?? '',
        hs: items[0]?.hs ?? '',
        parts: JSON.stringify(partsOf(items)),
      },
    },
  ];
}

/** How much of one heading was consigned, in one measure. */
export interface ConsignedPart {
  /** The first four digits. */
  readonly heading: string;
  readonly dimension: BaseQuantity['dimension'];
  readonly quantity: string;
}

function partsOf(items: readonly Item[]): ConsignedPart[] {
  const sums = new Map<
    string,
    { heading: string; dimension: BaseQuantity['dimension']; sum: Big }
  >();
  for (const { hs, qty } of items) {
    const { dimension, value } = toBase(qty);
    const heading = hs.slice(0, 4);
    const key = `${heading} ${dimension}`;
    sums.set(key, { heading, dimension, sum: (sums.get(key)?.sum ?? new Big(0)).plus(value) });
  }
  return [...sums.values()].map(({ sum, ...of }) => ({ ...of, quantity: formatDecimal(sum) }));
}

export function consignedParts({ detail }: Use): ConsignedPart[] {
  const parts: ConsignedPart[] = JSON.parse(detail['parts'] ?? '[]');
  return parts;
}

/** What a registered paper says, by field. */
export function documentFieldsOf({ detail }: Use): Document['fields'] {
  const fields: Document['fields'] = JSON.parse(detail['fields'] ?? '{}');
  return fields;
}

/** A field that holds a quantity, in base units. */
export function quantityField(
  field: Document['fields'][string] | undefined,
): BaseQuantity | undefined {
  return typeof field === 'object' ? toBase(field) : undefined;
}
