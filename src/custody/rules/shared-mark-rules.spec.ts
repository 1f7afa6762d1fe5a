import { describe, expect, it } from '@jest/globals';
import { KEY, UCR, act, attach, consign, ore } from '../stories/acts.js';
import { Rehearsal, hashOf, type StoryStep } from '../stories/rehearsal.js';

const OTHER_UCR = '6RW1234-TEST9';
const END = '2026-12-31T00:00:00Z';

function findingsOf(rule: string, ...steps: readonly StoryStep[]) {
  const rehearsal = new Rehearsal().play(steps, END);
  return rehearsal.findings().filter((finding) => finding.rule === rule);
}

function tagged(itemId: string, when: string, from: number, to: number, members: object = {}) {
  return act('COMMISSION', 'MINE', when, {
    basis: 'mined',
    place: { site: 'PIT-1' },
    items: [ore(itemId, '50')],
    tags: [{ prefix: 'RW-MT-', from, to, ...members }],
  });
}

function sealed(when: string, ucr: string, seals: object, actor = 'TRADER') {
  return act('SEAL', actor, when, { ucr, seals });
}

const taggedSplit = (when: string, from: string, to: string) =>
  act('SPLIT', 'MINE', when, {
    inputs: [ore(from, '50')],
    outputs: [ore(to, '50')],
    tags: [{ prefix: 'RW-MT-', from: 1, to: 5 }],
  });

describe('TAG_REUSE', () => {
  it('names the numbers that two lots share, and both lots', () => {
    const second = tagged('LOT-B', '05-02 08:00', 20, 40);
    const [finding, ...rest] = findingsOf(
      'TAG_REUSE',
      tagged('LOT-A', '05-01 08:00', 1, 22),
      second,
    );

    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      subject: 'tag/RWMT20–22',
      anchor: hashOf(second.event.eventId),
      severity: 'HIGH',
      items: ['LOT-B', 'LOT-A'],
    });
    expect(finding?.sentence).toContain('2026-05-01 08:00 UTC for LOT-A and again by MINE');
  });

  it('is silent while ranges only touch', () => {
    const steps = [tagged('LOT-A', '05-01 08:00', 1, 20), tagged('LOT-B', '05-02 08:00', 21, 40)];

    expect(findingsOf('TAG_REUSE', ...steps)).toEqual([]);
  });

  it('says the same whichever lot reaches the ledger first', () => {
    const first = tagged('LOT-A', '05-01 08:00', 1, 20);
    const second = tagged('LOT-B', '05-02 08:00', 1, 1);
    const inOrder = findingsOf('TAG_REUSE', first, second);
    const late = { ...first, recordedAt: '2026-05-03T08:00:00Z' };
    const [turned] = findingsOf('TAG_REUSE', second, late);

    expect(inOrder).toHaveLength(1);
    expect(turned).toMatchObject({ subject: inOrder[0]?.subject, anchor: inOrder[0]?.anchor });
  });

  it('tells issuers apart where both records name one', () => {
    const steps = [
      tagged('LOT-A', '05-01 08:00', 1, 5, { issuer: 'RMB' }),
      tagged('LOT-B', '05-02 08:00', 1, 5, { issuer: 'CEEC' }),
    ];

    expect(findingsOf('TAG_REUSE', ...steps)).toEqual([]);
    expect(findingsOf('TAG_REUSE', ...steps, tagged('LOT-C', '05-03 08:00', 5, 5))).toHaveLength(1);
  });

  it('takes a tag that a correction took back for unused', () => {
    const first = tagged('LOT-A', '05-01 08:00', 1, 20);
    const annulled = act('CORRECT', 'MINE', '05-01 09:00', {
      refs: [first.event.eventId],
      reason: 'wrong lot',
      annul: true,
    });

    expect(findingsOf('TAG_REUSE', first, annulled, tagged('LOT-B', '05-02 08:00', 1, 20))).toEqual(
      [],
    );
  });

  it('lets a tag stay with goods that are split twice, and not go to others', () => {
    const first = tagged('LOT-A', '05-01 08:00', 1, 20);
    const steps = [first, taggedSplit('05-02 08:00', 'LOT-A', 'LOT-B')];

    expect(findingsOf('TAG_REUSE', ...steps, taggedSplit('05-03 08:00', 'LOT-B', 'LOT-C'))).toEqual(
      [],
    );
    expect(
      findingsOf('TAG_REUSE', ...steps, taggedSplit('05-03 08:00', 'LOT-X', 'LOT-C')),
    ).toHaveLength(1);
  });

  it('lets a damaged tag be replaced by a fresh one', () => {
    const retag = act('RETAG', 'MINE', '05-03 08:00', {
      items: [ore('LOT-A', '50')],
      addedMark: 'RW-MT-000077',
      witness: 'G-TZ',
    });

    expect(findingsOf('TAG_REUSE', tagged('LOT-A', '05-01 08:00', 1, 20), retag)).toEqual([]);
    expect(findingsOf('TAG_REUSE', tagged('LOT-B', '05-01 08:00', 70, 80), retag)).toHaveLength(1);
  });

  it('finds a seal on a second consignment and one put on again after it was taken off', () => {
    const applied = { applied: ['RW-H-780044'] };
    const elsewhere = sealed('05-09 08:00', OTHER_UCR, applied);
    const again = sealed('05-10 08:00', UCR, { applied: ['rw h 780044'] });
    const first = sealed('05-01 08:00', UCR, applied);
    const removed = sealed('05-05 08:00', UCR, { removed: ['RW-H-780044'] }, 'C-TZ');

    expect(findingsOf('TAG_REUSE', first, elsewhere)).toHaveLength(1);
    expect(findingsOf('TAG_REUSE', first, again)).toEqual([]);
    expect(findingsOf('TAG_REUSE', first, removed, again)).toMatchObject([
      { subject: 'seal/RWH780044', ucr: KEY },
    ]);
  });

  it('does not hold bare seal numbers of two parties against each other', () => {
    const mine = sealed('05-01 08:00', UCR, { applied: ['123456'] });
    const theirs = sealed('05-09 08:00', OTHER_UCR, { applied: ['123456'] }, 'LINE');

    expect(findingsOf('TAG_REUSE', mine, theirs)).toEqual([]);
  });
});

