import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../custody/vocabulary/event.js';
import { exampleEvents, itemOf } from '../custody/vocabulary/examples.js';
import { itemIdsOf } from '../custody/vocabulary/items.js';
import { footprintOf, whereaboutsOf } from './event-footprint.js';

describe('footprintOf', () => {
  it.each(EVENT_TYPES)('names every item of a %s', (type) => {
    const event = exampleEvents[type];

    expect([...footprintOf(event).items].toSorted()).toEqual(itemIdsOf(event).toSorted());
  });

  it('tells what a transformation consumed and made', () => {
    const event = {
      ...exampleEvents.TRANSFORM,
      inputs: [itemOf('IN-1'), itemOf('IN-2')],
      outputs: [itemOf('OUT')],
    };

    expect(footprintOf(event)).toMatchObject({
      inputs: ['IN-1', 'IN-2'],
      outputs: ['OUT'],
      made: expect.arrayContaining(['OUT']),
    });
  });

  it('finds tags and serials as ranges, bound to the one item they mark', () => {
    const [item] = exampleEvents.COMMISSION.items;
    const event = {
      ...exampleEvents.COMMISSION,
      items: [
        {
          ...itemOf('L-1'),
          ...item,
          itemId: 'L-1',
          serials: ['ab-1', { prefix: 'X', from: 1, to: 9, width: 4 }],
        },
      ],
      tags: [{ prefix: 'RW-MT-', from: 10, to: 19 }],
    };

    expect(footprintOf(event).lookups).toEqual([
      { kind: 'tag', value: 'RWMT', low: 10, high: 19, item: 'L-1' },
      { kind: 'serial', value: 'AB1', item: 'L-1' },
      { kind: 'serial', value: 'X', low: 1, high: 9, item: 'L-1' },
    ]);
  });

  it('counts what a correction puts in place of the original', () => {
    const {
      schema: _s,
      ledger: _l,
      eventId: _e,
      actor: _a,
      ...replacement
    } = exampleEvents.DISPATCH;
    const { annul: _, ...correct } = exampleEvents.CORRECT;

    expect(footprintOf({ ...correct, replacement }).items).toEqual(
      itemIdsOf(exampleEvents.DISPATCH),
    );
  });
});

describe('whereaboutsOf', () => {
  it('prefers the country of the UN/LOCODE to the site', () => {
    expect(whereaboutsOf({ locode: 'TZDAR', site: 'S-1' })).toEqual({
      kind: 'country',
      value: 'TZ',
    });
  });

  it('does not take installations on the high seas for a country', () => {
    expect(whereaboutsOf({ locode: 'XZAAA' })).toBeUndefined();
  });

  it('says nothing of bare coordinates', () => {
    expect(whereaboutsOf({ lat: 1, lon: 2 })).toBeUndefined();
  });
});
