/** Twins of what one record more, or one less, may and may not explain: from U270 on. */

import { altered, eventOf, without, withStep } from './edits.mjs';

const ORE_UCR = '6RW1234-ORE1';
const ARMS_UCR = '6CZ1234-ARM1';
const DAR = { locode: 'TZDAR' };
const KGL = { locode: 'RWKGL' };
const CLL = { locode: 'PECLL' };

/** @param twin(id, title, steps, fires, registry) @param step as in generate.mjs */
export function edgeTwins({ twin, step, ore, arms }) {
  handoversInParts({ twin, step, arms, ore });
  sealsOfSeveralHands({ twin, step, ore });
  wordsOfAuthorities({ twin, step, arms });
  withoutUcr({ twin, step, ore, arms });
}

function carbines(arms, from, to) {
  const [lot] = eventOf(arms, 'H2-D').items;
  const qty = { value: String(to - from + 1), unit: 'NAR' };
  return [{ ...lot, qty, serials: [{ prefix: 'MZ-', from, to, width: 5 }] }];
}

function handoversInParts({ twin, step, arms, ore }) {
  const most = altered(arms, 'H2-R', { items: carbines(arms, 1, 19) });
  const answer = (id, type, when, members) =>
    withStep(most, step(id, type, 'W-POLICE', when, { ucr: ARMS_UCR, handover: 'H2', ...members }));
  const last = carbines(arms, 20, 20);
  const refusal = { items: last, reason: 'bent barrel' };
  twin(
    'U270',
    'arms: nineteen accepted and one refused',
    answer('NO', 'REFUSE', '03-08 11:00', refusal),
    [],
  );
  twin(
    'U271',
    'arms: nineteen accepted, and the twentieth the day after',
    answer('REST', 'RECEIVE', '03-09 09:00', { place: CLL, items: last }),
    [],
  );
  twin('U272', 'arms: nineteen accepted, and nothing more', most, [
    'ITEM_SET_MISMATCH',
    'QTY_HANDOVER_VARIANCE',
  ]);
  twin(
    'U273',
    'arms: nineteen accepted, the refusal of the last recorded three days later',
    withStep(
      most,
      step(
        'NO',
        'REFUSE',
        'W-POLICE',
        '03-08 11:00',
        { ucr: ARMS_UCR, handover: 'H2', ...refusal },
        '03-11 12:00',
      ),
    ),
    ['ITEM_SET_MISMATCH', 'LATE_RECORDING', 'QTY_HANDOVER_VARIANCE'],
  );
  const offered = step('BACK-D', 'DISPATCH', 'W-POLICE', '04-10 08:00', {
    handover: 'BACK',
    to: 'W-OTHER',
    expectedBy: '2026-04-10T10:00:00Z',
    place: CLL,
    items: eventOf(arms, 'H2-D').items,
  });
  const withdrawn = step('BACK-W', 'WITHDRAW', 'W-POLICE', '04-10 09:00', {
    handover: 'BACK',
    reason: 'no leave to pass them on',
  });
  twin('U274', 'arms: offered to another and taken back', withStep(arms, offered, withdrawn), []);
  twin('U275', 'arms: offered to another, who never answers', withStep(arms, offered), [
    'END_USER_MISMATCH',
    'HANDOVER_UNCONFIRMED',
  ]);
  twin('U276', 'ore: the line never signed for the lot it carried on', without(ore, 'H3-R'), [
    'CUSTODY_BREAK',
    'HANDOVER_UNCONFIRMED',
  ]);
}

/** What the receiver at the end saw. */
function observing(steps, ...observed) {
  return altered(steps, 'H4-R', { seals: { observed } });
}

