import { accountOf, hashesOf, isA } from '../replay/act.js';
import {
  handoverDeadline,
  handoverUnconfirmed,
  isAnswered,
} from '../rules/handover-unconfirmed.js';
import { goodsText, timeText } from '../rules/wording.js';
import type { Note, NotedCase } from './note.js';

/** Releases that nobody has answered though half of the time for it has passed: a reminder before HANDOVER_UNCONFIRMED. */
export function awaitedAnswers({ lineage, facts, parameters, now }: NotedCase): Note[] {
  const notes: Note[] = [];
  for (const act of lineage.acts) {
    if (!isA(act, 'DISPATCH')) continue;
    const { handover: id, to, items } = act.event;
    const handover = lineage.handovers.get(id);
    if (handover === undefined || isAnswered(act, handover, lineage)) continue;
    const deadline = handoverDeadline(act, facts, parameters);
    if (now > deadline || now - act.at <= deadline - now) continue;
    notes.push({
      rule: handoverUnconfirmed.code,
      sentence: `${to} has not answered handover ${id} yet (${goodsText(items)}), which ${accountOf(act)} released on ${timeText(act.at)}; half of the time until ${timeText(deadline)} has passed.`,
      evidence: hashesOf(act),
    });
  }
  return notes;
}
