import { altered, eventOf, paperWith, reworded, without, withStep } from './edits.mjs';
import {
  diamondJourney,
  doreJourney,
  GOLD_REGISTRY,
  goldFromNowhere,
  guns,
  GUNS_REGISTRY,
  GUNS_UCR,
  RESALE_UCR,
  riflesDelivered,
  riflesFlownOn,
  riflesJourney,
  riflesRecovered,
  step,
  STONES_REGISTRY,
  timberJourney,
  WOOD_REGISTRY,
  WOOD_UCR,
} from './journeys.mjs';

const FIRST = 128;

/** The twins of the longer journeys, numbered on. */
export function journeyTwins() {
  const twins = [];
  const of =
    (name, registry, until) =>
    (title, steps, fires, more = {}) =>
      twins.push({
        id: `U${FIRST + twins.length}`,
        title: `${name}: ${title}`,
        steps,
        until: more.until ?? until,
        fires,
        registry: { ...registry, ...more.registry },
      });
  goldTwins(of('doré', GOLD_REGISTRY, '07-01 00:00'));
  timberTwins(of('sapelli', WOOD_REGISTRY, '10-01 00:00'));
  diamondTwins(of('diamonds', STONES_REGISTRY, '09-01 00:00'));
  armsTwins(of('rifles', GUNS_REGISTRY, '06-01 00:00'));
  sealTwins(of('diamonds', STONES_REGISTRY, '09-01 00:00'));
  return twins;
}

const listed = (party, listedOn) => ({
  screening: [{ party, list: 'TEST', entry: 'TEST-90017', listedOn, match: 'strong' }],
});

const partyWith = ({ parties }, id, members) => ({
  parties: parties.map((each) => (each.id === id ? { ...each, ...members } : each)),
});

const siteWith = ({ sites }, members) => ({
  sites: sites.map((each) => ({ ...each, ...members })),
});

function goldTwins(twin) {
  const STORY = doreJourney();
  const refined = (kg) => {
    const [bars, ...rest] = eventOf(STORY, 'REFINED').outputs;
    return altered(STORY, 'REFINED', {
      outputs: [{ ...bars, qty: { ...bars.qty, value: kg } }, ...rest],
    });
  };
  twin('the story as it is', STORY, []);
  twin('the refiner gets 0.4 % more gold out than came in', refined('46.65'), ['MASS_GAIN']);
  twin('the refiner gets 1 % less gold out', refined('46'), ['YIELD_ANOMALY']);
  const [bar] = eventOf(STORY, 'H2-R').items;
  const weighed = (kg) =>
    altered(STORY, 'H2-R', { items: [{ ...bar, qty: { ...bar.qty, value: kg } }] });
  twin('42 g less at the refiner, one in a thousand', weighed('42.276'), []);
  twin('44 g less at the refiner', weighed('42.274'), ['QTY_HANDOVER_VARIANCE']);
  const licences = (validTo) =>
    partyWith(GOLD_REGISTRY, 'K-MINE', {
      licences: [
        { type: 'mining', validTo: '2030-12-31' },
        { type: 'export', validTo },
      ],
    });
  twin('the licence for export ended the day before', STORY, ['PARTY_OR_SITE_INELIGIBLE'], {
    registry: licences('2026-05-10'),
  });
  twin('the licence for export ends on the day', STORY, [], { registry: licences('2026-05-11') });
  twin('scrap that nobody brought in', without(STORY, 'SCRAP'), ['ORIGIN_MISSING']);
  twin('scrap that nobody brought in or sold', without(STORY, 'SCRAP', 'H3-D'), [
    'ORIGIN_MISSING',
    'ORPHAN_RECEIPT',
  ]);
  twin(
    'mine and refiner have one owner, and hand over to each other',
    direct(STORY),
    ['SELF_DEALING_HANDOVER'],
    { registry: partyWith(GOLD_REGISTRY, 'K-REFINE', { beneficialOwner: 'BO-K1' }) },
  );
  twin('the carrier was listed before', STORY, ['PARTY_SANCTIONED'], {
    registry: listed('K-AIR', '2026-05-01'),
  });
  twin(
    'from a country of the Great Lakes without certificate',
    fromUganda(STORY),
    ['DOC_MISSING'],
    {
      registry: reworded(GOLD_REGISTRY, ['"GH"', '"UG"']),
    },
  );
  twin('signed 9 km from a large mine', signedAt(STORY, 5.381), []);
  twin('signed 11 km from a large mine', signedAt(STORY, 5.399), ['SITE_LOCATION_MISMATCH']);
}

