import type { GapAnswer, TimelineStep } from '../../src/client/provenance-answer.js';

let count = 0;

/** A step of a timeline as the service tells it. */
export function step(event: string, more: Partial<TimelineStep> = {}): TimelineStep {
  count += 1;
  return {
    index: count,
    statementHash: String(count).padStart(64, '0'),
    event,
    eventId: `e-${count}`,
    occurredAt: '2026-05-11T06:00:00.000Z',
    recordedAt: '2026-05-11T06:00:00.000Z',
    party: 'P-1',
    onBehalfOf: null,
    witness: null,
    to: null,
    handover: null,
    ucr: null,
    place: null,
    items: [],
    quantity: null,
    seals: null,
    standing: 'effective',
    corrects: null,
    ...more,
  };
}

/** A gap that rests on these steps. */
export function gap(
  rule: string,
  evidence: readonly TimelineStep[],
  more: Partial<GapAnswer> = {},
): GapAnswer {
  return {
    alert: `${rule}-1`,
    rule,
    severity: 'HIGH',
    state: 'OPEN',
    isStanding: true,
    finding: null,
    isUpstream: false,
    subject: 'L-1',
    sentence: 'No record.',
    evidence: evidence.map(({ statementHash }) => statementHash),
    openedAt: '2026-05-12T06:00:00.000Z',
    ...more,
  };
}

export const item = (itemId: string, role: string, value: string, unit = 'KGM') => ({
  itemId,
  role,
  quantity: { value, unit },
});
