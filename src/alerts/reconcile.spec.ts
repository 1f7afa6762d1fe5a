import { describe, expect, it } from '@jest/globals';
import { type LastWord, type NamedGap, reconcile } from './reconcile.js';

const GAP: NamedGap = {
  alert: 'aa',
  rule: 'HANDOVER_UNCONFIRMED',
  subject: 'H-1',
  anchor: 'x',
  severity: 'MEDIUM',
  sentence: 'There is no record of a receipt.',
  evidence: ['e1'],
};

const WORD: LastWord = { ...GAP, version: 3, isFound: true };

const always = (): boolean => true;
const never = (): boolean => false;

describe('reconcile', () => {
  it('opens what the log does not know', () => {
    expect(reconcile([GAP], [], never)).toEqual([{ ...GAP, change: 'opened', version: 1 }]);
  });

  it('writes nothing that the log says already', () => {
    expect(reconcile([GAP], [WORD], always)).toEqual([]);
  });

  it.each([
    ['severity', { severity: 'HIGH' }],
    ['sentence', { sentence: 'It is overdue by 10 days.' }],
    ['evidence', { evidence: ['e1', 'e2'] }],
    ['consignment', { ucr: '6RW1-A;2026' }],
    ['items', { items: ['LOT-1'] }],
  ] as const)('writes a change of %s as the next version', (_, over) => {
    const changed = { ...GAP, ...over };

    expect(reconcile([changed], [WORD], always)).toEqual([
      { ...changed, change: 'changed', version: 4 },
    ]);
  });

  it('takes a gap of no items and one whose items are not told for the same', () => {
    expect(reconcile([{ ...GAP, items: [] }], [WORD], always)).toEqual([]);
  });

  it('cures what is not found any more when it may', () => {
    const [cured] = reconcile([], [WORD], always);

    expect(cured).toMatchObject({ change: 'cured', version: 4, severity: 'MEDIUM' });
    expect(cured?.sentence).toContain(GAP.sentence);
  });

  it('says of what is told elsewhere now in which alert', () => {
    const other = { ...GAP, alert: 'bb', subject: '6RW1-A;2026', ucr: '6RW1-A;2026' };

    const next = reconcile([other], [WORD], always, () => other);

    expect(next.map(({ alert, change }) => [alert, change])).toEqual([
      ['aa', 'cured'],
      ['bb', 'opened'],
    ]);
    expect(next[0]?.sentence).toBe(
      `Told with consignment 6RW1-A by a later record, as alert bb. Before: ${GAP.sentence}`,
    );
  });

  it('says so of what is told of the goods alone again', () => {
    const other = { ...GAP, alert: 'bb', subject: 'LOT' };

    const [cured] = reconcile([other], [WORD], always, () => other);

    expect(cured?.sentence).toMatch(/^Told of the goods alone by a later record, as alert bb\. /u);
  });

  it('lets stand what it may not cure', () => {
    expect(reconcile([], [WORD], never)).toEqual([]);
  });

  it('cures once', () => {
    expect(reconcile([], [{ ...WORD, isFound: false }], always)).toEqual([]);
  });

  it('opens again what was cured', () => {
    expect(reconcile([GAP], [{ ...WORD, isFound: false }], always)).toEqual([
      { ...GAP, change: 'opened', version: 4 },
    ]);
  });

  it('gives the same order whatever the order of the rules', () => {
    const others = ['cc', 'bb', 'aa'].map((alert) => ({ ...GAP, alert }));

    expect(reconcile(others, [], never)).toEqual(reconcile(others.toReversed(), [], never));
  });
});
