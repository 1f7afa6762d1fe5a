import { describe, expect, it } from '@jest/globals';
import { History } from '../../registry/history.js';
import { cursorOf, pageStart } from './page.js';

describe('pageStart', () => {
  it('begins at the newest entry and goes on where the cursor says', () => {
    expect(pageStart({}, 42)).toEqual({ index: 42, position: 0, limit: 100 });
    expect(pageStart({ limit: '5', cursor: cursorOf(7, 20) }, 42)).toEqual({
      index: 7,
      position: 20,
      limit: 5,
    });
  });

  it.each(['', 'AAAA', cursorOf(-1, 0), cursorOf(1.5, 0), `${cursorOf(1, 1)}.`.repeat(2)])(
    'refuses the cursor %j it did not give',
    (cursor) => {
      expect(() => pageStart({ cursor }, 1)).toThrow(/cursor/u);
    },
  );
});

describe('History.pageAt', () => {
  it('shows what was known at an entry in pages, whatever was recorded since', () => {
    const history = new History<string>();
    for (let index = 0; index < 5; index += 1) history.record(`id-${index}`, index, `v${index}`);
    history.record('id-0', 9, 'changed');
    history.record('id-late', 10, 'late');

    const first = history.pageAt(4, 0, 3);
    const second = history.pageAt(4, 3, 3);

    expect(first).toMatchObject({ next: 3 });
    expect(first.values.map((version) => version.value)).toEqual(['v0', 'v1', 'v2']);
    expect(second.values.map((version) => version.value)).toEqual(['v3', 'v4']);
    expect(second.next).toBeUndefined();
    expect(history.pageAt(4, 0, 5).next).toBeUndefined();
    expect(history.pageAt(10, 0, 1).values[0]?.value).toBe('changed');
  });
});
