import { shuffledSubarray, type Arbitrary } from 'fast-check';
import type { StoryStep } from '../../src/custody/stories/rehearsal.js';

/** The steps in any order in which a ledger takes them in: it refuses a correction of what it has not yet. */
export function anyOrderOf(steps: readonly StoryStep[]): Arbitrary<StoryStep[]> {
  const all = { minLength: steps.length, maxLength: steps.length };
  return shuffledSubarray([...steps], all).map(correctionsLast);
}

/** As if everything had lain on one phone: recorded together, after all of it happened. */
export function recordedTogether(steps: readonly StoryStep[]): StoryStep[] {
  const times = steps.flatMap(({ recordedAt, event }) => [recordedAt, event.occurredAt]);
  const recordedAt = new Date(Math.max(...times.map((time) => Date.parse(time)))).toISOString();
  return steps.map((each) => ({ ...each, recordedAt }));
}

function correctionsLast(steps: readonly StoryStep[]): StoryStep[] {
  const isCorrection = ({ event }: StoryStep) => event['type'] === 'CORRECT';
  return [...steps.filter((each) => !isCorrection(each)), ...steps.filter(isCorrection)];
}
