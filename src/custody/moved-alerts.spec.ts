import { describe, expect, it } from '@jest/globals';
import { act, commission, consign, depart, ore, REGISTRY } from './stories/acts.js';
import { Rehearsal, type StoryStep } from './stories/rehearsal.js';

const UNTIL = '2026-12-31T00:00:00Z';
const GOODS = [ore('LOT', '1000')];
const opened = consign('TRADER', '03-02 08:00', GOODS);
const LATE = { ...opened, recordedAt: '2026-05-01T00:00:00Z' };

/** What stands at the end, when the CONSIGN comes in time, and when it comes last. */
function standing(...steps: StoryStep[]) {
  const made = commission('TRADER', '03-01 08:00', GOODS);
  const told = [
    [made, opened, ...steps],
    [made, ...steps, LATE],
  ].map((story) => {
    const findings = new Rehearsal(REGISTRY).play(story, UNTIL).findings();
    // That the CONSIGN came late is told as well, and only where it did.
    return findings
      .filter(({ rule }) => rule !== 'LATE_RECORDING')
      .map(({ rule, subject, anchor }) => [rule, subject, anchor].join(' '))
      .toSorted();
  });
  return { inTime: told[0], late: told[1] };
}

function loose(step: StoryStep): StoryStep {
  const { ucr: _, ...event } = step.event;
  return { ...step, event: { ...event, items: GOODS } };
}

describe('alerts on goods whose consignment is recorded last', () => {
  it.each([
    ['TRANSIT_OVERDUE', [loose(depart('TRADER', '03-03 08:00', '03-05 08:00'))]],
    [
      'SEAL_DISCREPANCY',
      [
        loose(act('SEAL', 'TRADER', '03-03 08:00', { seals: { applied: ['S-1'] } })),
        loose(act('SEAL', 'TRADER', '03-04 08:00', { seals: { observed: ['X-9'] } })),
      ],
    ],
    [
      'CONTAINER_ANOMALY',
      ['03-03 08:00', '03-04 08:00', '03-05 08:00'].map((when) =>
        loose(act('PACK', 'TRADER', when, { transport: { container: 'CSQU3054384' } })),
      ),
    ],
  ])('say of %s what they would have said', (rule, steps) => {
    const { inTime, late } = standing(...steps);

    expect(late).toEqual(inTime);
    expect(inTime?.filter((told) => told.startsWith(rule))).toHaveLength(1);
  });
});