/** The refiner fetches the bar himself. */
function direct(story) {
  const receipt = { ...eventOf(story, 'H1-R'), actor: 'K-REFINE' };
  const steps = without(story, 'H2-D', 'H2-R', 'L1-GO', 'L1-IN', 'IN', 'REFINED');
  const sent = altered(steps, 'H1-D', { to: 'K-REFINE' });
  return altered(sent, 'H1-R', receipt);
}

function fromUganda(story) {
  return reworded(story, ['GHACC', 'UGEBB'], ['"GH"', '"UG"']);
}

function signedAt(story, lat) {
  return altered(story, 'POURED', { place: { site: 'GH-PIT', lat, lon: -2 } });
}

function timberTwins(twin) {
  const STORY = timberJourney();
  const sawn = (cubic) =>
    altered(reworded(STORY, ['155.2', cubic], ['152.9', cubic]), 'CUT', {
      outputs: reworded(eventOf(STORY, 'CUT').outputs.slice(0, 1), ['155.2', cubic]),
    });
  twin('the story as it is, in a year without statements of due diligence', STORY, []);
  twin('65 % of the logs become boards', sawn('201.8'), []);
  twin('71 % of the logs become boards', sawn('220'), ['YIELD_ANOMALY']);
  twin('84 % of the logs become boards', sawn('260'), ['MASS_GAIN']);
  twin('imported in a year with statements of due diligence', inNextYear(STORY), ['DOC_MISSING'], {
    until: '12-31 23:59',
    registry: reworded(WOOD_REGISTRY, ['"2026-01-01"', '"2027-01-01"']),
  });
  twin('felled 24 km from the middle of the concession', felledAt(STORY, 1.966), []);
  twin('felled 26 km from the middle of the concession', felledAt(STORY, 1.985), [
    'SITE_LOCATION_MISMATCH',
  ]);
  twin(
    'the paper names another tree',
    altered(
      STORY,
      'PHYTO',
      paperWith(STORY, 'PHYTO', {
        fields: { ...eventOf(STORY, 'PHYTO').document.fields, species: 'Khaya ivorensis' },
      }),
    ),
    ['DOC_CONTENT_MISMATCH'],
  );
  const listedTree = altered(STORY, 'OPEN', { cites: true });
  twin('a listed tree without permit', listedTree, ['DOC_MISSING']);
  const permit = (id, docType, recorded) => {
    const { document } = eventOf(STORY, 'PHYTO');
    return step(id, 'ATTACH_DOCUMENT', 'M-WOOD', recorded, {
      ucr: WOOD_UCR,
      document: { ...document, docType, number: id },
    });
  };
  twin(
    'a listed tree with both permits',
    withStep(
      listedTree,
      permit('CITES-1', 'CITES_PERMIT', '2026-06-25T12:00:00+01:00'),
      permit('CITES-2', 'CITES_IMPORT_PERMIT', '2026-08-01T12:00:00+01:00'),
    ),
    [],
  );
  twin('the concession cannot bring out so much', STORY, ['PRODUCTION_IMPLAUSIBLE'], {
    registry: siteWith(WOOD_REGISTRY, { capacityPerMonth: 248 }),
  });
  twin('the concession can just bring out so much', STORY, [], {
    registry: siteWith(WOOD_REGISTRY, { capacityPerMonth: 249 }),
  });
  twin('the ship is listed after the delivery (a note in the answer)', STORY, [], {
    registry: listed('IMO9074729', '2026-09-15'),
  });
  twin('nobody is listed until the end of the story', STORY, [], {
    registry: listed('M-SHIP', '2026-10-15'),
  });
}

function felledAt(story, lat) {
  return altered(story, 'FELLED', { place: { site: 'CG-UFA', lat, lon: 16.3 } });
}

/** The barge arrives in the last days of the year, the ship in the next. */
function inNextYear(story) {
  return reworded(story, ['"2026-', '"2027-'], ['6CG4410', '7CG4410']);
}

/** Who takes goods in and tells what is wrong with them took them in clean; who takes them in after does not. */
function sealTwins(twin) {
  const STORY = diamondJourney();
  const sealed = (seen) =>
    altered(STORY, 'H1-D', { seals: { applied: ['BW-KP-77821'] } }).map((each) =>
      each.event.eventId === seen
        ? { ...each, event: { ...each.event, seals: { observed: ['BW-KP-99812'] } } }
        : each,
    );
  twin('the dealer sees another seal than was set', sealed('H2-R'), ['SEAL_DISCREPANCY']);
  twin('the carrier sees another seal before the dealer takes them in', sealed('L1-IN'), [
    'MASS_BALANCE_OVERDRAWN',
    'SEAL_DISCREPANCY',
  ]);
}

