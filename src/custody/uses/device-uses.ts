import type { Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { UseTold } from './uses-of.js';

/** The link of a record in the chain of its device: it joins its own number to the one before. */
export function deviceUsesOf(act: Act): UseTold[] {
  const { device } = act.event;
  if (device === undefined) return [];
  const { deviceId, seq, prev } = device;
  return [
    {
      kind: 'device',
      key: deviceId,
      low: seq - 1,
      high: seq,
      items: itemIdsOf(act),
      detail: { prev },
    },
  ];
}
