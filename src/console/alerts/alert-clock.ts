import type { AlertSummary } from '../../client/alert-answers.js';
import { CLOSED } from './alert-words.js';

type Clocked = Pick<
  AlertSummary,
  'state' | 'openedAt' | 'changedAt' | 'acknowledgeBy' | 'acknowledgedAt'
>;

/** How long it has been open, or was until it was closed, milliseconds. */
export function ageOf({ state, openedAt, changedAt }: Clocked, now: Date): number {
  const end = CLOSED.includes(state) ? Date.parse(changedAt) : now.getTime();
  return Math.max(0, end - Date.parse(openedAt));
}

/** Until somebody has to acknowledge it, below 0 where it is late; `undefined` where nobody has to any more. */
export function timeLeft(alert: Clocked, now: Date): number | undefined {
  const { state, acknowledgeBy, acknowledgedAt } = alert;
  if (acknowledgeBy === null || acknowledgedAt !== null || CLOSED.includes(state)) return undefined;
  return Date.parse(acknowledgeBy) - now.getTime();
}
