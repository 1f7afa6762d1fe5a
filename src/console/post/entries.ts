import type { JsonValue } from '../../protocol/index.js';
import type { Draft } from './draft.js';
import { memberAt, withMember } from './members.js';

/** The most entries of one list that this page asks for; more are a matter for a program. */
const MOST = 50;

/** How many entries of that list are asked for: as many as have answers, one at the least. */
export function countOf({ answers }: Draft, list: string): number {
  const numbers = Object.keys(answers).map((path) => numberIn(path, list) ?? 0);
  return Math.max(0, ...numbers) + 1;
}

/** @param field a path inside the entry: its empty answer keeps the entry's place */
export function withEntry(draft: Draft, list: string, field: string): Draft {
  const count = countOf(draft, list);
  if (count >= MOST) return draft;
  return { ...draft, answers: { ...draft.answers, [`${list}.${count}.${field}`]: '' } };
}

/** Those behind move up, with what else is known of them. */
export function withoutEntry(draft: Draft, list: string, at: number): Draft {
  const answers: Record<string, string> = {};
  for (const [path, answer] of Object.entries(draft.answers)) {
    const number = numberIn(path, list);
    if (number === undefined || number < at) answers[path] = answer;
    else if (number > at)
      answers[path.replace(`${list}.${number}.`, `${list}.${number - 1}.`)] = answer;
  }
  return { ...draft, answers, ...(draft.given && { given: without(draft.given, list, at) }) };
}

function without(given: Readonly<Record<string, JsonValue>>, list: string, at: number) {
  const known = memberAt(given, list);
  if (!Array.isArray(known)) return given;
  return withMember(given, list, known.toSpliced(at, 1));
}

function numberIn(path: string, list: string): number | undefined {
  if (!path.startsWith(`${list}.`)) return undefined;
  const number = Number.parseInt(path.slice(list.length + 1), 10);
  return Number.isNaN(number) ? undefined : number;
}
