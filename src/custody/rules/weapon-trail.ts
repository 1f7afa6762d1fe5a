import { isA, type Act } from '../replay/act.js';
import type { ItemHistory } from '../replay/item-history.js';
import { overlapOf, spanText } from '../uses/number-span.js';
import type { SharedUses } from '../uses/shared-uses.js';
import { byTime, spanOf, type Use } from '../uses/use.js';
import { normaliseMark } from '../vocabulary/serials.js';
import type { RuleContext } from './rule.js';
import { usesInFocus } from './uses-in-focus.js';

/** A weapon that an act names as part of an item which no record makes of another. */
export interface StrangeWeapon {
  readonly act: Act;
  readonly use: Use;
  readonly history: ItemHistory;
}

/**
 * Serials that acts of the focus name. Items that were made of others are left out: whatever came in under another id
 * may have become part of them.
 */
export function strangeWeapons(
  context: Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared'>,
): StrangeWeapon[] {
  return usesInFocus(context, 'serial').flatMap(({ act, use }) => {
    const history = context.lineage.items.get(use.items[0] ?? '');
    if (history === undefined) return [];
    const isMade = history.origin !== undefined && !isA(history.origin, 'COMMISSION');
    return isMade ? [] : [{ act, use, history }];
  });
}

export interface WeaponTrail {
  /** Where the weapon came in with the item itself. */
  readonly own: Use | undefined;
  /** What is told of it under other items before, earliest first. */
  readonly others: readonly Use[];
}

export function trailOf(use: Use, shared: SharedUses): WeaponTrail {
  const met = shared.meeting(use).filter((other) => isSameWeapon(use, other));
  const isOwn = ({ items }: Use) => items[0] === use.items[0];
  return {
    own: met.find((other) => isRegistration(other) && isOwn(other)),
    others: met.filter((other) => !isOwn(other) && byTime(other, use) < 0),
  };
}

export function isRegistration({ detail }: Use): boolean {
  return detail['act'] === undefined;
}

/** After it, nobody is on record as holding the weapon freely. */
export function isEnd({ detail }: Use): boolean {
  return ['DESTROY', 'SEIZE', 'REPORT_LOSS'].includes(detail['act'] ?? '');
}

/** Of two records that name a model, or a calibre, both must name the same. */
export function isSameWeapon(a: Use, b: Use): boolean {
  const [one, other] = [modelOf(a), modelOf(b)];
  const isOneModel = one === '' || other === '' || asRead(one) === asRead(other);
  return haveOneCalibre(a, b) && isOneModel;
}

/** Is a model left out, or written with a word more, so that the two may be one weapon or two models of one maker? */
export function mayBeSameWeapon(a: Use, b: Use): boolean {
  const [short = '', long = ''] = [modelOf(a), modelOf(b)].toSorted((x, y) => x.length - y.length);
  if (asRead(short) === asRead(long) || !haveOneCalibre(a, b)) return false;
  if (short === '') return true;
  return asRead(long).startsWith(asRead(short)) && digitsOf(short) === digitsOf(long);
}

function haveOneCalibre({ detail: a }: Use, { detail: b }: Use): boolean {
  const [one, other] = [a['calibre'], b['calibre']];
  return one === undefined || other === undefined || normaliseMark(one) === normaliseMark(other);
}

/** Without the maker before it. */
function modelOf({ detail: { maker = '', model = '' } }: Use): string {
  const [brand, normal] = [normaliseMark(maker), normaliseMark(model)];
  return normal.startsWith(brand) && normal !== brand ? normal.slice(brand.length) : normal;
}

/** Letters that are read for digits count as these. */
function asRead(model: string): string {
  return model.replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
}

function digitsOf(model: string): string {
  return model.replaceAll(/[^0-9]/gu, '');
}

/** Maker, model and the numbers that both uses tell: as people write it, and in the form in which it is compared. */
export function weaponOf(first: Use, again: Use): { name: string; subject: string } {
  const [a, b] = [spanOf(first), spanOf(again)];
  const overlap = a !== undefined && b !== undefined ? overlapOf(a, b) : undefined;
  const { maker = '', model = '' } = again.detail;
  const [, prefix]: string[] = JSON.parse(again.key);
  const serials = overlap === undefined ? '' : spanText({ ...overlap, prefix: prefix ?? '' });
  return {
    name: [maker, model, serials].filter((part) => part !== '').join(' '),
    subject: [maker, model, serials].map((part) => normaliseMark(part)).join('/'),
  };
}
