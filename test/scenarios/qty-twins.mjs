/** Twins of what a unit, a weighing or a leftover in a record must not hide: from U312 on. */

import { altered, eventOf, withStep } from './edits.mjs';

const KGL = { locode: 'RWKGL' };
const DLA = { locode: 'CMDLA' };

/** @param twin(id, title, steps, fires, registry) @param step as in generate.mjs */
export function qtyTwins({ twin, step, ore, sites, timber, sentBack }) {
  otherMeasures({ twin, step, ore, sites, timber });
  otherWeights({ twin, ore });
  hiddenMetal({ twin, ore });
  hiddenWood({ twin, step });
  soldLeftovers({ twin, step, ore });
  licencesInUnits({ twin, step, ore });
  twin('U338', 'ore: just over a twentieth less comes back to its country', sentBack('569'), []);
  twin('U339', 'ore: a twentieth less comes back to its country', sentBack('570'), [
    'FLOW_ASYMMETRY',
  ]);
}

function received(ore) {
  return ore.slice(0, 3);
}

function weighed(item, value, more = {}) {
  return { ...item, qty: { ...item.qty, value }, ...more };
}

function measured(item, value, unit, more = {}) {
  return { ...item, qty: { value, unit }, ...more };
}

/** The first receiver's measure of the first of two lots. */
function receiving(ore, lot) {
  const [, second] = eventOf(ore, 'H1-R').items;
  return altered(received(ore), 'H1-R', { items: [lot, second] });
}

function otherMeasures({ twin, step, ore, sites, timber }) {
  const [lot] = eventOf(ore, 'H1-R').items;
  twin(
    'U312',
    'ore: 500 kg are released and 900 pieces received',
    receiving(ore, measured(lot, '900', 'NAR')),
    ['QTY_HANDOVER_VARIANCE'],
  );
  const logs = eventOf(timber('50'), 'CUT').items;
  const byWeight = logs.map((item) => measured(item, '80000', 'KGM'));
  const offered = { handover: 'HL', place: DLA };
  twin(
    'U313',
    'timber: logs are released by volume and received by weight',
    [
      ...timber('50').slice(0, 1),
      step('HL-D', 'DISPATCH', 'W-SAW', '03-02 08:00', {
        ...offered,
        to: 'W-ROAD',
        expectedBy: '2026-03-02T18:00:00Z',
        items: logs,
      }),
      step('HL-R', 'RECEIVE', 'W-ROAD', '03-02 09:00', { ...offered, items: byWeight }),
    ],
    [],
  );
  const split = (value, unit) =>
    withStep(
      received(ore),
      step('PARTS', 'SPLIT', 'W-TRADER', '03-05 08:00', {
        place: KGL,
        inputs: [lot],
        outputs: ['R1a', 'R1b'].map((itemId) => measured(lot, value, unit, { itemId })),
      }),
    );
  twin('U316', 'ore: 500 kg are split into 50 pieces', split('25', 'NAR'), [
    'SPLIT_MERGE_IMBALANCE',
  ]);
  twin('U317', 'ore: 500 kg are split into half a tonne', split('0.25', 'TNE'), []);
  const able = { sites: sites.map((site) => ({ ...site, capacityPerMonth: 1, unit: 'TNE' })) };
  const mined = (value, unit) =>
    altered(ore.slice(0, 1), 'MINED', {
      items: eventOf(ore, 'MINED').items.map((item) => measured(item, value, unit)),
    });
  twin(
    'U318',
    'ore: the pit tells pieces, and its capacity is a tonne',
    mined('500', 'NAR'),
    ['PRODUCTION_IMPLAUSIBLE'],
    able,
  );
  twin(
    'U319',
    'ore: the pit tells kilograms, and its capacity is a tonne',
    mined('500', 'KGM'),
    [],
    able,
  );
}

function otherWeights({ twin, ore }) {
  const [lot] = eventOf(ore, 'H1-R').items;
  const gross = (value) => receiving(ore, weighed(lot, value, { massBasis: 'gross' }));
  const variance = ['QTY_HANDOVER_VARIANCE'];
  twin('U314', 'ore: 500 kg weigh half as much again with packing', gross('768'), []);
  twin('U315', 'ore: 500 kg weigh more with packing than any packing', gross('769'), variance);
  const dried = (value) =>
    altered(
      receiving(ore, {
        ...weighed(lot, value, { massBasis: 'dry' }),
        assay: { analyte: 'H2O', pct: '10' },
      }),
      'H1-D',
      {
        items: eventOf(ore, 'H1-D').items.map((item) => ({ ...item, massBasis: 'wet' })),
      },
    );
  twin('U336', 'ore: 500 kg wet are 450 kg dry, a tenth being water', dried('450'), []);
  twin('U337', 'ore: 500 kg wet are 440 kg dry, a tenth being water', dried('440'), variance);
}

