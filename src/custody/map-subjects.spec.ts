import { describe, expect, it } from '@jest/globals';
import { mapSubjectsOf } from './map-subjects.js';
import { custodyEvent } from './vocabulary/event.js';

const qty = { value: '1', unit: 'KGM' } as const;
const header = {
  schema: 'custody-event/1',
  ledger: 'rehearsal/0123456789ab',
  eventId: 'e-1',
  occurredAt: '2026-06-01T08:00:00+02:00',
  actor: 'P-MINE',
} as const;

function item(itemId: string) {
  return { itemId, hs: '261590', qty };
}

const split = custodyEvent.parse({
  ...header,
  type: 'SPLIT',
  ucr: '6RW1',
  inputs: [item('A')],
  outputs: [item('B'), item('C'), item('A')],
});

describe('the subjects of an event', () => {
  it('are its UCR and each of its items, once', () => {
    expect(mapSubjectsOf(split)).toEqual(['consignment:6RW1', 'item:A', 'item:B', 'item:C']);
  });

  it('are none where it names none', () => {
    const refuse = custodyEvent.parse({
      ...header,
      type: 'REFUSE',
      handover: 'h-1',
      reason: 'wet',
    });
    expect(mapSubjectsOf(refuse)).toEqual([]);
  });

  it('are, for a correction, also those of its replacement and its original', () => {
    const correct = custodyEvent.parse({
      ...header,
      type: 'CORRECT',
      refs: ['a'.repeat(64)],
      reason: 'wrong lot',
      replacement: {
        type: 'SPLIT',
        occurredAt: header.occurredAt,
        ucr: '6RW2',
        inputs: [item('D')],
        outputs: [item('E'), item('F')],
      },
    });

    expect(mapSubjectsOf(correct)).toEqual(['consignment:6RW2', 'item:D', 'item:E', 'item:F']);
    expect(mapSubjectsOf(correct, split)).toEqual([
      'consignment:6RW2',
      'item:D',
      'item:E',
      'item:F',
      'consignment:6RW1',
      'item:A',
      'item:B',
      'item:C',
    ]);
    expect(mapSubjectsOf(split, correct)).toContain('item:D');
  });
});
