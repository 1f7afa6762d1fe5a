import { z } from 'zod';
import { accountOf, hashesOf, type Act } from '../replay/act.js';
import { type NumberSpan, overlapOf, spansOfSerials, spanText } from '../uses/number-span.js';
import { byTime, type Use } from '../uses/use.js';
import { isArms } from '../vocabulary/commodity.js';
import type { Item } from '../vocabulary/event.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { originWindow } from './origin-missing.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { actText, listText, timeText } from './wording.js';
import { after } from './time-limits.js';
import { usesInFocus } from './uses-in-focus.js';
import {
  isEnd,
  isRegistration,
  isSameWeapon,
  mayBeSameWeapon,
  strangeWeapons,
  trailOf,
  weaponOf,
} from './weapon-trail.js';

const parameters = z.object({});
type Parameters = z.infer<typeof parameters>;

export const serialDuplicate = defineRule<Parameters>({
  id: 'R22',
  code: 'SERIAL_DUPLICATE',
  title: 'One identity, two weapons',
  explanation:
    'Arms were registered under a maker, model and serial that had been registered before and not annulled, or two items of one record carry the same: of a COMMISSION, or of what a TRANSFORM, SPLIT or MERGE made, so that one weapon could go two ways. So were arms that somebody received as part of an item that did not bring them in, while they are on record as part of another (told when the record that could explain it is two days late, 14 where the giver may be offline). Serials are compared without spaces, hyphens and leading zeros, and with O read as 0 and I and L as 1 among the closing digits; what people are shown is as it was written. Where both records name a model or a calibre, a different one is a different weapon; a model that one of them leaves out, or writes with a word more, leaves a doubt. Seized goods that come back as the same item are no second weapon.',
  authority: 'International Tracing Instrument, section 8: unique marking; cloned markings',
  group: 'identity',
  decided: ['append', 'deadline'],
  severity: 'CRITICAL',
  severities: {
    MEDIUM: 'A model is left out, or worded otherwise.',
    CRITICAL: 'All else.',
  },
  commodities: ['ARMS'],
  subject: 'maker, model and serial, in the form in which they are compared',
  anchor:
    'hash of the second registration, by the time of the acts, of the receipt, or of the act that made both lots',
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
  const { shared, lineage, focus } = context;
  const findings: Found[] = [];
  for (const act of lineage.acts) if (focus.acts.has(act.hash)) findings.push(...clonedBy(act));
  for (const { use } of usesInFocus(context, 'serial').filter((each) => isRegistration(each.use))) {
    for (const other of shared.meeting(use).filter(isRegistration)) {
      const isDoubtful = mayBeSameWeapon(use, other);
      if (other === use || (!isDoubtful && !isSameWeapon(use, other))) continue;
      const [first, again] = [use, other].toSorted((a, b) => byTime(a, b) || a.part - b.part);
      if (first === undefined || again === undefined || isReturn(first, again)) continue;
      findings.push(isDoubtful ? doubtful(first, again) : found(first, again));
    }
  }
  const held = twiceHeld(context);
  return { findings: [...findings, ...held.findings], deadlines: held.deadlines };
}

/** Received as part of an item that did not bring it in, while it is on record as part of another. */
function twiceHeld(context: RuleContext<Parameters>): RuleAnswer {
  const { shared, now } = context;
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  for (const strange of strangeWeapons(context)) {
    const { use, history } = strange;
    if (use.detail['act'] !== 'RECEIVE') continue;
    const { own, others } = trailOf(use, shared);
    const registered = others.findLast(isRegistration);
    if (own !== undefined || registered === undefined || others.some(isEnd)) continue;
    // The record that made this item of the other may still arrive.
    const limit =
      use.recordedAt + (history.origin === undefined ? originWindow(history, context) : 0);
    const twice = heldTwice(use, registered);
    if (now <= limit && history.origin === undefined) {
      deadlines.push({ subject: twice.subject, at: after(limit) });
    } else findings.push(twice);
  }
  return { findings, deadlines };
}

function heldTwice(use: Use, registered: Use): Found {
  const { name, subject } = weaponOf(registered, use);
  return {
    subject,
    anchor: use.hash,
    severity: 'CRITICAL',
    ...(use.consignment !== undefined && { ucr: use.consignment }),
    items: [...new Set([...use.items, ...registered.items])],
    sentence: `${use.actor} received ${name} on ${timeText(use.at)} as part of ${listText(use.items)}; it is registered by ${registered.actor} as part of ${listText(registered.items)}, and no record tells how it left that.`,
    evidence: [registered.hash, use.hash],
  };
}

/** Of several lots that one act makes, two bear the same serial: both are there, and there is one weapon. */
function clonedBy(act: Act): Found[] {
  if (!('outputs' in act.event)) return [];
  const lots = act.event.outputs.filter(({ hs, serials }) => isArms(hs) && serials !== undefined);
  if (lots.length < 2) return [];
  const findings: Found[] = [];
  let open: Marked[] = [];
  // By number, so that only spans that may overlap are held against each other.
  for (const one of lots.flatMap(markedOf).toSorted(byNumber)) {
    open = open.filter(({ span }) => overlapOf(span, one.span) !== undefined);
    const other = open.find((each) => each.lot !== one.lot && areAlike(each, one));
    open.push(one);
    const twice = other === undefined ? undefined : overlapOf(other.span, one.span);
    if (other === undefined || twice === undefined) continue;
    findings.push(cloned(act, [other.lot, one.lot], spanText(twice)));
  }
  return findings;
}

interface Marked {
  readonly lot: Item;
  readonly span: NumberSpan;
  /** Maker, model and calibre, in the form in which they are compared. */
  readonly names: readonly (string | undefined)[];
}

function markedOf(lot: Item): Marked[] {
  const names = [lot.maker, lot.model, lot.calibre].map((name) =>
    name === undefined ? undefined : normaliseMark(name),
  );
  return spansOfSerials(lot.serials ?? []).map((span) => ({ lot, span, names }));
}

function byNumber({ span: a }: Marked, { span: b }: Marked): number {
  return a.prefix === b.prefix ? a.low - b.low : a.prefix < b.prefix ? -1 : 1;
}

/** Makers repeat serials; what only one of the two tells does not tell them apart. */
function areAlike({ names: a }: Marked, { names: b }: Marked): boolean {
  return a.every((name, at) => name === undefined || b[at] === undefined || name === b[at]);
}

function cloned(act: Act, lots: readonly [Item, Item], serials: string): Found {
  const [first, again] = lots;
  const { maker = '', model = '' } = again;
  const name = [maker, model, serials].filter((part) => part !== '').join(' ');
  return {
    subject: [maker, model, serials].map((part) => normaliseMark(part)).join('/'),
    anchor: act.hash,
    severity: 'CRITICAL',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: [again.itemId, first.itemId],
    sentence: `${accountOf(act)} signed ${actText(act)}, which made ${first.itemId} and ${again.itemId}: ${name} is among the serials of both.`,
    evidence: hashesOf(act),
  };
}

function isReturn(first: Use, again: Use): boolean {
  return again.detail['basis'] === 'seized-returned' && again.items[0] === first.items[0];
}

/** One of the two tells no model, or another wording of it. */
function doubtful(first: Use, again: Use): Found {
  const both = found(first, again);
  const [one, other] = [first, again].map(({ detail }) => detail['model'] || 'none');
  return {
    ...both,
    severity: 'MEDIUM',
    sentence: `${both.sentence} The models are given as ${one} and ${other}.`,
  };
}

function found(first: Use, again: Use): Found {
  const { name, subject } = weaponOf(first, again);
  const items = [...new Set([...again.items, ...first.items])];
  return {
    subject,
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
