/** Twins of what one figure, one mark or one more lot in a record must not hide: from U304 on. */

import { altered, eventOf, withStep } from './edits.mjs';

const KGL = { locode: 'RWKGL' };

/** @param twin(id, title, steps, fires, registry) @param step as in generate.mjs */
export function escapeTwins({ twin, step, ore, arms }) {
  usedAtOnce({ twin, step, ore });
  namedFirst({ twin, step, ore });
  markedAsResidue({ twin, step, arms });
  receivedAgain({ twin, step, ore });
}

/** The ore up to its first receiver. */
function received(ore) {
  return ore.slice(0, 3);
}

function weighing(item, value, more = {}) {
  return { ...item, qty: { ...item.qty, value }, ...more };
}

function usedAtOnce({ twin, step, ore }) {
  const [lot] = eventOf(ore, 'H1-R').items;
  const split = (whole, part) =>
    withStep(
      received(ore),
      step('PARTS', 'SPLIT', 'W-TRADER', '03-05 08:00', {
        place: KGL,
        inputs: [weighing(lot, whole)],
        outputs: ['R1a', 'R1b'].map((itemId) => weighing(lot, part, { itemId })),
      }),
    );
  twin('U304', 'ore: 900 kg of a lot of 500 kg are split, once', split('900', '450'), [
    'CUSTODY_FORK',
  ]);
  twin('U305', 'ore: a lot of 500 kg weighs 510 kg where it is split', split('510', '255'), []);
}

function kilograms(itemId, hs, value) {
  return { itemId, hs, qty: { value, unit: 'KGM' } };
}

function namedFirst({ twin, step, ore }) {
  const [gold, crumb] = [kilograms('AU', '710812', '1'), kilograms('CRUMB', '261590', '0.001')];
  const dore = step('DORE', 'COMMISSION', 'W-REFINE', '03-02 09:00', {
    basis: 'recycled',
    place: { locode: 'CHZRH' },
    items: [gold, crumb],
  });
  const merged = (inputs) =>
    withStep(
      [dore],
      step('ONE', 'MERGE', 'W-REFINE', '03-05 08:00', {
        place: { locode: 'CHZRH' },
        inputs,
        outputs: [kilograms('AU1', '710812', '1.9')],
      }),
    );
  const imbalance = ['SPLIT_MERGE_IMBALANCE'];
  twin(
    'U306',
    'gold: 1 kg and 1 g of ore, named last, make 1.9 kg',
    merged([gold, crumb]),
    imbalance,
  );
  twin(
    'U307',
    'gold: 1 kg and 1 g of ore, named first, make 1.9 kg',
    merged([crumb, gold]),
    imbalance,
  );
  const sand = { ...kilograms('SAND', '250590', '1') };
  const fed = (steps) =>
    ['MINED', 'H1-D', 'H1-R'].reduce(
      (all, id) => altered(all, id, { items: [sand, ...eventOf(all, id).items] }),
      steps,
    );
  const { inputs, outputs } = eventOf(ore, 'MADE');
  const little = [weighing(outputs[0], '200'), outputs[1]];
  twin(
    'U308',
    'ore: a kilogram of sand is named before the ore, and a third of the metal comes out',
    altered(fed(ore.slice(0, 4)), 'MADE', { inputs: [sand, ...inputs], outputs: little }),
    ['YIELD_ANOMALY'],
  );
}

function counted(itemId, hs, value, more) {
  return { itemId, hs, qty: { value, unit: 'NAR' }, ...more };
}

function markedAsResidue({ twin, step, arms }) {
  const [gun] = eventOf(arms, 'H2-D').items;
  const parts = [counted('BARRELS', '930591', '5')];
  const built = (more) => [
    step('PARTS', 'COMMISSION', 'W-ARMS', '03-01 08:00', {
      basis: 'manufactured',
      place: { locode: 'CZUBR' },
      items: parts,
    }),
    step('BUILT', 'TRANSFORM', 'W-ARMS', '03-02 08:00', {
      process: 'assembly',
      place: { locode: 'CZUBR' },
      inputs: parts,
      outputs: [counted('REJECTS', gun.hs, '8', more)],
    }),
  ];
  twin('U309', 'arms: eight made of five parts, marked as residue', built({ residue: true }), [
    'MASS_GAIN',
  ]);
}

function receivedAgain({ twin, step, ore }) {
  const { handover, place, items } = eventOf(ore, 'H1-R');
  const receipt = (of) =>
    step('H1-R2', 'RECEIVE', 'W-TRADER', '03-03 17:00', { handover, place, items: of });
  twin(
    'U310',
    'ore: the receiver signs twice for all of one handover',
    withStep(ore, receipt(items)),
    ['QTY_HANDOVER_VARIANCE'],
  );
  const [first, second] = items;
  const part = (value) => [weighing(first, value), second];
  twin(
    'U311',
    'ore: the receiver signs for one lot in two parts that make it up',
    withStep(altered(ore, 'H1-R', { items: part('300') }), {
      ...receipt([weighing(first, '200')]),
    }),
    [],
  );
}
