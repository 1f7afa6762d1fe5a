/** Twins of papers anybody could register, of borders and of seals: from U340 on. */

import { altered, eventOf, without, withStep } from './edits.mjs';
import { diamondJourney, STONES_REGISTRY } from './journeys.mjs';

const DAR = { locode: 'TZDAR' };

/** @param twin(id, title, steps, fires, { registry, until }) @param step, paper as in generate.mjs */
export function papersTwins({ twin, step, paper, ore, arms }) {
  permits({ twin, step, paper, arms });
  sealsOfOthers({ twin, step, ore });
  bordersWithoutConsignment({ twin, step, paper, arms });
  goodsByAnotherName({ twin, step, ore });
  transitUndeclared({ twin, step, arms });
  confirmedLate({ twin });
}

function permits({ twin, step, paper, arms }) {
  const { ucr, items } = eventOf(arms, 'OPEN');
  const sold = step('H3-D', 'DISPATCH', 'W-POLICE', '04-10 08:00', {
    handover: 'H3',
    to: 'W-OTHER',
    expectedBy: '2026-04-10T10:00:00Z',
    items,
  });
  const bought = step('H3-R', 'RECEIVE', 'W-OTHER', '04-10 09:00', { handover: 'H3', items });
  const leave = (actor, members = {}) =>
    step('LEAVE', 'ATTACH_DOCUMENT', actor, '04-09 08:00', {
      ucr,
      document: paper('RETRANSFER_AUTH', 'CZ', {}, members),
    });
  const passedOn = (...papers) => withStep(arms, sold, bought, ...papers);
  const mismatch = ['END_USER_MISMATCH'];
  twin(
    'U340',
    'arms: passed on, with a leave that the carrier registered',
    passedOn(leave('W-ROAD')),
    mismatch,
  );
  twin(
    'U341',
    'arms: passed on, with a leave that ended the day before',
    passedOn(leave('W-POLICE', { expiresOn: '2026-04-09' })),
    mismatch,
  );
  twin(
    'U342',
    'arms: passed on, with a leave that the exporter registered and that ends on the day',
    passedOn(leave('W-ARMS', { expiresOn: '2026-04-10' })),
    [],
  );
  const unmarked = altered(arms, 'MADE', { marking: { manufacturer: 'Moravian' } });
  const excuse = step('EXEMPT', 'ATTACH_DOCUMENT', 'W-ROAD', '02-28 08:00', {
    items,
    document: paper('MARKING_EXEMPTION', 'CZ', {}),
  });
  twin(
    'U343',
    'arms: without country of manufacture, exempted by a paper of the carrier',
    withStep(unmarked, excuse),
    ['MARKING_DEFICIENT'],
  );
}

function sealsOfOthers({ twin, step, ore }) {
  const { ucr } = eventOf(ore, 'OPEN');
  const sealed = altered(ore, 'BOX', { seals: { applied: ['RW-H-1001'] } });
  const swapped = (actor, when, recorded = when) =>
    withStep(
      altered(sealed, 'H4-R', { seals: { observed: ['RW-H-2002'] } }),
      step(
        'SWAP',
        'SEAL',
        actor,
        when,
        { ucr, place: DAR, seals: { removed: ['RW-H-1001'], applied: ['RW-H-2002'] } },
        recorded,
      ),
    );
  const gap = ['SEAL_DISCREPANCY'];
  twin(
    'U344',
    'ore: the line that has the goods in port changes the seal',
    swapped('W-LINE', '03-16 08:00'),
    [],
  );
  twin(
    'U345',
    'ore: somebody who never had the goods changes the seal',
    swapped('W-OTHER', '03-16 08:00'),
    gap,
  );
  twin('U346', 'ore: the line changes the seal at sea', swapped('W-LINE', '03-25 08:00'), gap);
  twin(
    'U347',
    'ore: the receiver dates a change of the seal to before his receipt',
    swapped('W-SMELT', '03-16 08:00', '04-22 08:00'),
    ['LATE_RECORDING', ...gap],
  );
}