function hiddenMetal({ twin, ore }) {
  const odd = { itemId: 'ODD', hs: '261590', qty: { value: '1', unit: 'KGM' } };
  const fed = ['MINED', 'H1-D', 'H1-R'].reduce(
    (steps, id) => altered(steps, id, { items: [...eventOf(steps, id).items, odd] }),
    ore.slice(0, 4),
  );
  const { inputs, outputs } = eventOf(ore, 'MADE');
  const [fine] = outputs;
  const made = (pct) =>
    altered(fed, 'MADE', {
      inputs: [...inputs, odd],
      outputs: [weighed(fine, '600', { assay: { analyte: 'Ta2O5', pct } }), outputs[1]],
    });
  const gain = ['MASS_GAIN'];
  twin(
    'U320',
    'ore: a kilogram without an assay, and a third more metal comes out',
    made('45'),
    gain,
  );
  twin('U321', 'ore: a kilogram without an assay, and as much metal as went in', made('32'), []);
  const { assay: _assay, ...untold } = fine;
  const isFine = ({ itemId }) => itemId === fine.itemId;
  const silent = ore.map(({ recordedAt, event }) => ({
    recordedAt,
    event: {
      ...event,
      ...(event.items?.some(isFine) && { items: [untold] }),
      ...(event.outputs?.some(isFine) && { outputs: [untold, outputs[1]] }),
    },
  }));
  const later = (pct) =>
    altered(silent, 'H2-D', { items: [{ ...fine, assay: { analyte: 'Ta2O5', pct } }] });
  twin('U322', 'ore: its maker tells how rich it is when it leaves, too rich', later('45'), gain);
  twin('U323', 'ore: its maker tells how rich it is when it leaves', later('30'), []);
}

function wood(itemId, hs, value, more = {}) {
  return { itemId, hs, qty: { value, unit: 'MTQ' }, ...more };
}

function hiddenWood({ twin, step }) {
  const logs = wood('LOGS', '440349', '100', { species: 'Milicia excelsa' });
  const fuel = wood('FUEL', '440112', '1');
  const made = (inputs, outputs) => [
    step('CUT', 'COMMISSION', 'W-SAW', '03-01 08:00', {
      basis: 'harvested',
      place: DLA,
      items: inputs,
    }),
    step('SAWN', 'TRANSFORM', 'W-SAW', '03-05 08:00', {
      process: 'sawing',
      place: DLA,
      inputs,
      outputs,
    }),
  ];
  const planks = (value, more) => wood('PLANKS', '440729', value, more);
  const gain = ['MASS_GAIN'];
  const both = [logs, fuel];
  twin(
    'U324',
    'timber: 1 m³ of fuelwood, and 95 m³ are sawn of 100',
    made(both, [planks('95')]),
    gain,
  );
  twin(
    'U325',
    'timber: 1 m³ of fuelwood, and 60 m³ are sawn of 100',
    made(both, [planks('60')]),
    [],
  );
  const cut = (value) => made([logs], [wood('BOLTS', '440349', value)]);
  twin('U326', 'timber: logs are cut into 3 % more of logs', cut('103'), []);
  twin('U327', 'timber: logs are cut into more than 3 % more of logs', cut('103.1'), gain);
  const beside = (rest) => made([logs], [planks('50'), rest]);
  twin(
    'U328',
    'timber: 50 m³ are sawn of 100, and 31 m³ of planks called a residue',
    beside(wood('REST', '440729', '31', { residue: true })),
    gain,
  );
  twin(
    'U329',
    'timber: 50 m³ are sawn of 100, and 120 m³ of loose sawdust',
    beside(wood('DUST', '440149', '120', { residue: true })),
    [],
  );
  const byWeight = (kilograms) => made([logs], [measured(planks('1'), kilograms, 'KGM')]);
  twin('U330', 'timber: 105 t of planks of 100 m³ of logs', byWeight('105000'), gain);
  twin('U331', 'timber: 45 t of planks of 100 m³ of logs', byWeight('45000'), []);
}

function soldLeftovers({ twin, step, ore }) {
  const [fine] = eventOf(ore, 'OPEN').items;
  const sold = (steps, commodity, items) =>
    withStep(
      steps,
      step('SOLD', 'CONSIGN', commodity === 'TIMBER' ? 'W-SAW' : 'W-TRADER', '03-10 08:00', {
        ucr: '6RW1234-REST',
        commodity,
        consignee: 'W-SMELT',
        endUser: 'W-SMELT',
        plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
        items,
      }),
    );
  twin(
    'U332',
    'ore: more is sold than was taken in, and called a residue',
    sold(ore.slice(0, 4), '3T', [weighed(fine, '2000', { residue: true })]),
    ['MASS_BALANCE_OVERDRAWN'],
  );
  const logs = wood('LOGS', '440349', '100');
  const cut = [
    step('CUT', 'COMMISSION', 'W-SAW', '03-01 08:00', {
      basis: 'harvested',
      place: DLA,
      items: [logs],
    }),
    step('SAWN', 'TRANSFORM', 'W-SAW', '03-05 08:00', {
      process: 'sawing',
      place: DLA,
      inputs: [logs],
      outputs: [wood('PLANKS', '440729', '50'), wood('DUST', '440149', '120', { residue: true })],
    }),
  ];
  twin(
    'U333',
    'timber: the planks and the loose sawdust of 100 m³ of logs are sold',
    sold(cut, 'TIMBER', [
      wood('PLANKS', '440729', '50'),
      wood('DUST', '440149', '120', { residue: true }),
    ]),
    [],
  );
}

function licencesInUnits({ twin, step, ore }) {
  const licensed = (qty) =>
    withStep(
      ore,
      step('LICENCE', 'ATTACH_DOCUMENT', 'W-TRADER', '03-10 10:30', {
        ucr: '6RW1234-ORE1',
        document: {
          ...eventOf(ore, 'CERT').document,
          docType: 'EXPORT_LICENCE',
          number: 'RW-LICENCE-1',
          singleUse: false,
          fields: { qty, hs: '261590' },
        },
      }),
    );
  twin(
    'U334',
    'ore: a licence for 600 pieces is used for 600 kg',
    licensed({ value: '600', unit: 'NAR' }),
    ['DOC_REUSE'],
  );
  twin(
    'U335',
    'ore: a licence for 0.6 tonnes is used for 600 kg',
    licensed({ value: '0.6', unit: 'TNE' }),
    [],
  );
}
