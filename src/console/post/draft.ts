import type { EventType } from '../../custody/vocabulary/event.js';
import { localTime } from './local-time.js';
import type { Members } from './members.js';
import type { Answers } from './question.js';

/** Answers as typed, on their way to an event. */
export interface Draft {
  /** Chosen once: signing the same answers again is the same event. */
  readonly eventId: string;
  readonly type: EventType;
  /** Of a correction: the type of the event that is corrected. */
  readonly corrects?: EventType;
  /** What the event says without being asked for; an answer to the same member goes before it. */
  readonly given?: Members;
  readonly answers: Answers;
  /** Last change, ISO 8601. */
  readonly at: string;
}

export function newDraft(type: EventType, now: Date): Draft {
  return {
    eventId: crypto.randomUUID(),
    type,
    answers: {
      occurredAt: localTime(now),
      ...(type === 'DISPATCH' && { handover: `H-${crypto.randomUUID().slice(0, 8)}` }),
    },
    at: now.toISOString(),
  };
}

export function answered(draft: Draft, path: string, answer: string, now: Date): Draft {
  const answers = { ...draft.answers, [path]: answer };
  return { ...draft, answers, at: now.toISOString() };
}
