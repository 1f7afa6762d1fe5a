import { isA, type Act } from '../replay/act.js';
import { normaliseMark } from '../vocabulary/serials.js';
import type { UseTold } from './uses-of.js';

/** Key of a party among the identifiers. */
export function partyKey(party: string): string {
  return `party/${party}`;
}

/** Who and what stands behind a consignment: parties, vehicles and devices. Authorities are not named. */
export function identifiersOf(act: Act): UseTold[] {
  if (act.consignment === undefined) return [];
  return [...new Set(keysOf(act))].map((key) => ({
    kind: 'identifier',
    key,
    items: [],
    detail: {},
  }));
}

/** Acts of whoever has the goods, never of an authority. */
const OF_HOLDERS = new Set(['CONSIGN', 'DISPATCH', 'RECEIVE', 'DEPART', 'ARRIVE']);

function keysOf(act: Act): string[] {
  if (!OF_HOLDERS.has(act.event.type)) return [];
  return [...partiesOf(act).map(partyKey), ...thingsOf(act)];
}

function partiesOf(act: Act): string[] {
  const { actor } = act.event;
  if (isA(act, 'CONSIGN')) return [actor, act.event.consignee, act.event.endUser];
  return isA(act, 'RECEIVE') ? [actor] : [];
}

function thingsOf({ event: { device, transport } }: Act): string[] {
  const devices = device === undefined ? [] : [`device/${device.deviceId}`];
  const vehicle = normaliseMark(transport?.meansId ?? '');
  return vehicle === '' ? devices : [`vehicle/${transport?.mode ?? 'any'}/${vehicle}`, ...devices];
}
