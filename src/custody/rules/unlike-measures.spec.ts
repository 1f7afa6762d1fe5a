import { describe, expect, it } from '@jest/globals';
import {
  act,
  ARMS_UCR,
  attach,
  commission,
  consign,
  dispatch,
  ore,
  receive,
  REGISTRY,
  timeOf,
} from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

type Goods = Readonly<Record<string, unknown>>;

function found(...steps: readonly StoryStep[]): string[] {
  const rehearsal = new Rehearsal(REGISTRY).play(steps, timeOf('03-09 08:00'));
  return rehearsal.findings().map(({ rule, severity }) => `${rule} ${severity}`);
}

/** One lot, released and received; `first` as it came into the ledger. */
function handed(sent: Goods, got: Goods, first: Goods = sent): string[] {
  const offer = { handover: 'H2', from: 'TRADER', to: 'CARRIER', items: [sent] };
  return found(
    commission('TRADER', '03-01 08:00', [first]),
    dispatch('03-03 08:00', offer, '03-03 12:00'),
    receive('03-03 10:00', { ...offer, items: [got] }),
  );
}

function made(inputs: readonly Goods[], outputs: readonly Goods[]): string[] {
  return found(
    commission('TRADER', '03-01 08:00', inputs),
    act('TRANSFORM', 'TRADER', '03-02 08:00', { process: 'working', inputs, outputs }),
  );
}

function goods(hs: string, value: string, unit: string, more: Goods = {}): Goods {
  return { itemId: 'L1', hs, qty: { value, unit }, ...more };
}

const weighed = (kilograms: string, massBasis: string, more: Goods = {}) =>
  ore('L1', kilograms, { massBasis, ...more });

const bar = (grams: string, massBasis: string) => goods('710812', grams, 'GRM', { massBasis });

const tantalum = (pct: string) => ({ assay: { analyte: 'Ta2O5', pct } });

const loose = (value: string, unit: string) => goods('440349', value, unit);

const unknown = (more: Goods = {}) => ore('L2', '10', more);

const fine = (kilograms: string) => [ore('C1', kilograms, tantalum('100'))];

const beside = (kilograms: string, more: Goods = {}) => [
  ore('C1', '10', tantalum('60')),
  ore('C2', kilograms, more),
];

const shavings = (more: Goods) => goods('440149', '6', 'MTQ', { itemId: 'DUST', ...more });

const licence = (qty: Goods, more: Goods = {}) =>
  attach('03-02 09:00', 'EXPORT_LICENCE', {}, { singleUse: false, fields: { qty, ...more } });

const used = (items: readonly Goods[], paper: StoryStep) =>
  found(
    commission('TRADER', '03-01 08:00', items),
    consign('TRADER', '03-02 08:00', items),
    paper,
  ).filter((each) => each.startsWith('DOC_REUSE'));

const stones = (grams: string) => [goods('710231', grams, 'GRM')];

const sold = (kilograms: string) => {
  const lot = goods('930190', kilograms, 'KGM', {
    serials: [{ prefix: 'AR-', from: 1, to: 10, width: 5 }],
  });
  return found(
    commission('ARMOURER', '03-01 08:00', [lot]),
    consign('ARMOURER', '03-02 08:00', [lot], {
      ucr: ARMS_UCR,
      commodity: 'ARMS',
      consignee: 'POLICE',
      endUser: 'POLICE',
      plan: { countries: ['CZ', 'PE'], transitCountries: [] },
    }),
  ).filter((each) => each.startsWith('VALUE_UNIT'));
};

const MOST = ['QTY_HANDOVER_VARIANCE MEDIUM'];
const GAIN = ['QTY_HANDOVER_VARIANCE HIGH'];
const NOTE = ['QTY_HANDOVER_VARIANCE INFO'];

