import { describe, expect, it } from '@jest/globals';
import { twins, type Scenario } from '../../../test/support/scenario-files.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

/** An exempted delivery under embargo. */
const exempted = storyOf('U87');

function storyOf(id: string): Scenario {
  const story = twins().find((each) => each.id === id);
  if (story === undefined) throw new Error(`no twin ${id}`);
  return story;
}

interface Change {
  readonly actor?: string;
  readonly document?: object;
  readonly occurredAt?: string;
  readonly recordedAt?: string;
}

function permitWith({ document, recordedAt, ...members }: Change): StoryStep[] {
  return exempted.steps.map((step) => {
    if (step.event.eventId !== 'PERMIT') return step;
    const paper = { ...Object(step.event['document']), ...document };
    return {
      recordedAt: recordedAt ?? step.recordedAt,
      event: { ...step.event, ...members, document: paper },
    };
  });
}

function judged(steps: readonly StoryStep[], more: readonly StoryStep[] = []): string[] {
  const story = new Rehearsal(exempted.registry);
  for (const step of [...steps, ...more]) story.record(step);
  return story
    .judgeAll(Date.parse(exempted.evaluateAsOf))
    .filter(({ rule }) => rule === 'DESTINATION_PROHIBITED')
    .map(({ severity, sentence }) => `${severity} ${sentence}`);
}

function revoked(when: string): StoryStep {
  return {
    recordedAt: when,
    event: {
      eventId: 'VOID',
      type: 'REVOKE_DOCUMENT',
      occurredAt: when,
      actor: 'G-PE',
      document: { docType: 'EMBARGO_EXEMPTION', number: 'UN-EMBARGO_EXEMPTION-1', issuer: 'UN' },
      reason: 'a false end user',
    },
  };
}

describe('an exemption from an embargo', () => {
  it('makes a note of it where exporter, end user or customs registered it', () => {
    for (const actor of ['W-ARMS', 'W-POLICE', 'C-CZ']) {
      expect(judged(permitWith({ actor }))).toEqual([
        expect.stringMatching(/^INFO .*EMBARGO_EXEMPTION UN-EMBARGO_EXEMPTION-1 is registered/),
      ]);
    }
  });

  it.each<[string, Change]>([
    ['was registered by W-ROAD, which neither sent', { actor: 'W-ROAD' }],
    ['names as issuer W-ARMS, which is no authority', { document: { issuer: 'W-ARMS' } }],
    ['expired on 2026-03-04', { document: { expiresOn: '2026-03-04' } }],
    ['was issued only on 2026-03-06', { document: { issuedOn: '2026-03-06' } }],
    ['is for Bolivia', { document: { fields: { country: 'BO' } } }],
    // The goods fly on 5 March, 08:00.
    ['was registered only on 2026-03-07 08:01', { recordedAt: '2026-03-07T08:01:00Z' }],
  ])('excuses nothing where it %s', (fault, change) => {
    expect(judged(permitWith(change))).toEqual([
      expect.stringMatching(new RegExp(`^CRITICAL .*does not exempt it: it ${fault}`)),
    ]);
  });

  it('counts on its last day, and registered two days after the goods went', () => {
    for (const change of [
      { document: { expiresOn: '2026-03-05' } },
      { recordedAt: '2026-03-07T08:00:00Z' },
    ]) {
      expect(judged(permitWith(change))).toEqual([expect.stringMatching(/^INFO /)]);
    }
  });

  it('excuses nothing once it was revoked', () => {
    expect(judged(exempted.steps, [revoked('2026-03-04T08:00:00Z')])).toEqual([
      expect.stringMatching(/^CRITICAL .*it was revoked by G-PE on 2026-03-04/),
    ]);
    expect(judged(exempted.steps, [revoked('2026-03-05T08:01:00Z')])).toEqual([
      expect.stringMatching(/^INFO /),
    ]);
  });
});
