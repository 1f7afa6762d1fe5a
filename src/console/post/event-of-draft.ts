import type { JsonValue } from '../../protocol/index.js';
import { questionsOf } from './asked-types.js';
import type { Draft } from './draft.js';
import { countOf } from './entries.js';
import type { Field } from './fields.js';
import { memberAt, type Members, withMember } from './members.js';
import type { Answers, Question } from './question.js';
import { readAnswer, writeAnswer } from './read-answer.js';

export interface Signing {
  readonly actor: string;
  /** Origin of the ledger it is meant for. */
  readonly ledger: string;
}

/** The event that the answers make, with what is missing left out: whether it is one, the schema says. */
export function eventOfDraft(draft: Draft, { actor, ledger }: Signing): Members {
  const { type, eventId, given = {} } = draft;
  const header = { schema: 'custody-event/1', ledger, eventId, actor, type };
  let event: Members = { ...given, ...header };
  for (const question of questionsOf(draft)) event = withAnswers(event, question, draft);
  return event['annul'] === true ? withMember(event, 'replacement', undefined) : event;
}

function withAnswers(event: Members, question: Question, draft: Draft): Members {
  const { fields, entries } = question;
  if (entries === undefined) return filled(event, fields, (path) => draft.answers[path]);
  const { path: list, isOptional } = entries;
  const known = memberAt(event, list);
  const made = Array.from({ length: countOf(draft, list) }, (_, at) => {
    const inside = `${list}.${at}.`;
    if (isOptional === true && isUntouched(draft.answers, inside)) return undefined;
    const before = Array.isArray(known) ? known[at] : undefined;
    return filled({ ...Object(before) }, fields, (path) => draft.answers[inside + path]);
  });
  const asked = made.filter((entry) => entry !== undefined);
  return withMember(event, list, asked.length === 0 ? undefined : asked);
}

function isUntouched(answers: Answers, inside: string): boolean {
  return Object.entries(answers).every(
    ([path, answer]) => !path.startsWith(inside) || answer.trim() === '',
  );
}

function filled(
  into: Members,
  fields: readonly Field[],
  answerOf: (path: string) => string | undefined,
): Members {
  return fields.reduce((members, field) => {
    const answer = answerOf(field.path) ?? '';
    const value = valueOf(answer, field, memberAt(members, field.path));
    return withMember(members, field.path, value);
  }, into);
}

/** An answer that nobody changed says what it said, to the second and in its own time zone. */
function valueOf(
  answer: string,
  { form, empty }: Field,
  before: JsonValue | undefined,
): JsonValue | undefined {
  if (before !== undefined && writeAnswer(before, form) === answer) return before;
  return readAnswer(answer, form) ?? empty;
}
