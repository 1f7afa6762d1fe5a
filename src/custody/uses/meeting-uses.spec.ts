import { describe, expect, it } from '@jest/globals';
import { array, assert, integer, option, property, tuple } from 'fast-check';
import { MeetingUses } from './meeting-uses.js';
import { isSameThing, type Use } from './use.js';

function use(part: number, span?: readonly [number, number]): Use {
  return {
    kind: 'serial',
    key: 'K',
    index: 0,
    part,
    hash: `h${part}`,
    at: 0,
    recordedAt: 0,
    actor: 'A',
    items: [],
    detail: {},
    ...(span && { low: span[0], high: span[1] }),
  };
}

const span = tuple(integer({ min: 0, max: 60 }), integer({ min: 0, max: 12 })).map(
  ([low, more]): readonly [number, number] => [low, low + more],
);
const spans = array(option(span, { nil: undefined, freq: 6 }), { maxLength: 25 });

describe('uses of one key', () => {
  it('are found as by looking at each, in the order given, numbered or not', () => {
    assert(
      property(spans, (of) => {
        const uses = of.map((each, part) => use(part, each));
        const index = new MeetingUses(uses);
        for (const each of uses)
          expect(index.of(each)).toEqual(uses.filter((other) => isSameThing(each, other)));
      }),
    );
  });

  it('are looked at where their numbers are, not all for each', () => {
    let looked = 0;
    const uses = Array.from({ length: 2000 }, (_, i) => {
      const plain = use(i, [i * 10, i * 10 + 9]);
      return {
        ...plain,
        get kind() {
          looked++;
          return plain.kind;
        },
      };
    });
    const index = new MeetingUses(uses);

    for (const each of uses) expect(index.of(each)).toHaveLength(1);

    expect(looked).toBeGreaterThan(0);
    expect(looked).toBeLessThan(20 * uses.length);
  });
});
