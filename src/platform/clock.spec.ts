import { describe, expect, it } from '@jest/globals';
import { SimulatedClock, SystemClock } from './clock.js';

describe('SystemClock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();

    expect(new SystemClock().now()).toBeGreaterThanOrEqual(before);
  });
});

describe('SimulatedClock', () => {
  it('stands still until it is moved', () => {
    const clock = new SimulatedClock(1000);

    expect(clock.now()).toBe(1000);
    clock.advanceTo(2500);
    expect(clock.now()).toBe(2500);
  });

  it('does not advance backwards', () => {
    const clock = new SimulatedClock(1000);

    expect(() => {
      clock.advanceTo(999);
    }).toThrow(RangeError);
  });

  it('goes on from where it stands once it runs', () => {
    const clock = new SimulatedClock(1000);

    clock.run();

    expect(clock.now()).toBeGreaterThanOrEqual(1000);
    expect(clock.now()).toBeLessThan(60_000);
  });

  it('stands still again when it is set', () => {
    const clock = new SimulatedClock(1000);
    clock.run();

    clock.set(50);

    expect(clock.now()).toBe(50);
  });
});
