import { describe, expect, it } from '@jest/globals';
import type { TimelineStep } from '../answer/timeline.schemas.js';
import { firstHolderOf, legsOf } from './custody-legs.js';

let index = 0;

function step(event: string, party: string, more: Partial<TimelineStep> = {}): TimelineStep {
  index += 1;
  return {
    index,
    statementHash: '00'.repeat(32),
    event,
    eventId: `E-${index}`,
    occurredAt: '2026-05-01T08:00:00.000Z',
    recordedAt: '2026-05-01T08:00:00.000Z',
    party,
    onBehalfOf: null,
    witness: null,
    to: null,
    handover: null,
    ucr: null,
    place: null,
    items: [{ itemId: 'LOT', role: 'item', quantity: { value: '1', unit: 'KGM' } }],
    quantity: null,
    seals: null,
    standing: 'effective',
    corrects: null,
    ...more,
  };
}

const dispatch = (party: string, to: string, handover: string, more: Partial<TimelineStep> = {}) =>
  step('DISPATCH', party, { to, handover, ...more });
const receive = (party: string, handover: string, more: Partial<TimelineStep> = {}) =>
  step('RECEIVE', party, { handover, ...more });

describe('legs of custody', () => {
  it('are whole when both sides have signed', () => {
    const [leg] = legsOf([dispatch('A', 'B', 'h1'), receive('B', 'h1')]);

    expect(leg).toMatchObject({
      state: 'both',
      released: { party: 'A' },
      received: { party: 'B' },
      items: ['LOT'],
    });
  });

  it.each([
    ['released-only', [dispatch('A', 'B', 'h1')]],
    ['received-only', [receive('B', 'h1')]],
    ['refused', [dispatch('A', 'B', 'h1'), step('REFUSE', 'B', { handover: 'h1' })]],
    ['withdrawn', [dispatch('A', 'B', 'h1'), step('WITHDRAW', 'A', { handover: 'h1' })]],
  ])('are %s where a signature is missing or says no', (state, timeline) => {
    expect(legsOf(timeline).map((leg) => leg.state)).toEqual([state]);
  });

  it('belong to the principal, and to the offer that was answered', () => {
    const offers = [dispatch('A', 'X', 'h1'), dispatch('T', 'B', 'h1', { onBehalfOf: 'A' })];

    const [leg] = legsOf([...offers, receive('D', 'h1', { onBehalfOf: 'B' })]);

    expect(leg).toMatchObject({
      released: { party: 'A' },
      received: { party: 'B' },
      offeredTo: 'B',
    });
  });

  it('are not whole where a stranger received what was offered to somebody else', () => {
    const offer = dispatch('A', 'B', 'h1');

    expect(legsOf([offer, receive('X', 'h1')])).toMatchObject([
      { state: 'received-by-another', received: { party: 'X' }, offeredTo: 'B' },
    ]);
    expect(legsOf([offer, receive('X', 'h1'), receive('B', 'h1')])).toMatchObject([
      { state: 'both', received: { party: 'B' } },
    ]);
    expect(legsOf([offer, step('REFUSE', 'X', { handover: 'h1' })])).toMatchObject([
      { state: 'released-only', received: undefined },
    ]);
  });

  it('leave out what was annulled, not what was corrected', () => {
    const annulled = receive('B', 'h1', { standing: 'annulled' });
    const corrected = dispatch('A', 'B', 'h1', { standing: 'corrected' });

    expect(legsOf([corrected, annulled])).toMatchObject([{ state: 'released-only' }]);
    expect(firstHolderOf([annulled, step('SEAL', 'C')])).toMatchObject({ party: 'C' });
  });
});
