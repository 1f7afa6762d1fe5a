import { formatBase, formatQuantity } from '../vocabulary/quantity.js';
import type { Item } from '../vocabulary/event.js';
import type { Act } from '../replay/act.js';
import { DAY, HOUR } from './time-limits.js';

export { formatBase, formatQuantity };

/** `2026-05-12 18:00 UTC`. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2026-05-12`, in UTC. */
export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `40 minutes`, `30 hours`, `14 days`: whole units, rounded down. */
export function spanText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 120) return counted(minutes, 'minute');
  if (milliseconds < 3 * DAY) return counted(Math.floor(milliseconds / HOUR), 'hour');
  return counted(Math.floor(milliseconds / DAY), 'day');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `500 kg of S1-L1 and 3 other items`. */
export function goodsText(items: readonly Item[]): string {
  const [first, ...rest] = items;
  if (first === undefined) return 'the goods';
  const more = rest.length === 0 ? '' : ` and ${counted(rest.length, 'other item')}`;
  return `${formatQuantity(first.qty)} of ${first.itemId}${more}`;
}

/** `A, B and 4 more`, at most `limit` names. */
export function listText(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit);
  const hidden = names.length - shown.length;
  if (hidden > 0) return `${shown.join(', ')} and ${hidden} more`;
  const last = shown.pop();
  if (last === undefined) return 'none';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** `a DISPATCH`, `an ARRIVE`. */
export function anAct({ event: { type } }: Act): string {
  return `${/^([AEIO]|UN)/.test(type) ? 'an' : 'a'} ${type}`;
}

/** `the DISPATCH of 2026-05-11 06:00 UTC`. */
export function actText(act: Act): string {
  return `the ${act.event.type} of ${timeText(act.at)}`;
}