describe('weights with packing and without', () => {
  it('differ where goods weigh more without it than with it', () => {
    expect(handed(weighed('500', 'gross'), weighed('512.5', 'net'))).toEqual([]);
    expect(handed(weighed('500', 'gross'), weighed('512.51', 'net'))).toEqual(GAIN);
    expect(handed(weighed('500', 'net'), weighed('487.5', 'gross'))).toEqual([]);
    expect(handed(weighed('500', 'net'), weighed('487.49', 'gross'))).toEqual(MOST);
  });

  it('differ where no packing explains it, of ore but not of gold in a strongbox', () => {
    expect(handed(weighed('750', 'gross'), weighed('488', 'net'))).toEqual([]);
    expect(handed(weighed('750', 'gross'), weighed('487', 'net'))).toEqual(MOST);
    expect(handed(bar('1000', 'net'), bar('9000', 'gross'))).toEqual([]);
    expect(handed(bar('1000', 'net'), bar('990', 'gross'))).toEqual(MOST);
  });
});

describe('wet weights and dry ones', () => {
  const told = { assay: { analyte: 'H2O', pct: '10' } };

  it('are compared by the moisture that the wet side, the dry one or the first record tells', () => {
    const [wet, dry] = [weighed('500', 'wet'), weighed('450', 'dry')];

    expect(handed({ ...wet, ...told }, dry)).toEqual([]);
    expect(handed(wet, { ...dry, ...told })).toEqual([]);
    expect(handed(wet, dry, { ...wet, ...told })).toEqual([]);
    expect(handed(wet, weighed('456', 'dry'), { ...wet, ...told })).toEqual(GAIN);
    expect(handed(wet, weighed('440', 'dry'), { ...wet, ...told })).toEqual(MOST);
  });

  it('are noted where nobody tells it, and differ beyond what ore holds of water', () => {
    expect(handed(weighed('500', 'wet'), weighed('450', 'dry'))).toEqual(NOTE);
    expect(handed(weighed('500', 'wet'), weighed('350', 'dry'))).toEqual(MOST);
    expect(handed(weighed('500', 'wet'), weighed('513', 'dry'))).toEqual(GAIN);
  });
});

describe('measures of other dimensions', () => {
  it('hold timber by weight against timber by volume as far as wood may be heavy or light', () => {
    expect(handed(loose('10', 'MTQ'), loose('12', 'TNE'))).toEqual([]);
    expect(handed(loose('10', 'MTQ'), loose('14', 'TNE'))).toEqual(MOST);
    expect(handed(loose('10', 'MTQ'), loose('0.9', 'TNE'))).toEqual(MOST);
  });

  it('are told, gravely where such goods are not measured so', () => {
    expect(handed(ore('L1', '500'), goods('261590', '40', 'NAR'))).toEqual(MOST);
    expect(handed(goods('440349', '10', 'MTQ'), goods('440349', '7', 'NAR'))).toEqual(NOTE);
    expect(handed(goods('930630', '5000', 'NAR'), goods('930630', '60', 'KGM'))).toEqual(NOTE);
  });

  it('are told of what was made, too', () => {
    const bars = goods('710812', '3', 'NAR', { itemId: 'BARS' });
    const planks = goods('440729', '90', 'NAR', { itemId: 'PLANKS' });

    expect(made([bar('1000', 'net')], [bars])).toEqual(['MASS_GAIN MEDIUM']);
    expect(made([goods('440349', '10', 'MTQ')], [planks])).toEqual(['MASS_GAIN INFO']);
  });
});

