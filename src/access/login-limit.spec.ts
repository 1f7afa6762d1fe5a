import { describe, expect, it } from '@jest/globals';

import { LoginLimit } from './login-limit.js';

const SMALL = { burst: 3, perSecond: 1, addresses: 2 };

describe('LoginLimit', () => {
  it('lets a burst through and then names the seconds to wait', () => {
    const limit = new LoginLimit(SMALL);

    expect([1, 2, 3].map(() => limit.take('192.0.2.1', 0))).toEqual([0, 0, 0]);
    expect(limit.take('192.0.2.1', 0)).toBe(1);
    expect(limit.take('192.0.2.1', 400)).toBe(1);
    expect(limit.take('192.0.2.1', 1400)).toBe(0);
  });

  it('counts each address alone', () => {
    const limit = new LoginLimit({ ...SMALL, burst: 1 });

    expect(limit.take('192.0.2.1', 0)).toBe(0);
    expect(limit.take('192.0.2.2', 0)).toBe(0);
    expect(limit.take('192.0.2.1', 0)).toBe(1);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:db8::1', '2001:db8:0:0:aaaa:bbbb:cccc:dddd'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
  ])('counts %s and %s as one', (one, other) => {
    const limit = new LoginLimit({ ...SMALL, burst: 1 });

    expect(limit.take(one, 0)).toBe(0);
    expect(limit.take(other, 0)).toBe(1);
  });

  it('forgets the address idle longest when it knows too many', () => {
    const limit = new LoginLimit({ ...SMALL, burst: 1 });

    limit.take('192.0.2.1', 0);
    limit.take('192.0.2.2', 0);
    limit.take('192.0.2.3', 0);

    expect(limit.take('192.0.2.2', 0)).toBe(1);
    expect(limit.take('192.0.2.1', 0)).toBe(0);
  });

  it('does not give more when the clock goes back', () => {
    const limit = new LoginLimit({ ...SMALL, burst: 1 });

    limit.take('192.0.2.1', 10_000);

    expect(limit.take('192.0.2.1', 0)).toBe(1);
  });
});