describe('DOC_REUSE', () => {
  const other = { ucr: OTHER_UCR };

  it('finds a single-use paper on a second consignment', () => {
    const steps = [attach('05-01 08:00', 'KP_CERT'), attach('05-09 08:00', 'KP_CERT', other)];

    expect(findingsOf('DOC_REUSE', ...steps)).toMatchObject([
      { subject: 'KP_CERT/RW/KP_CERT-1', severity: 'CRITICAL', ucr: `${OTHER_UCR};2026` },
    ]);
  });

  it('takes another scan of the paper for the same consignment as a rendition', () => {
    const rescan = attach('05-09 08:00', 'KP_CERT', {}, { sha256: 'cd'.repeat(32) });

    expect(findingsOf('DOC_REUSE', attach('05-01 08:00', 'KP_CERT'), rescan)).toEqual([]);
  });

  it('does not believe a party that calls an end-user certificate reusable', () => {
    const loose = { singleUse: false };
    const steps = [
      attach('05-01 08:00', 'EUC', {}, loose),
      attach('05-09 08:00', 'EUC', other, loose),
    ];

    expect(findingsOf('DOC_REUSE', ...steps)).toHaveLength(1);
  });

  it('lets an issuer allow partial shipments', () => {
    const partial = { fields: { partialShipments: 'allowed' } };
    const steps = [
      attach('05-01 08:00', 'EUC', {}, partial),
      attach('05-09 08:00', 'EUC', other, partial),
    ];

    expect(findingsOf('DOC_REUSE', ...steps)).toEqual([]);
  });

  it('draws a licence down by what is consigned under it, to the last kilogram', () => {
    const licence = {
      singleUse: false,
      fields: { qtyMax: { value: '0.9', unit: 'TNE' } },
    };
    const both = (kilograms: string) => [
      attach('05-01 08:00', 'EXPORT_LICENCE', {}, licence),
      consign('TRADER', '05-01 09:00', [ore('A', '500')]),
      attach('05-08 08:00', 'EXPORT_LICENCE', other, licence),
      consign('TRADER', '05-08 09:00', [ore('B', kilograms)], other),
    ];

    expect(findingsOf('DOC_REUSE', ...both('400'))).toEqual([]);
    const [finding] = findingsOf('DOC_REUSE', ...both('400.1'));
    expect(finding).toMatchObject({ severity: 'HIGH', ucr: `${OTHER_UCR};2026` });
    expect(finding?.sentence).toContain('authorises 900 kg');
    expect(finding?.sentence).toContain('900.1 kg were consigned under it in 2 consignments');
  });
});

