import { isA, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { Item } from '../vocabulary/event.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { spanOfMark, spansOfRange, spansOfSerials, type NumberSpan } from './number-span.js';
import type { UseTold } from './uses-of.js';

/** Acts that put tags on goods; all others only read them. */
const BINDS_TAGS = new Set(['COMMISSION', 'TRANSFORM', 'SPLIT', 'MERGE']);

/** Tags an act binds to its items. Issuer and type are told, not part of the key: many records leave them out. */
export function tagUsesOf(act: Act): UseTold[] {
  const items = itemIdsOf(act);
  if (isA(act, 'RETAG')) return [marked('tag', spanOfMark(act.event.addedMark), items)];
  if (!BINDS_TAGS.has(act.event.type)) return [];
  return (act.event.tags ?? []).flatMap(({ issuer, type, ...range }) => {
    const detail = { ...(issuer !== undefined && { issuer }), ...(type !== undefined && { type }) };
    return spansOfRange(range).map((span) => marked('tag', span, items, detail));
  });
}

/** Seals put on and taken off, whoever does it. */
export function sealUsesOf(act: Act): UseTold[] {
  const items = itemIdsOf(act);
  const { applied = [], removed = [] } = act.event.seals ?? {};
  return [
    ...applied.map((seal) => marked('seal', spanOfMark(seal), items, { action: 'applied' })),
    ...removed.map((seal) => marked('seal', spanOfMark(seal), items, { action: 'removed' })),
  ];
}

/** Acts that show a weapon in somebody's hands, lost, found or ended, whatever item it is told as. */
const SHOWS_WEAPONS = new Set([
  'RECEIVE',
  'RECOVER',
  'REPORT_LOSS',
  'SEIZE',
  'RELEASE_SEIZED',
  'DESTROY',
]);

/**
 * Serials of arms that come into the ledger (told with the basis) or are seen later (told with the act). The key joins
 * maker and the mark's beginning; makers repeat serials, so a mark without maker is not compared. Model and calibre are
 * told, for not every record knows them, and not every one spells them alike.
 */
export function serialUsesOf(act: Act): UseTold[] {
  const isOrigin = isA(act, 'COMMISSION');
  if (!isOrigin && !SHOWS_WEAPONS.has(act.event.type)) return [];
  const marking = isOrigin ? act.event.marking : undefined;
  const how: UseTold['detail'] = isOrigin ? { basis: act.event.basis } : { act: act.event.type };
  return (act.event.items ?? []).flatMap((item) => {
    const maker = item.maker ?? marking?.manufacturer;
    if (maker === undefined || item.serials === undefined || !item.hs.startsWith('93')) return [];
    const calibre = item.calibre ?? marking?.calibre;
    const detail = {
      maker,
      model: item.model ?? marking?.model ?? '',
      ...how,
      ...(calibre !== undefined && { calibre }),
    };
    return spansOfSerials(item.serials).map((span) => ({
      ...marked('serial', span, [item.itemId], detail),
      key: JSON.stringify([normaliseMark(maker), span.prefix]),
    }));
  });
}

function marked(
  kind: 'tag' | 'seal' | 'serial',
  { prefix, low, high }: NumberSpan,
  items: readonly Item['itemId'][],
  detail: UseTold['detail'] = {},
): UseTold {
  return { kind, key: prefix, low, high, items, detail };
}
