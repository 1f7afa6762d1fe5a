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

function keysOf(act: Act): string[] {
  const { actor, device } = act.event;
  const devices = device === undefined ? [] : [`device/${device.deviceId}`];
  if (isA(act, 'CONSIGN')) {
    const { consignee, endUser } = act.event;
    return [...[actor, consignee, endUser].map(partyKey), ...devices];
  }
  if (isA(act, 'RECEIVE')) return [partyKey(actor), ...devices];
  if (!isA(act, 'DEPART')) return [];
  const { mode, meansId } = act.event.transport;
  const vehicle = normaliseMark(meansId ?? '');
  return vehicle === '' ? devices : [`vehicle/${mode ?? 'any'}/${vehicle}`, ...devices];
}
