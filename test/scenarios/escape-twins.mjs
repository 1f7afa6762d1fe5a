/** Twins of what one figure, one mark or one more lot in a record must not hide: from U304 on. */

import { eventOf, withStep } from './edits.mjs';

const KGL = { locode: 'RWKGL' };

/** @param twin(id, title, steps, fires, registry) @param step as in generate.mjs */
export function escapeTwins({ twin, step, ore }) {
  usedAtOnce({ twin, step, ore });
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