function sealsOfSeveralHands({ twin, step, ore }) {
  const sealed = (...more) =>
    withStep(
      ore,
      step('SEALED', 'SEAL', 'W-TRADER', '03-10 09:30', {
        ucr: ORE_UCR,
        place: KGL,
        seals: { applied: ['RW-H-1001'] },
        transport: { container: 'UMCU2044171' },
      }),
      ...more,
    );
  const second = step('SECOND', 'SEAL', 'W-LINE', '03-17 08:00', {
    ucr: ORE_UCR,
    place: DAR,
    seals: { applied: ['TZ-L-1'] },
  });
  twin('U277', 'ore: the line adds a seal', observing(sealed(second), 'RW-H-1001', 'TZ-L-1'), []);
  twin(
    'U278',
    'ore: the line adds a seal, and the first is gone',
    observing(sealed(second), 'TZ-L-1'),
    ['SEAL_DISCREPANCY'],
  );
  const look = step('LOOK', 'INSPECT', 'C-TZ', '03-17 08:00', {
    ucr: ORE_UCR,
    place: DAR,
    finding: 'conform',
    seals: { observed: ['RW-H-1001'], applied: ['TZ-C-1'] },
  });
  twin(
    'U279',
    'ore: customs sets its seal, not saying which it took off',
    observing(sealed(look), 'TZ-C-1'),
    [],
  );
  twin('U280', 'ore: customs adds its seal', observing(sealed(look), 'RW-H-1001', 'TZ-C-1'), []);
  twin(
    'U281',
    'ore: neither seal of customs nor of the trader is seen',
    observing(sealed(look), 'XY-9'),
    ['SEAL_DISCREPANCY'],
  );
}

function wordsOfAuthorities({ twin, step, arms }) {
  const through = altered(arms, 'OPEN', {
    plan: { countries: ['CZ', 'DE', 'PE'], transitCountries: ['DE'] },
  });
  const consent = step('CONSENT', 'ATTEST', 'C-DE', '03-03 09:00', {
    items: eventOf(arms, 'OPEN').items,
    attestation: 'NO_OBJECTION',
  });
  twin(
    'U282',
    'arms: Germany consents to the lot, naming no consignment',
    withStep(through, consent),
    [],
  );
  twin('U283', 'arms: Germany does not consent', through, ['DOC_MISSING']);
  const { ucr: _ucr, ...words } = eventOf(arms, 'SEEN');
  const seen = { ...arms.find(({ event }) => event.eventId === 'SEEN'), event: words };
  twin(
    'U284',
    'arms: the authority verifies the lot, naming no consignment',
    [...without(arms, 'SEEN'), seen],
    [],
  );
}

/** The acts after the CONSIGN that need not name a consignment name the goods alone. */
function unnamed(steps) {
  const loose = new Set(['DISPATCH', 'RECEIVE', 'DEPART', 'ARRIVE', 'PACK', 'ATTEST', 'REMARK']);
  return steps.map((each) => {
    if (!loose.has(each.event.type)) return each;
    const { ucr: _ucr, ...event } = each.event;
    return { ...each, event };
  });
}

function withoutUcr({ twin, step, ore, arms }) {
  twin('U285', 'ore: nobody names the consignment on the way', unnamed(ore), []);
  twin('U286', 'arms: nobody names the consignment on the way', unnamed(arms), []);
  const hold = step('HOLD', 'CUSTOMS_HOLD', 'C-TZ', '03-16 08:00', {
    ucr: ORE_UCR,
    place: DAR,
    reason: 'scanner',
  });
  twin(
    'U287',
    'ore: held, and carried on without a word of its consignment',
    unnamed(withStep(ore, hold)),
    ['HOLD_BREACHED'],
  );
  twin(
    'U288',
    'ore: over the border with neither release nor certificate nor a word of its consignment',
    unnamed(without(ore, 'CERT', 'OUT')),
    ['DOC_MISSING'],
  );
  twin(
    'U289',
    'ore: by Mombasa, without a word of its consignment',
    altered(altered(unnamed(ore), 'IN-1', { place: { locode: 'KEMBA' } }), 'GO-1', {
      toPlace: { locode: 'KEMBA' },
    }).map((each) => {
      const { place } = each.event;
      const isThere = ['H3-D', 'H3-R', 'GO-2'].includes(each.event.eventId);
      return isThere && place
        ? { ...each, event: { ...each.event, place: { locode: 'KEMBA' } } }
        : each;
    }),
    ['ROUTE_DEVIATION'],
  );
  twin(
    'U290',
    'ore: the lorry arrives late, and names no consignment',
    unnamed(
      altered(ore, 'IN-1', { occurredAt: '2026-03-16T12:01:00Z' }, '2026-03-16T12:01:00Z'),
    ).filter(({ event }) => !/^(H3|GO-2|IN-2|H4)/.test(event.eventId)),
    ['DWELL_EXCEEDED', 'TRANSIT_OVERDUE'],
  );
  const late = altered(
    arms,
    'SEEN',
    { occurredAt: '2026-05-01T08:00:00Z' },
    '2026-05-01T08:00:00Z',
  );
  twin('U291', 'arms: the lot verified after 53 days, naming no consignment', unnamed(late), []);
}