/** Arms that nobody consigns are flown out, and received by whoever flew them. */
function bordersWithoutConsignment({ twin, step, paper, arms }) {
  const flown = ['MADE', 'H1-D', 'H1-R', 'GO-1', 'IN-1'].map((id) => {
    const { ucr: _ucr, ...event } = eventOf(arms, id);
    return { ...arms.find((each) => each.event.eventId === id), event };
  });
  const { items } = eventOf(arms, 'MADE');
  const papers = [
    ['EXPORT_LICENCE', 'CZ'],
    ['IMPORT_AUTH', 'PE'],
    ['EUC', 'PE'],
  ].map(([docType, issuer]) =>
    step(`P-${docType}`, 'ATTACH_DOCUMENT', 'W-ARMS', '03-03 08:00', {
      items,
      document: paper(docType, issuer, {}),
    }),
  );
  twin('U348', 'arms: flown abroad in no consignment', flown, ['DOC_MISSING']);
  twin(
    'U349',
    'arms: flown abroad in no consignment, with their papers',
    withStep(flown, ...papers),
    [],
  );
  const within = flown.map((each) =>
    ['GO-1', 'IN-1'].includes(each.event.eventId)
      ? altered([each], each.event.eventId, {
          place: { locode: each.event.eventId === 'GO-1' ? 'CZUBR' : 'CZPRG' },
          ...(each.event.eventId === 'GO-1' && { toPlace: { locode: 'CZPRG' } }),
        })[0]
      : each,
  );
  twin('U350', 'arms: flown in no consignment, and never abroad', within, []);
  const named = flown.map((each) =>
    each.event.eventId === 'MADE'
      ? each
      : { ...each, event: { ...each.event, ucr: '6CZ1234-ARM9' } },
  );
  twin('U351', 'arms: flown abroad under a UCR that nobody opened', named, ['DOC_MISSING']);
}

/** What the exporter calls sand was made as ore; what an officer finds under a certificate of ore is sand. */
function goodsByAnotherName({ twin, step, ore }) {
  const sand = (id) => eventOf(ore, id).items.map((item) => ({ ...item, hs: '250590' }));
  const asSand = altered(without(ore, 'CERT'), 'OPEN', { items: sand('OPEN'), commodity: 'OTHER' });
  twin('U352', 'ore: consigned as sand, without a certificate', asSand, ['DOC_MISSING']);
  const found = (items) =>
    withStep(
      ore,
      step('LOOK', 'INSPECT', 'C-TZ', '03-16 08:00', {
        ucr: eventOf(ore, 'OPEN').ucr,
        place: DAR,
        finding: 'inconclusive',
        items,
      }),
    );
  twin('U353', 'ore: an officer finds sand under the certificate', found(sand('OPEN')), [
    'DOC_CONTENT_MISMATCH',
  ]);
  twin(
    'U354',
    'ore: an officer finds the ore of the certificate',
    found(eventOf(ore, 'OPEN').items),
    [],
  );
}

/** Through a country that the plan names as a station and not as one of transit. */
function transitUndeclared({ twin, step, arms }) {
  const { ucr, items } = eventOf(arms, 'OPEN');
  const plan = { countries: ['CZ', 'DE', 'PE'], transitCountries: [] };
  const planned = altered(arms, 'OPEN', { plan });
  const look = step('STOP', 'OBSERVE', 'C-DE', '03-05 12:00', {
    ucr,
    items,
    place: { locode: 'DEHAM' },
    source: 'gate log',
  });
  const consent = step('CONSENT', 'ATTEST', 'C-DE', '03-03 09:00', {
    items,
    attestation: 'NO_OBJECTION',
  });
  const through = withStep(planned, look);
  twin('U355', 'arms: seen in Germany on the way, which did not consent', through, ['DOC_MISSING']);
  twin('U356', 'arms: seen in Germany on the way, which consented', withStep(through, consent), []);
  twin('U357', 'arms: never seen in Germany, which the plan names', planned, []);
}

/** 21 days after the last receipt. */
function confirmedLate({ twin }) {
  const registry = STONES_REGISTRY;
  const unseen = without(diamondJourney(), 'SEEN-2');
  twin('U358', 'diamonds: no confirmation, 21 days after the receipt', unseen, [], {
    registry,
    until: '08-14 13:00',
  });
  twin(
    'U359',
    'diamonds: no confirmation, 21 days and a minute after the receipt',
    unseen,
    ['DELIVERY_UNVERIFIED'],
    { registry, until: '08-14 13:01' },
  );
}
