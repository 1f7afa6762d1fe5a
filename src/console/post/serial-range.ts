import type { JsonValue } from '../../protocol/index.js';
import { isMembers } from './members.js';

const RANGE = /^(?<first>.*\S)\s*(?:\.\.|…)\s*(?<last>\S.*)$/u;
const NUMBERED = /^(?<prefix>.*?)(?<number>\d{1,15})$/u;

/** One serial, or `BO26-001001..BO26-001040`: all from the first to the last. */
export function serialOf(typed: string): JsonValue {
  const { first, last } = RANGE.exec(typed)?.groups ?? {};
  if (first === undefined || last === undefined) return typed;
  const from = NUMBERED.exec(first)?.groups;
  const to = NUMBERED.exec(last)?.groups;
  const isOneSeries = from !== undefined && to !== undefined && from['prefix'] === to['prefix'];
  // What is no series is left without a width, for the schema to name.
  if (!isOneSeries) return { from: first, to: last };
  const { prefix = '', number = '' } = from;
  return { prefix, from: Number(number), to: Number(to['number']), width: number.length };
}

/** As it would have been typed. */
export function serialText(serial: JsonValue): string {
  if (typeof serial === 'string') return serial;
  if (!isMembers(serial)) return '';
  const { prefix, from, to, width } = serial;
  const numbered = (number: JsonValue | undefined): string =>
    `${textOf(prefix)}${textOf(number).padStart(Number(width), '0')}`;
  return `${numbered(from)}..${numbered(to)}`;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