describe('metal in what nobody assayed', () => {
  const assayed = ore('L1', '100', tantalum('20'));

  it('is at most what such goods can hold: the oxide alone, less what another assay tells', () => {
    const tin = { assay: { analyte: 'SnO2', pct: '60' } };
    const gain = ['MASS_GAIN CRITICAL'];

    expect(made([assayed, unknown()], fine('30.9'))).toEqual([]);
    expect(made([assayed, unknown()], fine('30.91'))).toEqual(gain);
    expect(made([assayed, unknown(tin)], fine('24.72'))).toEqual([]);
    expect(made([assayed, unknown(tin)], fine('24.73'))).toEqual(gain);
  });

  it('is not guessed of what came out: products that nobody assayed may not weigh more', () => {
    expect(made([assayed], beside('90'))).toEqual([]);
    expect(made([assayed], beside('90.1'))).toEqual(['MASS_GAIN CRITICAL']);
    expect(made([assayed], beside('900', { residue: true }))).toEqual([]);
  });

  it('is what its maker says of it later, whichever record comes first', () => {
    const steps = [
      commission('TRADER', '03-01 08:00', [assayed]),
      act('TRANSFORM', 'TRADER', '03-02 08:00', {
        process: 'washing',
        inputs: [assayed],
        outputs: [ore('C1', '60')],
      }),
      act('PACK', 'TRADER', '03-02 09:00', {
        items: [ore('C1', '60', tantalum('90'))],
        packageId: 'DRUM',
      }),
    ];
    const late = steps.map((each) => ({ ...each, recordedAt: timeOf('03-02 10:00') }));

    expect(found(...late)).toEqual(['MASS_GAIN CRITICAL']);
    expect(found(...late.toReversed())).toEqual(['MASS_GAIN CRITICAL']);
    expect(found(...late.slice(0, 2))).toEqual([]);
  });
});

describe('wood', () => {
  const logs = goods('440349', '10', 'MTQ');
  const boards = (itemId: string, value: string, more: Goods = {}) =>
    goods('440729', value, 'MTQ', { itemId, ...more });
  const gain = ['MASS_GAIN CRITICAL'];

  it('that came out as logs was not sawn', () => {
    const rest = goods('440349', '5', 'MTQ', { itemId: 'REST' });

    expect(made([logs], [rest, boards('B', '4.24')])).toEqual([]);
    expect(made([logs], [rest, boards('B', '4.25')])).toEqual(gain);
  });

  it('that was sawn before comes out again in full beside what the logs yield', () => {
    const sawn = boards('OLD', '3');

    expect(made([logs, sawn], [boards('B', '11')])).toEqual([]);
    expect(made([logs, sawn], [boards('B', '11.01')])).toEqual(gain);
  });

  it('in shavings takes up more room than it was planed off', () => {
    const planed = [boards('P', '8')];

    expect(made([boards('L1', '10')], [...planed, shavings({ residue: true })])).toEqual([]);
    expect(made([boards('L1', '10')], [...planed, shavings({})])).toEqual(gain);
  });
});

describe('a licence', () => {
  const bags = goods('261590', '40', 'NAR', { itemId: 'BAGS' });
  const pallets = goods('441520', '4', 'NAR', { itemId: 'PALLETS' });
  const kilograms = { value: '500', unit: 'KGM' };

  it('is drawn down by the part of a consignment that it can be held against', () => {
    expect(used([ore('L1', '500'), pallets], licence(kilograms))).toEqual([]);
    expect(used([ore('L1', '500.1'), pallets], licence(kilograms))).toEqual(['DOC_REUSE HIGH']);
  });

  it('says so where the rest of its goods cannot be, and is silent on other goods', () => {
    const hs = { hs: '261590' };

    expect(used([bags], licence(kilograms))).toEqual(['DOC_REUSE MEDIUM']);
    expect(used([ore('L1', '500'), bags], licence(kilograms))).toEqual(['DOC_REUSE MEDIUM']);
    expect(used([ore('L1', '500'), pallets], licence(kilograms, hs))).toEqual([]);
  });

  it('in carats is drawn down by grams', () => {
    const carats = licence({ value: '100', unit: 'CTM' });

    expect(used(stones('20'), carats)).toEqual([]);
    expect(used(stones('20.001'), carats)).toEqual(['DOC_REUSE HIGH']);
  });
});

describe('the weight of a firearm', () => {
  it.each(['3', '250'])('may be that of ten in %s kg', (kilograms) => {
    expect(sold(kilograms)).toEqual([]);
  });

  it.each(['2.99', '250.01'])('is not that of ten in %s kg', (kilograms) => {
    expect(sold(kilograms)).toEqual(['VALUE_UNIT_ANOMALY LOW']);
  });
});
