/** How figures, days and spans of time are written. */
export const formats = {
  /** Before what it names. */
  'text.label': '{name}:',
  /** Minus, between thousands, before decimals. */
  'number.marks': '-|,|.',
  'date.months': 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec',
  'date.day': '{month} {day}, {year}',
  'date.time': '{day}, {clock} UTC',
  /** Minutes, hours. */
  'duration.clock': '{count} min|{count} hr',
  'duration.days': { one: '{count} day', other: '{count} days' },
};
