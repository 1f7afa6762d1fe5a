import { documentFieldsOf, quantityField } from '../uses/document-uses.js';
import { byTime, type Use } from '../uses/use.js';
import { formatDecimal } from '../vocabulary/quantity.js';
import { normaliseMark } from '../vocabulary/serials.js';
import type { Found, RuleContext } from './rule.js';
import { listText, timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

/**
 * DOC_CONTENT_MISMATCH, the half that needs no goods: one number registered with different fields. Another scan with
 * equal fields is a rendition. Quantities are compared as amounts, texts without case and punctuation.
 */
export function documentVersions(
  context: Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared'>,
): Found[] {
  const { shared } = context;
  const findings: Found[] = [];
  for (const { use } of usesInFocus(context, 'document')) {
    for (const other of shared.meeting(use)) {
      if (other === use) continue;
      const [first, again] = byTime(other, use) < 0 ? [other, use] : [use, other];
      const names = differingFields(first, again);
      if (names.length > 0) findings.push(found(first, again, names));
    }
  }
  return findings;
}

/** Fields both registrations fill, and fill differently, in alphabetical order. */
function differingFields(first: Use, again: Use): string[] {
  const [one, other] = [documentFieldsOf(first), documentFieldsOf(again)];
  return Object.keys(one)
    .filter((name) => name in other && textOf(one[name]) !== textOf(other[name]))
    .toSorted();
}

function textOf(field: Parameters<typeof quantityField>[0]): string {
  const amount = quantityField(field);
  if (amount !== undefined) return `${formatDecimal(amount.value)} ${amount.dimension}`;
  return typeof field === 'string' ? normaliseMark(field) : '';
}

function found(first: Use, again: Use, names: readonly string[]): Found {
  const { docType, issuer, number } = again.detail;
  return {
    subject: `${again.consignment ?? again.items[0] ?? ''}/${docType}/${number}/fields`,
    anchor: again.hash,
    severity: 'HIGH',
    ...(again.consignment !== undefined && { ucr: again.consignment }),
    items: again.items,
    sentence: `${docType} ${number} of ${issuer} was registered by ${first.actor} on ${timeText(first.at)} and by ${again.actor} on ${timeText(again.at)} with different ${listText(names)}.`,
    evidence: [first, again].toSorted((a, b) => a.index - b.index).map(({ hash }) => hash),
  };
}
