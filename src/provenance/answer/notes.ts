import { awaitedAnswers } from '../../custody/notes/awaited-answers.js';
import { notesOf } from '../../custody/notes/notes-of.js';
import { Parameters, type RuleSet } from '../../custody/rules/rule-set.js';
import type { NoteAnswer } from './answer.schemas.js';
import type { LoadedGoods } from './load-goods.js';

/** What is worth knowing of a consignment besides gaps. A party sees too little of it to be told more than what is awaited. */
export function noteAnswersOf(
  key: string,
  { replayed: lineage, facts, view }: LoadedGoods,
  ruleSet: RuleSet,
  now: number,
): NoteAnswer[] {
  const consignment = lineage.consignments.get(key);
  if (consignment === undefined) return [];
  const noted = { lineage, consignment, facts, parameters: new Parameters(ruleSet), now };
  const notes = view === 'party' ? awaitedAnswers(noted) : notesOf(noted);
  return notes.map(({ rule, sentence, evidence }) => ({ rule, sentence, evidence: [...evidence] }));
}
