import type { Draft } from './draft.js';
import { questionsOf } from './asked-types.js';

/** The draft with that item named already, where it asks for goods. */
export function aboutItem(draft: Draft, item: string): Draft {
  if (item === '') return draft;
  const asked = questionsOf(draft).find(
    ({ entries, fields }) => entries !== undefined && fields.some(({ path }) => path === 'itemId'),
  );
  const list = asked?.entries?.path;
  // What comes into being has a new number.
  if (list === undefined || list === 'outputs') return draft;
  return { ...draft, answers: { ...draft.answers, [`${list}.0.itemId`]: item } };
}
