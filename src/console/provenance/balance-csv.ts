import type { Transformation } from './balance.js';

const HEAD = [
  'event',
  'party',
  'occurred_at',
  'counted',
  'unit',
  'side',
  'lot',
  'quantity',
  'percent_of_inputs',
];
const DECIMALS = 6;

/** The balances as a table (RFC 4180) whose figures a program can read, whatever language the page is in. */
export function balanceCsv(transformations: readonly Transformation[]): string {
  const rows = transformations.flatMap(({ eventId, party, occurredAt, balances }) =>
    balances.flatMap(({ metal, unit, inputs, outputs, difference }) => {
      const used = inputs.reduce((sum, { value }) => sum + value, 0);
      const row = (side: string, lot: string, value: number): string[] => [
        eventId,
        party,
        occurredAt,
        metal ?? 'goods',
        unit,
        side,
        lot,
        figure(value),
        used > 0 ? figure((value / used) * 100) : '',
      ];
      return [
        ...inputs.map(({ name, value }) => row('in', name, value)),
        ...outputs.map(({ name, value }) => row('out', name, value)),
        row('difference', '', difference),
      ];
    }),
  );
  return [HEAD, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function figure(value: number): string {
  return String(Number(value.toFixed(DECIMALS)));
}

/** A spreadsheet takes what begins like a formula for one; a name that somebody chose must not run. */
function cellOf(text: string): string {
  const isFormula = /^[=+@\t\r]|^-(?![\d.]+$)/u.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