function diamondTwins(twin) {
  const STORY = diamondJourney();
  twin('the story as it is', STORY, []);
  twin('no certificate for the parcel sold on', without(STORY, 'KP-2'), ['DOC_MISSING']);
  twin(
    'the certificate of the parcel expired the day before its import',
    altered(STORY, 'KP-2', paperWith(STORY, 'KP-2', { expiresOn: '2026-07-23' })),
    ['DOC_NOT_VALID'],
  );
  twin(
    'the certificate of the parcel is for 0.07 carat less',
    altered(STORY, 'KP-2', {
      document: reworded(eventOf(STORY, 'KP-2').document, ['300.15', '300.08']),
    }),
    ['DOC_CONTENT_MISMATCH'],
  );
  twin(
    'the parcel travels on the certificate of the whole',
    altered(STORY, 'KP-2', { document: eventOf(STORY, 'KP').document }),
    ['DOC_CONTENT_MISMATCH', 'DOC_REUSE'],
  );
  twin('no confirmation of the second import', without(STORY, 'SEEN-2'), ['DELIVERY_UNVERIFIED']);
  twin('no confirmation, 20 days after the receipt', without(STORY, 'SEEN-2'), [], {
    until: '08-13 12:00',
  });
  twin('to a country outside the Kimberley Process', toHaiti(STORY), ['DESTINATION_PROHIBITED'], {
    registry: reworded(STONES_REGISTRY, ['"IN"', '"HT"']),
  });
  const received = (carats) => {
    const [rough] = eventOf(STORY, 'H2-R').items;
    return altered(STORY, 'H2-R', { items: [{ ...rough, qty: { ...rough.qty, value: carats } }] });
  };
  twin('0.16 carat less on the scales of Antwerp', received('800.24'), []);
  twin('0.17 carat less on the scales of Antwerp', received('800.23'), ['QTY_HANDOVER_VARIANCE']);
  const late = (recorded) => withStep(altered(STORY, 'H1-D', {}, recorded));
  twin(
    'the release reaches the ledger a day after the receipt',
    late('2026-07-10T13:00:00+02:00'),
    [],
  );
  twin('the release reaches the ledger after three days', late('2026-07-12T13:00:00+02:00'), [
    'LATE_RECORDING',
  ]);
  twin('an aircraft that flies at twice its speed', landed(STORY), ['IMPOSSIBLE_TRAVEL']);
  twin('the parcel is closed by its carrier', closedBy(STORY, 'D-SAFE'), ['CUSTODY_BREAK']);
}

function toHaiti(story) {
  return reworded(story, ['INSTV', 'HTPAP'], ['"IN"', '"HT"']);
}

function landed(story) {
  const when = '2026-07-09T20:00:00+02:00';
  return withStep(altered(story, 'L1-IN', { occurredAt: when }, when));
}

function closedBy(story, actor) {
  const when = '2026-08-10T12:00:00+05:30';
  return withStep(
    story,
    step('DONE', 'CLOSE', actor, when, { ucr: RESALE_UCR, disposition: 'delivered' }),
  );
}

