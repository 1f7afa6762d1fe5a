import { describe, expect, it } from '@jest/globals';
import { nextLink } from './paging.js';

describe('nextLink', () => {
  it('names the next page with the same query', () => {
    const query = { limit: '5', rule: undefined, cursor: 'abc' };

    expect(nextLink('/v1/parties', query)).toBe('</v1/parties?limit=5&cursor=abc>; rel="next"');
  });
});
