import { custodyEvent } from '../../custody/vocabulary/event.js';
import { explainIssues } from '../../custody/vocabulary/explain-issues.js';
import { fieldsOf, questionsOf } from './asked-types.js';
import type { Draft } from './draft.js';
import { eventOfDraft, type Signing } from './event-of-draft.js';
import type { Field } from './fields.js';
import type { Question } from './question.js';

/** An answer that the ledger would refuse. */
export interface Fault {
  /** Where to mend it; `undefined` for what no single answer is to blame for. */
  readonly at: AskedField | undefined;
  readonly isMissing: boolean;
  /** The schema's own words, in English. */
  readonly detail: string;
}

interface AskedField {
  readonly field: Field;
  readonly question: Question;
}

/** What the ledger's own schema refuses of these answers; the service judges by the same. */
export function faultsOf(draft: Draft, signing: Signing): readonly Fault[] {
  const parsed = custodyEvent.safeParse(eventOfDraft(draft, signing));
  const asked = questionsOf(draft).flatMap((question) =>
    fieldsOf(question, draft).map((field) => ({ field, question })),
  );
  const isMissing = ({ path }: Field): boolean => (draft.answers[path] ?? '').trim() === '';
  const unanswered = asked
    .filter(({ field }) => NOT_OF_THE_SCHEMA.includes(field.path) && isMissing(field))
    .map((at): Fault => ({ at, isMissing: true, detail: `${at.field.path} is required` }));
  if (parsed.success) return unanswered;
  const refused = explainIssues(parsed.error).flatMap(({ pointer, detail }): readonly Fault[] => {
    const found = fieldsAt(asked, pointer);
    if (found.length === 0) return [{ at: undefined, isMissing: false, detail }];
    return found.map((at) => ({ at, isMissing: isMissing(at.field), detail }));
  });
  return [...unanswered, ...refused];
}

/** Without a witness the schema takes the event and the ledger does not; whether a correction annuls is asked here only. */
const NOT_OF_THE_SCHEMA: readonly string[] = ['witness', 'annul'];

/** The field of that member or of a list around it; of a member that is missing, those needed inside it. */
function fieldsAt(asked: readonly AskedField[], pointer: string): readonly AskedField[] {
  const path = pointer.slice(1).replaceAll('/', '.');
  if (path === '') return [];
  const one =
    asked.find(({ field }) => field.path === path) ??
    asked.find(({ field }) => path.startsWith(`${field.path}.`));
  if (one !== undefined) return [one];
  return asked.filter(
    ({ field }) => field.path.startsWith(`${path}.`) && field.isOptional !== true,
  );
}