const arms = (
  itemId: string,
  when: string,
  serials: readonly unknown[],
  members: object = {},
  basis = 'manufactured',
) =>
  act('COMMISSION', 'ARMOURER', when, {
    basis,
    place: { locode: 'CZUBR' },
    items: [
      {
        itemId,
        hs: '930190',
        qty: { value: '1', unit: 'NAR' },
        serials,
        maker: 'Morava',
        model: 'MZ-15',
        ...members,
      },
    ],
  });

const duplicates = (...steps: readonly StoryStep[]) => findingsOf('SERIAL_DUPLICATE', ...steps);

describe('SERIAL_DUPLICATE', () => {
  const range = { prefix: 'MZ26-', from: 101, to: 400, width: 6 };

  it('names the serials that two lots share', () => {
    const again = arms('B', '03-02 08:00', [{ ...range, from: 399, to: 500 }]);
    const [finding, ...rest] = duplicates(arms('A', '03-01 08:00', [range]), again);

    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      subject: 'MORAVA/MZ15/MZ2600039926000400',
      anchor: hashOf(again.event.eventId),
      severity: 'CRITICAL',
      items: ['B', 'A'],
    });
    expect(finding?.sentence).toMatch(/^Morava MZ-15 MZ26000399–26000400 was registered/);
  });

  it.each([
    ['a letter for a digit', 'MZ26-OOO1O1'],
    ['other separators', 'mz 26 000101'],
  ])('reads %s as the same mark', (_, serial) => {
    expect(
      duplicates(arms('A', '03-01 08:00', [range]), arms('B', '03-02 08:00', [serial])),
    ).toHaveLength(1);
  });

  it('passes over leading zeros', () => {
    expect(
      duplicates(arms('A', '03-01 08:00', ['AR-00101']), arms('B', '03-02 08:00', ['AR 101'])),
    ).toHaveLength(1);
  });

  it('tells makers, models and calibres apart, but not a calibre that nobody wrote down', () => {
    const first = arms('A', '03-01 08:00', [range], { calibre: '5.56x45' });
    const same = [{ ...range, from: 400, to: 400 }];

    expect(duplicates(first, arms('B', '03-02 08:00', same, { maker: 'Tatra' }))).toEqual([]);
    expect(duplicates(first, arms('B', '03-02 08:00', same, { model: 'MZ-16' }))).toEqual([]);
    expect(duplicates(first, arms('B', '03-02 08:00', same, { calibre: '7.62x39' }))).toEqual([]);
    expect(duplicates(first, arms('B', '03-02 08:00', same))).toHaveLength(1);
  });

  it('knows seized goods that come back for what they are', () => {
    const first = arms('A', '03-01 08:00', [range]);

    expect(duplicates(first, arms('A', '09-01 08:00', [range], {}, 'seized-returned'))).toEqual([]);
    expect(
      duplicates(first, arms('B', '09-01 08:00', [range], {}, 'seized-returned')),
    ).toHaveLength(1);
  });

  it('finds one serial in two lots that a lot was split into', () => {
    const lot = (itemId: string, from: number, to: number, members: object = {}) => ({
      itemId,
      hs: '930190',
      qty: { value: String(to - from + 1), unit: 'NAR' },
      serials: [{ ...range, from, to }],
      maker: 'Morava',
      model: 'MZ-15',
      ...members,
    });
    const first = arms('A', '03-01 08:00', [range]);
    const split = (...outputs: readonly object[]) =>
      act('SPLIT', 'ARMOURER', '03-02 08:00', { inputs: [lot('A', 101, 400)], outputs });

    expect(duplicates(first, split(lot('B', 101, 200), lot('C', 201, 400)))).toEqual([]);
    const clones = split(lot('B', 101, 200), lot('C', 200, 400));
    expect(duplicates(first, clones)).toMatchObject([
      {
        subject: 'MORAVA/MZ15/MZ26000200',
        anchor: hashOf(clones.event.eventId),
        items: ['C', 'B'],
      },
    ]);
    const other = lot('C', 200, 400, { model: 'MZ-16' });
    expect(duplicates(first, split(lot('B', 101, 200), other))).toEqual([]);
  });
});
