import { describe, expect, it } from '@jest/globals';
import { twins, type Scenario } from '../../../test/support/scenario-files.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

function storyOf(id: string): Scenario {
  const story = twins().find((each) => each.id === id);
  if (story === undefined) throw new Error(`no twin ${id}`);
  return story;
}

function fires(
  { registry }: Scenario,
  steps: readonly StoryStep[],
  until: string,
  code: string,
): boolean {
  const inOrder = steps.toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt));
  return new Rehearsal(registry).play(inOrder, until).fires().includes(code);
}

/** The ore, whose certificate has other fields. */
function certified(fields: object): StoryStep[] {
  return storyOf('U01').steps.map((step) => {
    if (step.event.eventId !== 'CERT') return step;
    const document = Object(step.event['document']);
    const event = {
      ...step.event,
      document: { ...document, fields: { ...document.fields, ...fields } },
    };
    return { ...step, event };
  });
}

describe('what a paper may differ in', () => {
  const ore = storyOf('U01');
  const isMismatch = (steps: readonly StoryStep[]) =>
    fires(ore, steps, ore.evaluateAsOf, 'DOC_CONTENT_MISMATCH');

  it('is whatever follows the sixth digit of the code, and not the sixth', () => {
    expect(isMismatch(certified({ hs: '2615909099' }))).toBe(false);
    expect(isMismatch(certified({ hs: '261591' }))).toBe(true);
  });

  it('is a country that the plan comes to name within thirty days, and not a minute later', () => {
    const opened = ore.steps.find(({ event }) => event.eventId === 'OPEN');
    const plan = { countries: ['RW', 'UG', 'TZ', 'DE'], transitCountries: ['TZ'] };
    const amended = (recordedAt: string): StoryStep => ({
      recordedAt,
      event: {
        eventId: 'AMENDED',
        type: 'AMEND_PLAN',
        actor: 'W-TRADER',
        occurredAt: '2026-03-10T11:00:00Z',
        ucr: opened?.event['ucr'],
        plan,
        reason: 'by another road',
      },
    });
    const abroad = certified({ country: 'UG' });

    // The certificate was recorded on 10 March, 10:00.
    expect(isMismatch([...abroad, amended('2026-04-09T10:00:00Z')])).toBe(false);
    expect(isMismatch([...abroad, amended('2026-04-09T10:01:00Z')])).toBe(true);
  });
});

describe('a leave to pass arms on', () => {
  it('may be recorded two days after they went, and not a minute later', () => {
    const story = storyOf('U75');
    const recorded = (recordedAt: string) =>
      story.steps.map((step) => (step.event.eventId === 'LEAVE' ? { ...step, recordedAt } : step));
    const until = '2026-04-20T08:00:00Z';

    // They were dispatched on 10 April, 08:00.
    expect(fires(story, recorded('2026-04-12T08:00:00Z'), until, 'END_USER_MISMATCH')).toBe(false);
    expect(fires(story, recorded('2026-04-12T08:01:00Z'), until, 'END_USER_MISMATCH')).toBe(true);
  });
});
