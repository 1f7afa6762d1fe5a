import { describe, expect, it } from '@jest/globals';
import { twins } from '../../test/support/scenario-files.js';
import { Rehearsal, type StoryStep } from './stories/rehearsal.js';

/** Acts that may name the goods alone; the others must name a consignment. */
const MAY_LEAVE_IT_OUT = new Set(
  'PACK SEAL DISPATCH RECEIVE DEPART ARRIVE INSPECT OBSERVE ATTACH_DOCUMENT ATTEST REMARK'.split(
    ' ',
  ),
);

/** Every act that may, or every other, leaves the UCR out. */
function unnamed(steps: readonly StoryStep[], every: number): StoryStep[] {
  return steps.map((step, at) => {
    const { ucr, ...event } = step.event;
    const isLoose = MAY_LEAVE_IT_OUT.has(String(event['type'])) && Array.isArray(event['items']);
    return ucr !== undefined && isLoose && at % every === 0 ? { ...step, event } : step;
  });
}

/** Clean stories, and one for each rule that asks about a consignment. */
const STORIES =
  'U01 U02 U156 U170 V07 V10 U11 U17 U56 U62 U72 U97 U100 U110 U111 U112 U185 U257 U260 U275 U278 U127 U188 V24'.split(
    ' ',
  );

describe('acts that name the goods and not their consignment', () => {
  const stories = twins().filter(({ id }) => STORIES.includes(id));

  it.each(stories.map(({ id }) => id))('say the same in %s', (id) => {
    const story = stories.find((each) => each.id === id);
    if (story === undefined) throw new Error(`no twin ${id}`);
    const fires = [1, 2].map((every) =>
      new Rehearsal(story.registry).play(unnamed(story.steps, every), story.evaluateAsOf).fires(),
    );
    expect(fires).toEqual([story.expect.fires, story.expect.fires]);
  });
});
