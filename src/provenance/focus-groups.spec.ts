import { describe, expect, it } from '@jest/globals';
import { FocusGroups } from './focus-groups.js';

describe('FocusGroups', () => {
  it('keeps goods apart that no entry names together', () => {
    const groups = new FocusGroups();
    groups.add(['B'], []);
    groups.add(['A'], ['C;2026']);

    expect(groups.toFocuses()).toEqual([
      { items: ['B'], consignments: [] },
      { items: ['A'], consignments: ['C;2026'] },
    ]);
  });

  it('joins groups that a later entry names together', () => {
    const groups = new FocusGroups();
    groups.add(['A'], []);
    groups.add(['B'], ['C;2026']);
    groups.add(['A', 'B'], []);

    expect(groups.toFocuses()).toEqual([{ items: ['A', 'B'], consignments: ['C;2026'] }]);
  });

  it('joins what shares only a consignment', () => {
    const groups = new FocusGroups();
    groups.add(['A'], ['C;2026']);
    groups.add(['B'], ['C;2026']);

    expect(groups.toFocuses()).toHaveLength(1);
  });

  it('leaves out entries that touch nothing', () => {
    const groups = new FocusGroups();
    groups.add([], []);

    expect(groups.toFocuses()).toEqual([]);
  });
});
