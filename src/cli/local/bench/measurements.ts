import type { LoadResult } from './http-load.js';

/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: 'per second' | 'ms' | 'ratio' | 'MB';
  readonly p50?: number;
  readonly p99?: number;
  /** Against the baseline of the same run. */
  readonly ratio?: number;
  readonly note?: string;
  /** What is promised; the bench ends with status 1 where it is not kept. */
  readonly promised?: { readonly p99?: number; readonly ratio?: number };
}

/** Which promises were not kept, one line each. */
export function brokenPromises(measurements: readonly Measurement[]): string[] {
  return measurements.flatMap(({ what, p99, ratio, promised }) => [
    ...(isBeyond(p99, promised?.p99)
      ? [`${what}: p99 ${format(p99!)} ms, promised ${promised!.p99} ms`]
      : []),
    ...(isBeyond(ratio, promised?.ratio)
      ? [`${what}: ${ratio!.toFixed(1)} times as long, promised ${promised!.ratio}`]
      : []),
  ]);
}

function isBeyond(value: number | undefined, limit: number | undefined): boolean {
  return value !== undefined && limit !== undefined && value > limit;
}

export function rateOf(what: string, load: LoadResult, eventsPerRequest = 1): Measurement {
  if (load.errors > 0)
    throw new Error(`${what}: ${load.errors} of ${load.requests} requests failed`);
  return {
    what,
    value: load.perSecond * eventsPerRequest,
    unit: 'per second',
    p50: load.p50,
    p99: load.p99,
  };
}

export function against(baseline: Measurement, measured: Measurement): Measurement {
  return { ...measured, ratio: measured.value / baseline.value };
}

/** For those who watch while it runs. */
export function lineOf({ what, value, unit, p99, ratio }: Measurement): string {
  const parts = [`${what}: ${format(value)} ${unit}`];
  if (p99 !== undefined) parts.push(`p99 ${format(p99)} ms`);
  if (ratio !== undefined) parts.push(`${ratio.toFixed(1)} x the baseline`);
  return parts.join(', ');
}

export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map((m) => [
    m.what,
    `${format(m.value)} ${m.unit}`,
    m.p50 === undefined ? '' : `${format(m.p50)} ms`,
    m.p99 === undefined ? '' : `${format(m.p99)} ms`,
    m.ratio === undefined ? '' : `${m.ratio.toFixed(1)} x`,
    m.note ?? '',
  ]);
  const header = ['measured', 'value', 'p50', 'p99', 'baseline', ''];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}

function format(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(value >= 10 ? 1 : 2);
}
