import { describe, expect, it } from '@jest/globals';
import { readFilter, suggestionsFor, textOf } from './filter-text.js';
import { filterOf, queryOf, searchOf } from './inbox-filter.js';

const NOW = new Date('2026-11-22T12:00:00Z');

describe('the filter of the inbox', () => {
  it('is typed in words', () => {
    const { filter, unread } = readFilter(
      'is:mine severity:high rule:custody_break country:rw assignee:I-RW 6rw-1',
    );

    expect(unread).toEqual([]);
    expect(filter).toEqual({
      show: 'mine',
      severity: 'HIGH',
      rule: 'CUSTODY_BREAK',
      country: 'RW',
      assignee: 'I-RW',
      consignment: '6RW-1',
      incident: '',
    });
  });

  it.each(['is:asleep', 'severity:', 'rule:NO_RULE', 'country:RWA', 'place:BEANR', ':', 'is:'])(
    'says of %s that it means nothing',
    (word) => {
      const { filter, unread } = readFilter(`severity:LOW ${word}`);

      expect(unread).toEqual([word]);
      expect(filter).toEqual({ ...filterOf(new URLSearchParams()), severity: 'LOW' });
    },
  );

  it.each(['', 'is:due', 'severity:CRITICAL country:BE 6BE-7', 'rule:MASS_GAIN assignee:a:b'])(
    'is the same in the box and in the address: %s',
    (text) => {
      const { filter } = readFilter(text);

      expect(textOf(filter)).toBe(text);
      expect(filterOf(searchOf(filter))).toEqual(filter);
    },
  );

  it('ignores in an address what it does not know', () => {
    const search = new URLSearchParams({
      show: 'nonsense',
      severity: 'x',
      country: 'r',
      more: '1',
    });

    expect(filterOf(search)).toEqual(filterOf(new URLSearchParams()));
  });

  it('asks for a whole incident whatever else it says', () => {
    const filter = { ...readFilter('is:mine severity:HIGH').filter, incident: 'A-1' };

    expect(filterOf(searchOf(filter))).toEqual(filter);
    expect(queryOf(filter, 'I-RW', NOW)).toEqual({ limit: 100, incident: 'A-1' });
  });

  it('asks the service for what is due within a day', () => {
    expect(queryOf(readFilter('is:due').filter, 'I-RW', NOW)).toMatchObject({
      dueBefore: '2026-11-23T12:00:00.000Z',
    });
  });

  it('asks for what is mine unless somebody else is named', () => {
    expect(queryOf(readFilter('is:mine').filter, 'I-RW', NOW).assignee).toBe('I-RW');
    expect(queryOf(readFilter('is:mine assignee:C-1').filter, 'I-RW', NOW).assignee).toBe('C-1');
  });

  it('suggests how the last word may go on', () => {
    expect(suggestionsFor('is:mine sever')).toEqual(
      ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'].map((each) => `is:mine severity:${each}`),
    );
    expect(suggestionsFor('rule:mass')).toEqual(['rule:MASS_GAIN', 'rule:MASS_BALANCE_OVERDRAWN']);
    expect(suggestionsFor('6RW-1')).toEqual([]);
  });
});
