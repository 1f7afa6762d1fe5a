import { z } from 'zod';
import { overlapOf, spanText } from '../uses/number-span.js';
import { byTime, spanOf, type Use } from '../uses/use.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { listText, timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const serialDuplicate = defineRule<Parameters>({
  id: 'R22',
  code: 'SERIAL_DUPLICATE',
  title: 'One identity, two weapons',
  explanation:
    'Arms were registered under a maker, model and serial that had been registered before and not annulled, or two items of one record carry the same. Serials are compared without spaces, hyphens and leading zeros, and with O read as 0 and I and L as 1 among the closing digits; what people are shown is as it was written. Where both records name a calibre, a different one is a different weapon. Seized goods that come back as the same item are no second weapon.',
  authority: 'International Tracing Instrument, section 8: unique marking; cloned markings',
  group: 'identity',
  decided: ['append'],
  severity: 'CRITICAL',
  commodities: ['ARMS'],
  subject: 'maker, model and serial, in the form in which they are compared',
  anchor: 'hash of the second registration, by the time of the acts',
  parameters,
  reasons: {},
  autoClear: false,
  innocent: [
    'Makers repeat serials between calibres or years that the records do not name.',
    'Stock was registered again as an opening balance in another State.',
    'A serial was mistyped.',
  ],
  closedBy: 'An inspector, after looking at the marks of both.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { shared } = context;
  const findings: Found[] = [];
  for (const { use } of usesInFocus(context, 'serial')) {
    for (const other of shared.meeting(use)) {
      if (other === use || !isSameWeapon(use, other)) continue;
      const [first, again] = [use, other].toSorted((a, b) => byTime(a, b) || a.part - b.part);
      if (first === undefined || again === undefined || isReturn(first, again)) continue;
      findings.push(found(first, again));
    }
  }
  return { findings, deadlines: [] };
}

function isSameWeapon({ detail: a }: Use, { detail: b }: Use): boolean {
  const [one, other] = [a['calibre'], b['calibre']];
  return one === undefined || other === undefined || normaliseMark(one) === normaliseMark(other);
}

function isReturn(first: Use, again: Use): boolean {
  return again.detail['basis'] === 'seized-returned' && again.items[0] === first.items[0];
}

function found(first: Use, again: Use): Found {
  const [a, b] = [spanOf(first), spanOf(again)];
  const overlap = a !== undefined && b !== undefined ? overlapOf(a, b) : undefined;
  const { maker = '', model = '' } = again.detail;
  const [, , prefix]: string[] = JSON.parse(again.key);
  const serials = overlap === undefined ? '' : spanText({ ...overlap, prefix: prefix ?? '' });
  const name = [maker, model, serials].filter((part) => part !== '').join(' ');
  const items = [...new Set([...again.items, ...first.items])];
  return {
    subject: [maker, model, serials].map((part) => normaliseMark(part)).join('/'),
    anchor: again.hash,
    severity: 'CRITICAL',
    ...(again.consignment !== undefined && { ucr: again.consignment }),
    items,
    sentence: `${name} was registered by ${first.actor} on ${timeText(first.at)} as part of ${listText(first.items)} and again by ${again.actor} on ${timeText(again.at)} as part of ${listText(again.items)}.`,
    evidence: [
      ...new Set([first, again].toSorted((x, y) => x.index - y.index).map(({ hash }) => hash)),
    ],
  };
}
