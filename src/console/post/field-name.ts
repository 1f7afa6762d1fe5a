import type { Say } from '../../messages/messages.js';
import type { Draft } from './draft.js';
import { countOf } from './entries.js';
import type { Field } from './fields.js';
import type { Question } from './question.js';

/** What a field is called where it stands among those of other entries. */
export function fieldName(
  { path, label }: Field,
  { entries }: Question,
  { draft, say }: { readonly draft: Draft; readonly say: Say },
): string {
  if (entries === undefined || countOf(draft, entries.path) === 1) return say(label);
  const number = Number.parseInt(path.slice(entries.path.length + 1), 10) + 1;
  return `${say(entries.one, { number })}, ${say(label)}`;
}
