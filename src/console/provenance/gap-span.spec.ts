import { describe, expect, it } from '@jest/globals';
import { gap, item, step } from '../../../test/support/told-steps.js';
import { chainOf } from './chain.js';
import { spanOf } from './gap-span.js';

const AS_OF = '2026-06-20T00:00:00Z';
const DAY_MS = 86_400_000;
const on = (day: string, lot: string) => ({
  occurredAt: `2026-05-${day}T00:00:00Z`,
  items: [item(lot, 'item', '1')],
});

const first = step('RECEIVE', on('01', 'A'));
const other = step('RECEIVE', on('08', 'B'));
const last = step('DEPART', on('11', 'A'));
const timeline = [first, other, last];

function spanOfGap(rule: string, at: typeof first, steps = timeline) {
  const link = chainOf(steps, [gap(rule, [at])]).find((each) => each.kind === 'gap');
  return link?.kind === 'gap' ? spanOf(link, steps, AS_OF) : undefined;
}

describe('how long nobody was on record', () => {
  it('is counted between two records of the same goods, not between neighbours of the list', () => {
    expect(spanOfGap('CUSTODY_BREAK', last)).toEqual({
      from: first.occurredAt,
      to: last.occurredAt,
      ms: 10 * DAY_MS,
      isOpen: false,
    });
  });

  it('runs until what the answer knows where nothing came after it', () => {
    expect(spanOfGap('TRANSIT_OVERDUE', last)).toMatchObject({
      to: AS_OF,
      ms: 40 * DAY_MS,
      isOpen: true,
    });
    expect(spanOfGap('HANDOVER_UNCONFIRMED', first)).toMatchObject({
      ms: 10 * DAY_MS,
      isOpen: false,
    });
  });

  it('is not told where no record says when it began', () => {
    expect(spanOfGap('CUSTODY_BREAK', first)).toBeUndefined();
    expect(spanOfGap('ORPHAN_RECEIPT', last)).toBeUndefined();
  });

  it('begins with no record that was annulled', () => {
    const annulled = step('RECEIVE', { ...on('09', 'A'), standing: 'annulled' });

    expect(spanOfGap('CUSTODY_BREAK', last, [first, annulled, last])).toMatchObject({
      ms: 10 * DAY_MS,
    });
  });
});