function armsTwins(twin) {
  const STORY = [...riflesJourney(), ...riflesDelivered()];
  const stopped = riflesJourney();
  twin('the story as it is', STORY, []);
  twin('they never leave the apron', stopped, ['END_USER_MISMATCH']);
  twin(
    'flown on to a country under embargo',
    [...stopped, ...riflesFlownOn()],
    ['DESTINATION_PROHIBITED', 'DWELL_EXCEEDED', 'ROUTE_DEVIATION'],
  );
  twin('three found abroad with their marks', withStep(STORY, riflesRecovered('intact')), [
    'CUSTODY_BREAK',
    'DESTINATION_PROHIBITED',
  ]);
  twin('three found abroad without their marks', withStep(STORY, riflesRecovered('obliterated')), [
    'CUSTODY_BREAK',
    'DESTINATION_PROHIBITED',
    'MARKING_DEFICIENT',
  ]);
  twin(
    'three found abroad with marks that are not obliterated',
    withStep(STORY, riflesRecovered('not obliterated')),
    ['CUSTODY_BREAK', 'DESTINATION_PROHIBITED'],
  );
  twin(
    'let into the country, and nothing more',
    [...stopped, riflesDelivered()[0]],
    ['DELIVERY_UNVERIFIED', 'END_USER_MISMATCH', 'MARKING_DEFICIENT'],
  );
  twin('another party signs for them than was named', altered(STORY, 'H1-R', { actor: 'A-ARMY' }), [
    'CUSTODY_BREAK',
  ]);
  twin('the end-user certificate names a party nobody registered', namedOther(STORY, 'A-GHOST'), [
    'DOC_CONTENT_MISMATCH',
  ]);
  twin('the end-user certificate spells a name', namedOther(STORY, 'Ministry of Defence'), []);
  twin('a rifle of that number was registered before', withStep(STORY, again('VZ-00399')), [
    'SERIAL_DUPLICATE',
  ]);
  twin('a rifle of that number, typed with letters', withStep(STORY, again('vz OO399')), [
    'SERIAL_DUPLICATE',
  ]);
  twin('a rifle of the next number', withStep(STORY, again('VZ-00401')), []);
  twin('a second lot within the licence', withStep(licensed(STORY, '500'), ...second('500')), []);
  twin('a second lot beyond the licence', withStep(licensed(STORY, '499'), ...second('499')), [
    'DOC_REUSE',
  ]);
  twin('destroyed and passed on', withStep(STORY, ...destroyed()), [
    'END_USER_MISMATCH',
    'POST_TERMINAL_ACTIVITY',
  ]);
  twin('gold from nowhere alone', goldFromNowhere(), [
    'DOC_MISSING',
    'ORIGIN_MISSING',
    'ORPHAN_RECEIPT',
  ]);
  twin(
    'gold from nowhere flown by the carrier of rifles that arrived',
    [...STORY, ...goldFromNowhere()],
    ['DOC_MISSING', 'ORIGIN_MISSING', 'ORPHAN_RECEIPT'],
  );
  twin(
    'gold from nowhere flown by the carrier of rifles that vanished',
    [...stopped, ...goldFromNowhere()],
    ['DOC_MISSING', 'END_USER_MISMATCH', 'LINKED_FLOWS', 'ORIGIN_MISSING', 'ORPHAN_RECEIPT'],
  );
}

function namedOther(story, endUser) {
  return altered(story, 'P-EUC', paperWith(story, 'P-EUC', { fields: { endUser } }));
}

function again(serial) {
  const [rifle] = guns('ODD', 1, 1);
  return step('AGAIN', 'COMMISSION', 'A-MAKE', '2026-02-05T09:00:00Z', {
    basis: 'manufactured',
    place: { locode: 'RSBEG' },
    items: [{ ...rifle, serials: [serial] }],
    marking: { manufacturer: 'Vltava', country: 'RS' },
  });
}

function licensed(story, qtyMax) {
  const fields = { qtyMax: { value: qtyMax, unit: 'NAR' } };
  return altered(story, 'P-LIC', paperWith(story, 'P-LIC', { fields }));
}

/** A hundred more, under the same licence. */
function second(qtyMax) {
  const ucr = `${GUNS_UCR}B`;
  const lot = guns('MORE', 501, 600);
  const story = riflesJourney();
  const at = '2026-03-20T09:00:00Z';
  return [
    step('MADE-2', 'COMMISSION', 'A-MAKE', at, {
      ...eventOf(story, 'MADE'),
      eventId: 'MADE-2',
      occurredAt: at,
      items: lot,
    }),
    step('OPEN-2', 'CONSIGN', 'A-MAKE', at, {
      ...eventOf(story, 'OPEN'),
      eventId: 'OPEN-2',
      occurredAt: at,
      ucr,
      items: lot,
    }),
    step('P-LIC-2', 'ATTACH_DOCUMENT', 'A-MAKE', at, {
      ucr,
      document: {
        ...eventOf(story, 'P-LIC').document,
        fields: { qtyMax: { value: qtyMax, unit: 'NAR' } },
      },
    }),
  ];
}

function destroyed() {
  const items = guns('RIFLES', 1, 400);
  return [
    step('BURNT', 'DESTROY', 'A-ARMY', '2026-03-10T09:00:00Z', { items, witness: 'G-UG' }),
    step('SOLD', 'DISPATCH', 'A-ARMY', '2026-05-31T09:00:00Z', {
      handover: 'H9',
      to: 'A-FLY',
      expectedBy: '2026-06-30T09:00:00Z',
      items,
    }),
  ];
}
