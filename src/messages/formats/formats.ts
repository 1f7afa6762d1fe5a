import type { Say } from '../messages.js';
import { figureIn } from './figure.js';

export interface Formats {
  /** `May 12, 2026, 08:00 UTC`; papers and other offices are read in UTC. */
  readonly time: (iso: string) => string;
  readonly day: (iso: string) => string;
  readonly number: (value: number) => string;
  /** `26 days`, `7 hr` or `40 min`: the one unit that fits. */
  readonly duration: (ms: number) => string;
}

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** As the language writes them that it is said in. */
export function formatsIn(say: Say): Formats {
  const months = say('date.months').split('|');
  const dayOf = (date: Date): string =>
    say('date.day', {
      day: String(date.getUTCDate()),
      month: months[date.getUTCMonth()] ?? '',
      // A text: as a number it would have a mark between its thousands.
      year: String(date.getUTCFullYear()),
    });
  const clocked = (count: number): string[] => say('duration.clock', { count }).split('|');
  return {
    time: (iso) => {
      const date = new Date(iso);
      return say('date.time', { day: dayOf(date), clock: date.toISOString().slice(-13, -8) });
    },
    day: (iso) => dayOf(new Date(iso)),
    number: figureIn(say('number.marks')),
    duration: (ms) => {
      const minutes = Math.max(0, Math.round(ms / MINUTE_MS));
      if (minutes < HOUR) return clocked(minutes)[0] ?? '';
      if (minutes < 2 * DAY) return clocked(Math.round(minutes / HOUR))[1] ?? '';
      return say('duration.days', { count: Math.round(minutes / DAY) });
    },
  };
}
