import { awaitedAnswers } from './awaited-answers.js';
import type { Note, NotedCase } from './note.js';
import { laterListed } from './later-listed.js';
import { papersAhead } from './papers-ahead.js';
import { restsElsewhere } from './rests-elsewhere.js';
import { weakOrigins } from './weak-origins.js';

/** All that is worth knowing of a consignment besides its gaps: what is due soon first. Pure. */
export function notesOf(noted: NotedCase): Note[] {
  return [awaitedAnswers, papersAhead, restsElsewhere, weakOrigins, laterListed].flatMap((told) =>
    told(noted),
  );
}
