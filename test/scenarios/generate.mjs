/**
 * Writes the twins anew: `node test/scenarios/generate.mjs`. Every file is one story with one change, just below or just
 * beyond a threshold of a rule, in the form of custody-scenario/v1. The stories themselves are `ore`, `arms`, `gold`
 * and `timber` below, and those of journeys.mjs. The same code gives the same bytes.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edgeTwins } from './edge-twins.mjs';
import { altered, eventOf, paperWith, without, withStep } from './edits.mjs';
import { escapeTwins } from './escape-twins.mjs';
import { journeyTwins } from './journey-twins.mjs';
import { originTwins } from './origin-twins.mjs';
import { papersTwins } from './papers-twins.mjs';
import { qtyTwins } from './qty-twins.mjs';

const PARTIES = [
  {
    id: 'W-MINE',
    name: 'Hill Cooperative',
    country: 'RW',
    roles: ['producer'],
    beneficialOwner: 'BO-1',
  },
  {
    id: 'W-TRADER',
    name: 'Lake Minerals',
    country: 'RW',
    roles: ['processor', 'exporter'],
    beneficialOwner: 'BO-2',
  },
  {
    id: 'W-ROAD',
    name: 'Ridge Haulage',
    country: 'RW',
    roles: ['carrier'],
    beneficialOwner: 'BO-3',
  },
  { id: 'W-LINE', name: 'Blue Line', country: 'SG', roles: ['carrier'], beneficialOwner: 'BO-4' },
  {
    id: 'W-SMELT',
    name: 'Harz Smelter',
    country: 'DE',
    roles: ['smelter', 'importer'],
    beneficialOwner: 'BO-5',
  },
  {
    id: 'W-ARMS',
    name: 'Moravian Arms',
    country: 'CZ',
    roles: ['producer', 'exporter'],
    beneficialOwner: 'BO-6',
  },
  { id: 'W-POLICE', name: 'National Police', country: 'PE', roles: ['endUser', 'importer'] },
  {
    id: 'W-OTHER',
    name: 'Coast Security',
    country: 'PE',
    roles: ['importer', 'endUser'],
    beneficialOwner: 'BO-8',
  },
  {
    id: 'W-SAW',
    name: 'River Sawmill',
    country: 'CM',
    roles: ['producer', 'processor'],
    beneficialOwner: 'BO-9',
  },
  {
    id: 'W-REFINE',
    name: 'Alpine Refiner',
    country: 'CH',
    roles: ['refiner', 'importer'],
    beneficialOwner: 'BO-10',
  },
  { id: 'C-RW', name: 'Customs RW', country: 'RW', roles: ['customs'] },
  { id: 'C-TZ', name: 'Customs TZ', country: 'TZ', roles: ['customs'] },
  { id: 'C-DE', name: 'Customs DE', country: 'DE', roles: ['customs'] },
  { id: 'C-CZ', name: 'Customs CZ', country: 'CZ', roles: ['customs'] },
  { id: 'C-PE', name: 'Customs PE', country: 'PE', roles: ['customs'] },
  { id: 'G-RW', name: 'Mine inspectorate RW', country: 'RW', roles: ['inspector'] },
  { id: 'G-PE', name: 'Arms authority PE', country: 'PE', roles: ['inspector'] },
];
const SITES = [
  {
    id: 'W-PIT',
    operator: 'W-MINE',
    kind: 'ASM',
    lat: -2,
    lon: 29.6,
    status: [{ status: 'green', from: '2025-09-01' }],
  },
];
const RANGES = [
  {
    kind: 'mineTag',
    issuedBy: 'G-RW',
    issuedOn: '2026-02-01',
    issuedTo: 'W-PIT',
    prefix: 'RW-T-',
    from: 1,
    to: 100,
  },
];
const REGISTRY = {
  parties: PARTIES,
  sites: SITES,
  ranges: RANGES,
  places: [],
  screening: [],
  embargoes: [],
};

const SHA = 'ab'.repeat(32);
const KGL = { locode: 'RWKGL' };
const DAR = { locode: 'TZDAR' };
const HAM = { locode: 'DEHAM' };
const UBR = { locode: 'CZUBR' };
const CLL = { locode: 'PECLL' };

/** `MM-DD HH:mm` of 2026 in UTC. */
function at(when) {
  return `2026-${when.replace(' ', 'T')}:00Z`;
}

function step(eventId, type, actor, when, members, recorded = when) {
  return {
    recordedAt: at(recorded),
    event: { eventId, type, occurredAt: at(when), actor, ...members },
  };
}

function paper(docType, issuer, fields, more = {}) {
  return {
    docType,
    number: `${issuer}-${docType}-1`,
    issuer,
    issuedOn: '2026-01-10',
    expiresOn: '2026-12-31',
    singleUse: true,
    sha256: SHA,
    fields,
    ...more,
  };
}

const assay = (pct) => ({ analyte: 'Ta2O5', pct });

const lot = (id, kg, more = {}) => ({
  itemId: id,
  hs: '261590',
  qty: { value: kg, unit: 'KGM' },
  ...more,
});

/** Two lots from the pit, made into one of concentrate, by road and sea to a smelter in Germany. */
function ore() {
  const ucr = '6RW1234-ORE1';
  const raw = [lot('R1', '500', { assay: assay('20') }), lot('R2', '500', { assay: assay('20') })];
  const fine = [lot('U1', '600', { assay: assay('30') })];
  const pit = { site: 'W-PIT', lat: -2.001, lon: 29.601 };
  const hand = (id, from, to, when, until, place, more = {}) => [
    step(`${id}-D`, 'DISPATCH', from, when, {
      handover: id,
      to,
      expectedBy: at(until),
      place,
      items: fine,
      ucr,
      ...more,
    }),
    step(`${id}-R`, 'RECEIVE', to, until, { handover: id, place, items: fine, ucr }),
  ];
  return [
    step('MINED', 'COMMISSION', 'W-MINE', '03-02 08:00', {
      basis: 'mined',
      place: pit,
      items: raw,
      tags: [{ prefix: 'RW-T-', from: 1, to: 40 }],
    }),
    step('H1-D', 'DISPATCH', 'W-MINE', '03-03 08:00', {
      handover: 'H1',
      to: 'W-TRADER',
      expectedBy: at('03-03 18:00'),
      place: pit,
      items: raw,
      transport: { mode: 'road' },
    }),
    step('H1-R', 'RECEIVE', 'W-TRADER', '03-03 16:00', {
      handover: 'H1',
      place: KGL,
      items: raw,
      transport: { mode: 'road' },
    }),
    step('MADE', 'TRANSFORM', 'W-TRADER', '03-05 08:00', {
      process: 'magnetic-separation',
      place: KGL,
      inputs: raw,
      outputs: [...fine, lot('T1', '380', { assay: assay('1'), residue: true })],
    }),
    step('OPEN', 'CONSIGN', 'W-TRADER', '03-10 08:00', {
      ucr,
      commodity: '3T',
      consignee: 'W-SMELT',
      endUser: 'W-SMELT',
      plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
      items: fine,
    }),
    step('BOX', 'PACK', 'W-TRADER', '03-10 09:00', {
      ucr,
      items: fine,
      place: KGL,
      transport: { container: 'UMCU2044171' },
    }),
    step('CERT', 'ATTACH_DOCUMENT', 'W-TRADER', '03-10 10:00', {
      ucr,
      document: paper('ICGLR_CERT', 'RW', {
        qty: { value: '600', unit: 'KGM' },
        hs: '261590',
        exporter: 'W-TRADER',
        importer: 'W-SMELT',
      }),
    }),
    step('OUT', 'CUSTOMS_RELEASE', 'C-RW', '03-11 08:00', { ucr, procedure: 'export', place: KGL }),
    ...hand('H2', 'W-TRADER', 'W-ROAD', '03-11 09:00', '03-11 10:00', KGL),
    step('GO-1', 'DEPART', 'W-ROAD', '03-11 12:00', {
      ucr,
      place: KGL,
      toPlace: DAR,
      eta: at('03-14 12:00'),
      transport: { mode: 'road' },
      items: fine,
    }),
    step('IN-1', 'ARRIVE', 'W-ROAD', '03-14 12:00', {
      ucr,
      place: DAR,
      transport: { mode: 'road' },
      items: fine,
    }),
    ...hand('H3', 'W-ROAD', 'W-LINE', '03-15 08:00', '03-15 10:00', DAR),
    step('GO-2', 'DEPART', 'W-LINE', '03-20 12:00', {
      ucr,
      place: DAR,
      toPlace: HAM,
      eta: at('04-20 12:00'),
      transport: { mode: 'sea' },
      items: fine,
    }),
    step('IN-2', 'ARRIVE', 'W-LINE', '04-20 12:00', {
      ucr,
      place: HAM,
      transport: { mode: 'sea' },
      items: fine,
    }),
    ...hand('H4', 'W-LINE', 'W-SMELT', '04-21 08:00', '04-21 10:00', HAM),
  ];
}

/** Twenty carbines from Czechia to the police of Peru, by air. */
function arms() {
  const ucr = '6CZ1234-ARM1';
  const guns = [
    {
      itemId: 'G1',
      hs: '930190',
      qty: { value: '20', unit: 'NAR' },
      serials: [{ prefix: 'MZ-', from: 1, to: 20, width: 5 }],
      maker: 'Moravian',
      model: 'MZ-15',
    },
  ];
  const qty = { value: '20', unit: 'NAR' };
  const attach = (id, document) =>
    step(id, 'ATTACH_DOCUMENT', 'W-ARMS', '03-03 08:00', { ucr, document });
  return [
    step('MADE', 'COMMISSION', 'W-ARMS', '03-01 08:00', {
      basis: 'manufactured',
      place: UBR,
      items: guns,
      marking: { manufacturer: 'Moravian', country: 'CZ', year: 2026 },
    }),
    step('OPEN', 'CONSIGN', 'W-ARMS', '03-02 08:00', {
      ucr,
      commodity: 'ARMS',
      consignee: 'W-POLICE',
      endUser: 'W-POLICE',
      plan: { countries: ['CZ', 'PE'], transitCountries: [] },
      items: guns,
    }),
    attach('P-LIC', paper('EXPORT_LICENCE', 'CZ', { exporter: 'W-ARMS' }, { singleUse: false })),
    attach('P-IMP', paper('IMPORT_AUTH', 'PE', { qty })),
    attach('P-EUC', paper('EUC', 'PE', { qty, endUser: 'W-POLICE' })),
    step('OUT', 'CUSTOMS_RELEASE', 'C-CZ', '03-04 08:00', { ucr, procedure: 'export', place: UBR }),
    step('H1-D', 'DISPATCH', 'W-ARMS', '03-04 09:00', {
      ucr,
      handover: 'H1',
      to: 'W-ROAD',
      expectedBy: at('03-04 10:00'),
      place: UBR,
      items: guns,
    }),
    step('H1-R', 'RECEIVE', 'W-ROAD', '03-04 10:00', {
      ucr,
      handover: 'H1',
      place: UBR,
      items: guns,
    }),
    step('GO-1', 'DEPART', 'W-ROAD', '03-05 08:00', {
      ucr,
      place: UBR,
      toPlace: CLL,
      eta: at('03-06 08:00'),
      transport: { mode: 'air' },
      items: guns,
    }),
    step('IN-1', 'ARRIVE', 'W-ROAD', '03-06 08:00', {
      ucr,
      place: CLL,
      transport: { mode: 'air' },
      items: guns,
    }),
    step('IN', 'CUSTOMS_RELEASE', 'C-PE', '03-07 08:00', { ucr, procedure: 'import', place: CLL }),
    step('H2-D', 'DISPATCH', 'W-ROAD', '03-08 08:00', {
      ucr,
      handover: 'H2',
      to: 'W-POLICE',
      expectedBy: at('03-08 10:00'),
      place: CLL,
      items: guns,
    }),
    step('H2-R', 'RECEIVE', 'W-POLICE', '03-08 10:00', {
      ucr,
      handover: 'H2',
      place: CLL,
      items: guns,
    }),
    step('MARK', 'REMARK', 'W-POLICE', '03-20 08:00', {
      ucr,
      items: guns,
      addedMark: 'PE 26',
      witness: 'G-PE',
    }),
    step('SEEN', 'ATTEST', 'G-PE', '04-01 08:00', {
      ucr,
      items: guns,
      attestation: 'DELIVERY_VERIFICATION',
    }),
  ];
}

/** Logs of one forest, sawn in a mill. */
function timber(sawn) {
  return [
    step('CUT', 'COMMISSION', 'W-SAW', '03-01 08:00', {
      basis: 'harvested',
      place: { locode: 'CMDLA' },
      items: [
        {
          itemId: 'LOGS',
          hs: '440349',
          qty: { value: '100', unit: 'MTQ' },
          species: 'Milicia excelsa',
        },
      ],
    }),
    step('SAWN', 'TRANSFORM', 'W-SAW', '03-05 08:00', {
      process: 'sawing',
      inputs: [{ itemId: 'LOGS', hs: '440349', qty: { value: '100', unit: 'MTQ' } }],
      outputs: [{ itemId: 'PLANKS', hs: '440729', qty: { value: sawn, unit: 'MTQ' } }],
    }),
  ];
}

/** One mill saws day after day: `count` runs of half the log, and a last one. */
function mill(count, last) {
  return Array.from({ length: count + 1 }, (_, run) => {
    const day = `03-${String(run + 1).padStart(2, '0')}`;
    const [cut, sawn] = timber(run === count ? last : '50');
    const { items: logs, basis, place } = cut.event;
    const { inputs, outputs } = sawn.event;
    return [
      step(`CUT-${run}`, 'COMMISSION', 'W-SAW', `${day} 08:00`, {
        basis,
        place,
        items: logs.map((item) => ({ ...item, itemId: `LOGS-${run}` })),
      }),
      step(`SAWN-${run}`, 'TRANSFORM', 'W-SAW', `${day} 16:00`, {
        process: 'sawing',
        place,
        inputs: inputs.map((item) => ({ ...item, itemId: `LOGS-${run}` })),
        outputs: outputs.map((item) => ({ ...item, itemId: `PLANKS-${run}` })),
      }),
    ];
  }).flat();
}

const bar = (itemId, hs, grams, pct) => ({
  itemId,
  hs,
  qty: { value: grams, unit: 'GRM' },
  assay: { analyte: 'Au', pct },
});

/** A bar of doré and what refining gave. */
function gold(fine) {
  return [
    step('POURED', 'COMMISSION', 'W-REFINE', '03-01 08:00', {
      basis: 'mined',
      place: { locode: 'CHZRH' },
      items: [bar('DORE', '710812', '10000', '90')],
    }),
    step('REFINED', 'TRANSFORM', 'W-REFINE', '03-02 08:00', {
      process: 'dore-refining',
      inputs: [bar('DORE', '710812', '10000', '90')],
      outputs: [bar('FINE', '710812', fine, '100')],
    }),
  ];
}

function change(steps, eventId, members, recorded) {
  return altered(steps, eventId, members, recorded === undefined ? undefined : at(recorded));
}

/** The same goods with other members. */
function items(steps, eventId, members) {
  return eventOf(steps, eventId).items.map((item) => ({ ...item, ...members }));
}

function party(id, members) {
  return { parties: PARTIES.map((each) => (each.id === id ? { ...each, ...members } : each)) };
}

function site(members) {
  return { sites: SITES.map((each) => ({ ...each, ...members })) };
}

/** The ore story with its lorry arriving later, and all that follows in time. */
function arrivingLate(when) {
  const rest = without(ORE, 'IN-1', 'H3-D', 'H3-R');
  const { event } = ORE.find((each) => each.event.eventId === 'IN-1');
  const own = eventOf(ORE, 'H3-D');
  return withStep(
    rest,
    { recordedAt: at(when), event: { ...event, occurredAt: at(when) } },
    step('H3-D', 'DISPATCH', 'W-ROAD', '03-17 08:00', {
      ...own,
      occurredAt: at('03-17 08:00'),
      expectedBy: at('03-17 10:00'),
    }),
    step('H3-R', 'RECEIVE', 'W-LINE', '03-17 10:00', {
      ...eventOf(ORE, 'H3-R'),
      occurredAt: at('03-17 10:00'),
    }),
  );
}

const twins = [];

/** One line for each party and each step, so that two twins can be compared by eye. */
function textOf({ registry, steps, ...rest }) {
  const lists = Object.entries(registry).map(([name, list]) => `  "${name}": ${linesOf(list)}`);
  const head = JSON.stringify(rest).slice(1, -1);
  return `{${head},\n "registry": {\n${lists.join(',\n')}\n },\n "steps": ${linesOf(steps)}\n}\n`;
}

function linesOf(list) {
  if (list.length === 0) return '[]';
  return `[\n${list.map((each) => `   ${JSON.stringify(each)}`).join(',\n')}\n  ]`;
}

function twin(id, title, steps, until, fires, registry = {}) {
  twins.push({
    format: 'custody-scenario/v1',
    id,
    title,
    classification: fires.length === 0 ? 'clean' : 'illicit',
    note: 'A twin of this repository: one story, one change.',
    registry: { ...REGISTRY, ...registry },
    steps,
    evaluateAsOf: at(until),
    expect: { fires: fires.toSorted() },
  });
}

const ORE = ore();
const ARMS = arms();
const END = '05-05 08:00';
const ORE_UCR = '6RW1234-ORE1';
const ARMS_UCR = '6CZ1234-ARM1';
const GUNS = eventOf(ARMS, 'MADE').items;
const FINE = eventOf(ORE, 'OPEN').items;

twin('U01', 'ore: the story as it is', ORE, END, []);
twin('U02', 'arms: the story as it is', ARMS, END, []);

// R07
const scrapped = step('END', 'CLOSE', 'W-SMELT', '04-22 08:00', {
  ucr: ORE_UCR,
  items: FINE,
  disposition: 'consumed',
});
const again = step('AGAIN', 'SPLIT', 'W-SMELT', '04-23 08:00', {
  inputs: FINE,
  outputs: [{ ...FINE[0], itemId: 'U1a' }],
});
twin(
  'U03',
  'ore: closed as delivered, then split',
  withStep(ORE, { ...scrapped, event: { ...scrapped.event, disposition: 'delivered' } }, again),
  END,
  [],
);
twin('U04', 'ore: closed as consumed, then split', withStep(ORE, scrapped, again), END, [
  'POST_TERMINAL_ACTIVITY',
]);
const burnt = step('BURNT', 'DESTROY', 'W-POLICE', '04-10 08:00', { items: GUNS, witness: 'G-PE' });
const found = step('FOUND', 'RECOVER', 'G-PE', '04-20 08:00', {
  items: GUNS,
  place: CLL,
  caseRef: 'PE-1',
  markingCondition: 'intact',
});
twin('U05', 'arms: recovered after they were destroyed', withStep(ARMS, burnt, found), END, [
  'CUSTODY_BREAK',
  'POST_TERMINAL_ACTIVITY',
]);
twin(
  'U06',
  'arms: attested again after they were destroyed',
  withStep(
    ARMS,
    burnt,
    step('SEEN-2', 'ATTEST', 'G-PE', '04-11 08:00', {
      ucr: ARMS_UCR,
      items: GUNS,
      attestation: 'DELIVERY_VERIFICATION',
    }),
  ),
  END,
  [],
);

// R08
twin(
  'U07',
  'ore: mine and trader have one owner',
  ORE,
  END,
  ['SELF_DEALING_HANDOVER'],
  party('W-MINE', { beneficialOwner: 'BO-2' }),
);
const phone = (id, seq) => ({ device: { deviceId: id, seq, prev: '0' } });
twin(
  'U08',
  'ore: giver and receiver sign on one phone',
  change(change(ORE, 'H1-D', phone('PHONE-1', 1)), 'H1-R', phone('PHONE-1', 2)),
  END,
  ['SELF_DEALING_HANDOVER'],
);
twin(
  'U09',
  'ore: giver and receiver sign on two phones',
  change(change(ORE, 'H1-D', phone('PHONE-1', 1)), 'H1-R', phone('PHONE-2', 1)),
  END,
  [],
);

// R09: 30 days at a seaport
const waiting = without(ORE, 'GO-2', 'IN-2', 'H4-D', 'H4-R');
twin('U10', 'ore: 30 days in the port', waiting, '04-13 12:00', []);
twin('U11', 'ore: 30 days and a minute in the port', waiting, '04-13 12:01', ['DWELL_EXCEEDED']);
const held = [
  step('HOLD', 'CUSTOMS_HOLD', 'C-TZ', '03-16 08:00', { ucr: ORE_UCR, reason: 'scanner' }),
  step('FREE', 'CUSTOMS_RELEASE', 'C-TZ', '03-26 08:00', { ucr: ORE_UCR, procedure: 'transit' }),
];
twin(
  'U12',
  'ore: 40 days in the port, ten of them held by customs',
  withStep(waiting, ...held),
  '04-23 12:00',
  [],
);
twin(
  'U13',
  'ore: the departure after 25 days is recorded after 31',
  withStep(
    waiting,
    step(
      'GO-2',
      'DEPART',
      'W-LINE',
      '04-08 12:00',
      {
        ucr: ORE_UCR,
        place: DAR,
        toPlace: HAM,
        eta: at('05-08 12:00'),
        transport: { mode: 'sea' },
        items: FINE,
      },
      '04-14 12:00',
    ),
  ),
  '04-15 12:00',
  ['LATE_RECORDING'],
);

// R11: Kigali to Dar es Salaam is 1 150 km: by road at least 10 h 47 min with two hours of slack
const arrival = (when) =>
  change(without(ORE, 'IN-1'), 'none', {}).concat(
    step('IN-1', 'ARRIVE', 'W-ROAD', when, {
      ucr: ORE_UCR,
      place: DAR,
      transport: { mode: 'road' },
      items: FINE,
    }),
  );
const sorted = (steps) => withStep(steps);
twin(
  'U14',
  'ore: Kigali to Dar es Salaam in eleven hours',
  sorted(arrival('03-11 23:00')),
  END,
  [],
);
twin('U15', 'ore: Kigali to Dar es Salaam in ten hours', sorted(arrival('03-11 22:00')), END, [
  'IMPOSSIBLE_TRAVEL',
]);
const toUnknown = change(change(ORE, 'GO-1', { toPlace: { locode: 'TZXXX' } }), 'IN-1', {
  place: { locode: 'TZXXX' },
});
twin('U16', 'ore: a place without coordinates is passed over', toUnknown, END, []);

// R12
const viaKenya = change(ORE, 'GO-1', { toPlace: { locode: 'KEMBA' } });
const inKenya = ['IN-1', 'H3-D', 'H3-R', 'GO-2'].reduce(
  (steps, id) => change(steps, id, { place: { locode: 'KEMBA' } }),
  viaKenya,
);
const amended = step('PLAN-2', 'AMEND_PLAN', 'W-TRADER', '03-12 08:00', {
  ucr: ORE_UCR,
  plan: { countries: ['RW', 'KE', 'DE'], transitCountries: ['KE'] },
  reason: 'port closed',
});
twin('U17', 'ore: by Mombasa instead of Dar es Salaam', inKenya, END, ['ROUTE_DEVIATION']);
twin('U18', 'ore: by Mombasa, as amended before the arrival', withStep(inKenya, amended), END, []);

// R15: 5 km at a small mine; 0.045 degrees of latitude are 5.004 km
const signed = (lat, accuracyM) =>
  change(ORE, 'MINED', {
    place: { site: 'W-PIT', lat, lon: 29.6, ...(accuracyM && { accuracyM }) },
  });
twin('U19', 'ore: origin signed 4.99 km from the site', signed(-2.0449), END, []);
twin('U20', 'ore: origin signed 5.02 km from the site', signed(-2.0452), END, [
  'SITE_LOCATION_MISMATCH',
]);
twin(
  'U21',
  'ore: origin signed 5.02 km away with 100 m of accuracy',
  signed(-2.0452, 100),
  END,
  [],
);
twin(
  'U22',
  'ore: origin signed without coordinates',
  change(ORE, 'MINED', { place: { site: 'W-PIT' } }),
  END,
  [],
);

// R18: 1 % and 2 kg, 2.5 % without moisture
const split = (kg) =>
  withStep(
    ORE,
    step('PARTS', 'SPLIT', 'W-SMELT', '04-22 08:00', {
      inputs: FINE,
      outputs: [
        { ...FINE[0], itemId: 'U1a', qty: { value: kg, unit: 'KGM' } },
        { ...FINE[0], itemId: 'U1b', qty: { value: '300', unit: 'KGM' } },
      ],
    }),
  );
twin('U23', 'ore: parts come to 615 of 600 kg', split('315'), END, []);
twin('U24', 'ore: parts come to 615.1 of 600 kg', split('315.1'), END, ['SPLIT_MERGE_IMBALANCE']);

// R20
twin('U25', 'timber: 65 m³ from 100 m³ of logs', timber('65'), END, []);
twin('U26', 'timber: 65.1 m³ from 100 m³ of logs', timber('65.1'), END, ['YIELD_ANOMALY']);
twin('U27', 'timber: 34.9 m³ from 100 m³ of logs', timber('34.9'), END, ['YIELD_ANOMALY']);
twin('U28', 'timber: 80.1 m³ from 100 m³ of logs is for MASS_GAIN', timber('80.1'), END, [
  'MASS_GAIN',
]);
twin('U29', 'gold: 99.5 % of the gold came out', gold('8955'), END, []);
twin('U30', 'gold: 99.4 % of the gold came out', gold('8946'), END, ['YIELD_ANOMALY']);
twin('U31', 'gold: 100.3 % of the gold came out', gold('9027'), END, []);

/** The same with lime among the inputs, named first: of what it holds nobody makes an assay. */
const limed = (fine) => {
  const { inputs } = eventOf(gold(fine), 'REFINED');
  const lime = { itemId: 'LIME', hs: '252210', qty: { value: '5', unit: 'KGM' } };
  const steps = change(gold(fine), 'REFINED', { inputs: [lime, ...inputs] });
  const { items: own } = eventOf(steps, 'POURED');
  return change(steps, 'POURED', { items: [...own, lime] });
};
twin('U296', 'gold: with lime, 100.3 % of the gold came out', limed('9027'), END, []);
twin('U297', 'gold: with lime, more gold came out than went in', limed('9028'), END, ['MASS_GAIN']);
twin(
  'U298',
  'ore: origin signed 5.02 km from the site, stone of it named before the ore',
  change(signed(-2.0452), 'MINED', {
    items: [
      { itemId: 'STONE', hs: '251710', qty: { value: '1', unit: 'KGM' } },
      ...eventOf(ORE, 'MINED').items,
    ],
  }),
  END,
  ['SITE_LOCATION_MISMATCH'],
);

// R21
const inKilograms = (kg, serials) =>
  ARMS.map((each) => {
    if (each.event.items === undefined) return each;
    const { serials: own, ...item } = each.event.items[0];
    const goods = [{ ...item, qty: { value: kg, unit: 'KGM' }, ...(serials && { serials: own }) }];
    return { ...each, event: { ...each.event, items: goods } };
  });
const unitless = (steps) =>
  ['P-IMP', 'P-EUC'].reduce(
    (all, id) => change(all, id, paperWith(all, id, { fields: {} })),
    steps,
  );
twin('U32', 'arms: 20 carbines of 3 kg each', unitless(inKilograms('60', true)), END, []);
twin('U33', 'arms: 20 carbines of 26 kg each', unitless(inKilograms('520', true)), END, [
  'VALUE_UNIT_ANOMALY',
]);
twin('U34', 'arms: weighed and not counted', unitless(inKilograms('60', false)), END, [
  'MARKING_DEFICIENT',
  'VALUE_UNIT_ANOMALY',
]);

const ofKilograms = (kg) => unitless(inKilograms(kg, true));
twin('U292', 'arms: 20 carbines of 25 kg each', ofKilograms('500'), END, []);
twin('U293', 'arms: 20 carbines of a little more than 25 kg each', ofKilograms('500.01'), END, [
  'VALUE_UNIT_ANOMALY',
]);
twin('U294', 'arms: 20 pistols of 300 g each', ofKilograms('6'), END, []);
twin('U295', 'arms: 20 pistols of a little less than 300 g each', ofKilograms('5.99'), END, [
  'VALUE_UNIT_ANOMALY',
]);

// R23
twin(
  'U35',
  'arms: without country of manufacture',
  change(ARMS, 'MADE', { marking: { manufacturer: 'Moravian' } }),
  END,
  ['MARKING_DEFICIENT'],
);
const exempt = step('EXEMPT', 'ATTACH_DOCUMENT', 'W-ARMS', '02-28 08:00', {
  items: GUNS,
  document: paper('MARKING_EXEMPTION', 'CZ', {}),
});
twin(
  'U36',
  'arms: without country of manufacture, exempted',
  withStep(change(ARMS, 'MADE', { marking: { manufacturer: 'Moravian' } }), exempt),
  END,
  [],
);
twin(
  'U37',
  'arms: no import mark, 90 days after the release',
  without(ARMS, 'MARK'),
  '06-05 08:00',
  [],
);
twin(
  'U38',
  'arms: no import mark, 90 days and a minute after it',
  without(ARMS, 'MARK'),
  '06-05 08:01',
  ['MARKING_DEFICIENT'],
);
const seized = step('FOUND', 'RECOVER', 'G-PE', '04-20 08:00', {
  items: GUNS,
  place: CLL,
  caseRef: 'PE-2',
  markingCondition: 'serials obliterated',
});
twin('U39', 'arms: recovered with obliterated serials', withStep(ARMS, seized), END, [
  'CUSTODY_BREAK',
  'MARKING_DEFICIENT',
]);

// R26
const tagged = (tags) => change(ORE, 'MINED', { tags });
twin(
  'U40',
  'ore: the last tag of the range',
  tagged([{ prefix: 'RW-T-', from: 61, to: 100 }]),
  END,
  [],
);
twin('U41', 'ore: one tag past the range', tagged([{ prefix: 'RW-T-', from: 61, to: 101 }]), END, [
  'TAG_NOT_ISSUED',
]);
twin(
  'U42',
  'ore: one tag past the range, on the second day',
  tagged([{ prefix: 'RW-T-', from: 61, to: 101 }]).slice(0, 1),
  '03-04 08:00',
  [],
);
twin('U43', 'ore: tags issued to another site', ORE, END, ['TAG_NOT_ISSUED'], {
  ranges: RANGES.map((range) => ({ ...range, issuedTo: 'W-OTHER-PIT' })),
});
twin('U44', 'ore: tags used on the day before they were issued', ORE, END, ['TAG_NOT_ISSUED'], {
  ranges: RANGES.map((range) => ({ ...range, issuedOn: '2026-03-03' })),
});

// R28
twin(
  'U45',
  'ore: a container number with two digits swapped',
  change(ORE, 'BOX', { transport: { container: 'UMCU2044117' } }),
  END,
  ['CONTAINER_ANOMALY'],
);
twin(
  'U46',
  'ore: the same container number with blanks',
  change(ORE, 'BOX', { transport: { container: 'umcu 204417-1' } }),
  END,
  [],
);

// R30
twin(
  'U47',
  'ore: certificate valid to the day of the release',
  change(ORE, 'CERT', paperWith(ORE, 'CERT', { expiresOn: '2026-03-11' })),
  END,
  [],
);
twin(
  'U48',
  'ore: certificate valid to the day before',
  change(ORE, 'CERT', paperWith(ORE, 'CERT', { expiresOn: '2026-03-10' })),
  END,
  ['DOC_NOT_VALID'],
);
const revoked = (when) =>
  withStep(
    ORE,
    step('VOID', 'REVOKE_DOCUMENT', 'G-RW', when, {
      ucr: ORE_UCR,
      document: { docType: 'ICGLR_CERT', number: 'RW-ICGLR_CERT-1', issuer: 'RW' },
      reason: 'issued in error',
    }),
  );
twin('U49', 'ore: certificate revoked an hour before the release', revoked('03-11 07:00'), END, [
  'DOC_NOT_VALID',
]);
twin('U50', 'ore: certificate revoked an hour after the release', revoked('03-11 09:00'), END, []);
const renewed = step('CERT-2', 'ATTACH_DOCUMENT', 'W-TRADER', '03-10 11:00', {
  ucr: ORE_UCR,
  document: { ...eventOf(ORE, 'CERT').document, number: 'RW-ICGLR_CERT-2' },
});
twin(
  'U51',
  'ore: an expired certificate and its renewal',
  withStep(change(ORE, 'CERT', paperWith(ORE, 'CERT', { expiresOn: '2026-03-10' })), renewed),
  END,
  [],
);

// R32: 2.5 % of 600 kg
const certified = (kg) =>
  change(
    ORE,
    'CERT',
    paperWith(ORE, 'CERT', {
      fields: { ...eventOf(ORE, 'CERT').document.fields, qty: { value: kg, unit: 'KGM' } },
    }),
  );
twin('U52', 'ore: certificate for 614 kg', certified('614'), END, []);
twin('U53', 'ore: certificate for 616 kg', certified('616'), END, ['DOC_CONTENT_MISMATCH']);
twin(
  'U54',
  'arms: end user of the certificate is another',
  change(ARMS, 'P-EUC', paperWith(ARMS, 'P-EUC', { fields: { endUser: 'W-OTHER' } })),
  END,
  ['DOC_CONTENT_MISMATCH'],
);
twin(
  'U55',
  'arms: end user written out by name',
  change(ARMS, 'P-EUC', paperWith(ARMS, 'P-EUC', { fields: { endUser: 'Policía Nacional' } })),
  END,
  [],
);

// R33
const listing = (id, members = {}) => ({
  screening: [
    {
      party: id,
      list: 'TEST',
      entry: 'TEST-90017',
      listedOn: '2026-01-01',
      match: 'strong',
      ...members,
    },
  ],
});
twin('U56', 'ore: the carrier is listed', ORE, END, ['PARTY_SANCTIONED'], listing('W-ROAD'));
twin(
  'U57',
  'ore: the owner of the carrier is listed',
  ORE,
  END,
  ['PARTY_SANCTIONED'],
  listing('BO-3'),
);
twin(
  'U58',
  'ore: the carrier was listed and taken off the list before',
  ORE,
  END,
  [],
  listing('W-ROAD', { delistedOn: '2026-02-28' }),
);
twin('U59', 'ore: somebody else is listed', ORE, END, [], listing('W-OTHER'));
twin(
  'U60',
  'ore: the carrier is listed a month later (a note in the answer)',
  ORE,
  END,
  [],
  listing('W-ROAD', { listedOn: '2026-04-15' }),
);
twin(
  'U61',
  'ore: the carrier will be listed after the end of the story',
  ORE,
  END,
  [],
  listing('W-ROAD', { listedOn: '2026-06-15' }),
);

// R34
twin('U62', 'arms: an embargo on the destination', ARMS, END, ['DESTINATION_PROHIBITED'], {
  embargoes: [{ country: 'PE', commodity: 'ARMS' }],
});
twin('U63', 'arms: an embargo that ended the day before', ARMS, END, [], {
  embargoes: [{ country: 'PE', commodity: 'ARMS', to: '2026-03-01' }],
});
twin('U64', 'ore: an arms embargo on the destination', ORE, END, [], {
  embargoes: [{ country: 'DE', commodity: 'ARMS' }],
});

// R35
const status = (name, from) =>
  site({
    status: [
      { status: 'green', from: '2022-01-01' },
      { status: name, from },
    ],
  });
twin(
  'U65',
  'ore: the site turned red the day before, and what comes from it is not eligible',
  ORE,
  END,
  ['MASS_BALANCE_OVERDRAWN', 'PARTY_OR_SITE_INELIGIBLE'],
  status('red', '2026-03-01'),
);
twin('U66', 'ore: the site turned red the day after', ORE, END, [], status('red', '2026-03-03'));
twin('U67', 'ore: yellow for three months', ORE, END, [], status('yellow', '2025-12-03'));
twin(
  'U68',
  'ore: yellow for more than three months',
  ORE,
  END,
  ['PARTY_OR_SITE_INELIGIBLE'],
  status('yellow', '2025-12-01'),
);
twin(
  'U69',
  'ore: blue for more than three years',
  ORE,
  END,
  ['PARTY_OR_SITE_INELIGIBLE'],
  status('blue', '2023-03-01'),
);
twin(
  'U70',
  "ore: the exporter's licence ends on the day of its last act",
  ORE,
  END,
  [],
  party('W-TRADER', { licences: [{ type: 'EXPORT', validTo: '2026-03-11' }] }),
);
twin(
  'U71',
  "ore: the exporter's licence ended the day before",
  ORE,
  END,
  ['PARTY_OR_SITE_INELIGIBLE'],
  party('W-TRADER', { licences: [{ type: 'EXPORT', validTo: '2026-03-10' }] }),
);

// R36
const depot = without(ARMS, 'H2-D', 'H2-R', 'MARK', 'SEEN');
twin('U72', 'arms: 14 days with the carrier in the destination', depot, '03-20 08:00', []);
twin('U73', 'arms: 14 days and a minute with the carrier', depot, '03-20 08:01', [
  'END_USER_MISMATCH',
]);
const sold = [
  step('H3-D', 'DISPATCH', 'W-POLICE', '04-10 08:00', {
    handover: 'H3',
    to: 'W-OTHER',
    expectedBy: at('04-10 10:00'),
    items: GUNS,
  }),
  step('H3-R', 'RECEIVE', 'W-OTHER', '04-10 09:00', { handover: 'H3', items: GUNS }),
];
twin('U74', 'arms: passed on to another party', withStep(ARMS, ...sold), END, [
  'END_USER_MISMATCH',
]);
const leave = step('LEAVE', 'ATTACH_DOCUMENT', 'W-POLICE', '04-09 08:00', {
  ucr: ARMS_UCR,
  document: paper('RETRANSFER_AUTH', 'CZ', {}),
});
twin(
  'U75',
  'arms: passed on with the leave of the exporting State',
  withStep(ARMS, leave, ...sold),
  '04-20 08:00',
  [],
);

// R37: 45 days after 8 March, 10:00
const unseen = without(ARMS, 'SEEN');
twin('U76', 'arms: not verified, 45 days after the receipt', unseen, '04-22 10:00', []);
twin('U77', 'arms: not verified, 45 days and a minute after it', unseen, '04-22 10:01', [
  'DELIVERY_UNVERIFIED',
]);
const late = step('SEEN', 'ATTEST', 'G-PE', '04-30 08:00', {
  ucr: ARMS_UCR,
  items: GUNS,
  attestation: 'DELIVERY_VERIFICATION',
});
twin('U78', 'arms: verified after 53 days', withStep(unseen, late), END, []);

// Traps that the catalogue names
const readTags = (steps) =>
  ['H1-D', 'H1-R'].reduce(
    (all, id) => change(all, id, { tags: [{ prefix: 'RW-T-', from: 1, to: 40 }] }),
    steps,
  );
twin('U79', 'ore: the tags are read again at the handover', readTags(ORE), END, []);
const voided = step('VOID', 'REVOKE_DOCUMENT', 'G-RW', '03-11 07:00', {
  document: { docType: 'ICGLR_CERT', number: 'RW-ICGLR_CERT-1', issuer: 'RW' },
  reason: 'issued in error',
});
twin(
  'U80',
  'ore: certificate revoked by a record that names no consignment',
  withStep(ORE, voided),
  END,
  ['DOC_NOT_VALID'],
);
const sighted = (place, when) =>
  step('SIGHT', 'OBSERVE', 'G-RW', when, { items: FINE, place, source: 'patrol' });
twin(
  'U81',
  'ore: a patrol sees the lot in a third country while it is on record in port',
  withStep(ORE, sighted({ locode: 'KEMBA' }, '03-17 08:00')),
  END,
  ['CUSTODY_BREAK', 'ROUTE_DEVIATION'],
);
twin(
  'U82',
  'ore: a patrol sees the lot in the port where it is on record',
  withStep(ORE, sighted(DAR, '03-17 08:00')),
  END,
  [],
);
twin(
  'U83',
  'ore: a patrol sees the lot on the high seas',
  withStep(ORE, sighted({ lat: -5, lon: 45 }, '03-28 08:00')),
  END,
  [],
);
twin(
  'U84',
  'ore: half of a certified lot, where the issuer allows parts',
  change(
    ORE,
    'CERT',
    paperWith(ORE, 'CERT', {
      fields: { qty: { value: '1200', unit: 'KGM' }, partialShipments: 'allowed' },
    }),
  ),
  END,
  [],
);
const GROUP = [{ scheme: 'group', value: 'LAKE' }];
twin(
  'U85',
  'ore: mine and trader are one registered group (a note)',
  ORE,
  END,
  ['SELF_DEALING_HANDOVER'],
  {
    parties: PARTIES.map((each) =>
      ['W-MINE', 'W-TRADER'].includes(each.id)
        ? { ...each, beneficialOwner: 'BO-2', identifiers: GROUP }
        : each,
    ),
  },
);
twin(
  'U86',
  'arms: a depot of the same ministry, registered as one group',
  depot,
  '04-01 08:00',
  [],
  {
    parties: PARTIES.map((each) =>
      ['W-ROAD', 'W-POLICE'].includes(each.id) ? { ...each, identifiers: GROUP } : each,
    ),
  },
);
twin(
  'U87',
  'arms: an exempted delivery under embargo (a note)',
  withStep(
    ARMS,
    step('PERMIT', 'ATTACH_DOCUMENT', 'W-ARMS', '03-01 09:00', {
      items: GUNS,
      document: paper('EMBARGO_EXEMPTION', 'UN', {}),
    }),
  ),
  END,
  ['DESTINATION_PROHIBITED'],
  { embargoes: [{ country: 'PE', commodity: 'ARMS' }] },
);
twin(
  'U88',
  'arms: verified on paper only (a note)',
  withStep(
    unseen,
    step('PAPER', 'ATTACH_DOCUMENT', 'W-POLICE', '04-01 08:00', {
      ucr: ARMS_UCR,
      document: paper('DELIVERY_VERIFICATION', 'PE', {}),
    }),
  ),
  END,
  ['DELIVERY_UNVERIFIED'],
);
const licences = [
  { type: 'EXPORT', validTo: '2026-03-01' },
  { type: 'TRADE', validTo: '2027-03-01' },
];
twin(
  'U89',
  'ore: another licence is valid, the one for export is not',
  ORE,
  END,
  ['PARTY_OR_SITE_INELIGIBLE'],
  party('W-TRADER', { licences }),
);
twin(
  'U90',
  'gold: refining of another metal is not judged as gold',
  gold('9000').map((each) => ({
    ...each,
    event: JSON.parse(
      JSON.stringify(each.event)
        .replaceAll('710812', '800110')
        .replaceAll('"Au"', '"Sn"')
        .replace('"9000"', '"8000"'),
    ),
  })),
  END,
  [],
);

// The rules whose thresholds are tested elsewhere: one story that fires each, and the one beside it that does not
twin('U91', 'ore: the smelter does not answer for a day', without(ORE, 'H4-R'), '04-22 10:00', []);
twin(
  'U92',
  'ore: the smelter does not answer for a day and a minute',
  without(ORE, 'H4-R'),
  '04-22 10:01',
  ['HANDOVER_UNCONFIRMED'],
);
twin(
  'U93',
  'ore: the trader receives what nobody is recorded to have released',
  without(ORE, 'H1-D'),
  END,
  ['ORPHAN_RECEIPT'],
);
const halves = (id, kg, when) =>
  step(id, 'SPLIT', 'W-SMELT', when, {
    inputs: [{ ...FINE[0], qty: { value: kg, unit: 'KGM' } }],
    outputs: [{ ...FINE[0], itemId: `${id}-U`, qty: { value: kg, unit: 'KGM' } }],
  });
twin(
  'U94',
  'ore: the lot is used up in two halves',
  withStep(ORE, halves('HALF-1', '300', '04-22 08:00'), halves('HALF-2', '300', '04-23 08:00')),
  END,
  [],
);
twin(
  'U95',
  'ore: the lot is used up twice',
  withStep(ORE, halves('ALL-1', '600', '04-22 08:00'), halves('ALL-2', '600', '04-23 08:00')),
  END,
  ['CUSTODY_FORK', 'POST_TERMINAL_ACTIVITY'],
);
twin('U96', 'ore: nothing tells where the raw lots come from', without(ORE, 'MINED'), END, [
  'MASS_BALANCE_OVERDRAWN',
  'ORIGIN_MISSING',
]);
twin('U97', 'ore: the goods leave under a hold', withStep(ORE, held[0]), END, ['HOLD_BREACHED']);
twin(
  'U98',
  'ore: the goods leave after the hold was lifted',
  withStep(
    ORE,
    held[0],
    step('FREE', 'CUSTOMS_RELEASE', 'C-TZ', '03-18 08:00', { ucr: ORE_UCR, procedure: 'transit' }),
  ),
  END,
  [],
);
twin('U99', 'ore: the lorry arrives two days late', arrivingLate('03-16 12:00'), END, []);
twin(
  'U100',
  'ore: the lorry arrives two days and a minute late',
  arrivingLate('03-16 12:01'),
  END,
  ['TRANSIT_OVERDUE'],
);
twin(
  'U101',
  'ore: an act dated ten minutes ahead',
  change(ORE, 'OPEN', { occurredAt: at('03-10 08:10') }),
  END,
  [],
);
twin(
  'U102',
  'ore: an act dated eleven minutes ahead',
  change(ORE, 'OPEN', { occurredAt: at('03-10 08:11') }),
  END,
  ['TIME_ORDER_VIOLATION'],
);
twin(
  'U103',
  'ore: origin recorded two days later',
  ORE.map((each) =>
    each.event.eventId === 'MINED' ? { ...each, recordedAt: at('03-04 08:00') } : each,
  ).toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt)),
  END,
  [],
);
twin(
  'U104',
  'ore: origin recorded two days and a minute later',
  ORE.map((each) =>
    each.event.eventId === 'MINED' ? { ...each, recordedAt: at('03-04 08:01') } : each,
  ).toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt)),
  END,
  ['LATE_RECORDING'],
);
const weighed = (kg) =>
  change(ORE, 'H4-R', { items: [{ ...FINE[0], qty: { value: kg, unit: 'KGM' } }] });
twin('U105', 'ore: 585 of 600 kg received', weighed('585'), END, []);
twin('U106', 'ore: 584.9 of 600 kg received', weighed('584.9'), END, ['QTY_HANDOVER_VARIANCE']);
const swapped = [{ prefix: 'MZ-', from: 1, to: 19, width: 5 }, 'MZ-00099'];
const misread = [{ prefix: 'MZ-', from: 1, to: 19, width: 5 }, 'mz OOO2O'];
twin(
  'U107',
  'arms: one serial of the receipt is another',
  change(ARMS, 'H2-R', { items: items(ARMS, 'H2-R', { serials: swapped }) }),
  END,
  ['ITEM_SET_MISMATCH'],
);
twin(
  'U108',
  'arms: one serial of the receipt is typed with letters',
  change(ARMS, 'H2-R', { items: items(ARMS, 'H2-R', { serials: misread }) }),
  END,
  [],
);
const sealed = (seen) =>
  change(change(ORE, 'BOX', { seals: { applied: ['RW-H-1001'], class: 'H' } }), 'H4-R', {
    seals: { observed: [seen] },
  });
twin('U109', 'ore: the seal without its separators', sealed('RWH1001'), END, []);
twin('U110', 'ore: another seal', sealed('RW-H-2002'), END, ['SEAL_DISCREPANCY']);
twin('U111', 'ore: no certificate of the ICGLR', without(ORE, 'CERT'), END, ['DOC_MISSING']);

const SEALS = [
  ...RANGES,
  {
    kind: 'seal',
    issuedBy: 'G-RW',
    issuedOn: '2026-02-01',
    issuedTo: 'W-TRADER',
    prefix: 'RW-H-',
    from: 1000,
    to: 1099,
  },
];
const resealed = withStep(
  sealed('TZ-C-7'),
  step('LOOK', 'INSPECT', 'C-TZ', '03-17 08:00', {
    ucr: ORE_UCR,
    finding: 'conform',
    place: DAR,
    seals: { observed: ['RW-H-1001'], removed: ['RW-H-1001'], applied: ['TZ-C-7'] },
  }),
);
twin(
  'U112',
  'ore: a seal of the register, and one of a customs service that has none',
  resealed,
  END,
  [],
  { ranges: SEALS },
);
twin(
  'U113',
  'ore: a seal the issuer gave to nobody',
  sealed('RW-H-1001'),
  END,
  ['TAG_NOT_ISSUED'],
  { ranges: SEALS.map((range) => ({ ...range, to: range.kind === 'seal' ? 1000 : range.to })) },
);
twin(
  'U114',
  'ore: tags of an invented prefix',
  tagged([{ prefix: 'RW-X-', from: 1, to: 40 }]),
  END,
  ['TAG_NOT_ISSUED'],
);

twin('U115', 'timber: a yield like the twelve runs before', mill(12, '54.4'), '04-01 08:00', []);
twin('U116', 'timber: a yield unlike the twelve runs before', mill(12, '54.5'), '04-01 08:00', [
  'YIELD_ANOMALY',
]);
twin('U117', 'timber: another yield after eleven runs', mill(11, '60'), '04-01 08:00', []);

/** The mine signs its first record again and again, on the day, in the same words. */
const corrected = (times) =>
  withStep(
    ORE,
    ...Array.from({ length: times }, (_, count) => {
      const { eventId, actor, ...replacement } = eventOf(ORE, 'MINED');
      return step(`AGAIN-${count}`, 'CORRECT', actor, `03-02 09:${10 + count}`, {
        refs: [eventId],
        reason: 'typing error',
        replacement,
      });
    }),
  );
twin('U118', 'ore: nine corrections of a mine', corrected(9), END, []);
twin('U119', 'ore: ten corrections of a mine', corrected(10), END, ['CORRECTION_ABUSE']);

const scanned = (ucr) =>
  withStep(
    ORE,
    step('AGAIN', 'ATTACH_DOCUMENT', 'W-TRADER', '03-12 08:00', {
      ucr,
      document: { ...eventOf(ORE, 'CERT').document, sha256: 'cd'.repeat(32) },
    }),
  );
twin('U120', 'ore: the certificate scanned once more', scanned(ORE_UCR), END, []);
twin(
  'U121',
  'ore: its certificate registered for another consignment',
  scanned('6RW1234-ORE2'),
  END,
  ['DOC_REUSE'],
);

const numbered = (seq) =>
  change(change(ORE, 'MINED', { device: { deviceId: 'PHONE-1', seq: 1, prev: '0' } }), 'H1-D', {
    device: { deviceId: 'PHONE-1', seq, prev: '0' },
  });
twin('U122', 'ore: two records of a phone, one after the other', numbered(2), END, []);
twin('U123', 'ore: a phone left out the record between', numbered(3), END, ['DEVICE_SEQUENCE_GAP']);

/** Ore of the smelter's own stock goes where the other came from. */
const sentBack = (kg) =>
  withStep(
    ORE,
    step('STOCK', 'COMMISSION', 'W-SMELT', '04-22 08:00', {
      basis: 'opening-balance',
      place: HAM,
      witness: 'G-RW',
      items: [lot('BACK', kg)],
    }),
    step('RETURN', 'CONSIGN', 'W-SMELT', '04-23 08:00', {
      ucr: '6DE1234-BACK1',
      commodity: '3T',
      consignee: 'W-TRADER',
      endUser: 'W-TRADER',
      plan: { countries: ['DE', 'RW'], transitCountries: [] },
      items: [lot('BACK', kg)],
    }),
  );
twin('U124', 'ore: a tenth less comes back to its country', sentBack('540'), END, []);
twin('U125', 'ore: as much comes back to its country', sentBack('590'), END, ['FLOW_ASYMMETRY']);

/** Both stories at once; the names of the second are its own. */
const bothWith = (oreSteps, armsSteps) => {
  const renamed = armsSteps.map(({ recordedAt, event }) => ({
    recordedAt,
    event: {
      ...event,
      eventId: `A-${event.eventId}`,
      ...(event.handover !== undefined && { handover: `A-${event.handover}` }),
    },
  }));
  return withStep(oreSteps, ...renamed);
};
const carriedBoth = [without(ORE, 'CERT'), without(ARMS, 'P-EUC')];
twin(
  'U126',
  'both: one carrier of arms and ore, papers of the ore missing',
  bothWith(carriedBoth[0], ARMS),
  END,
  ['DOC_MISSING'],
);
twin(
  'U127',
  'both: one carrier of arms and ore, papers of both missing',
  bothWith(...carriedBoth),
  END,
  ['DOC_MISSING', 'LINKED_FLOWS'],
);

for (const { id, title, steps, until, fires, registry } of journeyTwins()) {
  twin(id, title, steps, until, fires, registry);
}

twinsAhead();

/** What is pointed out before it is a gap (DOC_MISSING and DOC_NOT_VALID, AHEAD), and files still to come */
function twinsAhead() {
  const legs = [
    { from: 'RWKGL', to: 'RWRUO', mode: 'road', eta: at('03-20 08:00') },
    { from: 'RWRUO', to: 'TZDAR', mode: 'road', eta: at('03-23 08:00') },
  ];
  const until = (steps, when) => steps.filter(({ recordedAt }) => recordedAt <= at(when));
  const unreleased = without(
    until(change(ORE, 'OPEN', { plan: { ...eventOf(ORE, 'OPEN').plan, legs } }), '03-10 10:00'),
    'CERT',
  );
  const certifiedBy = (members, when = '03-10 10:00') =>
    step('CERT', 'ATTACH_DOCUMENT', 'W-TRADER', when, {
      ucr: ORE_UCR,
      ...paperWith(ORE, 'CERT', members),
    });
  const released = (when) =>
    step('OUT', 'CUSTOMS_RELEASE', 'C-RW', when, { ucr: ORE_UCR, procedure: 'export', place: KGL });
  twin(
    'U200',
    'ore: no certificate, more than three days before the border',
    unreleased,
    '03-17 07:59',
    [],
  );
  twin(
    'U201',
    'ore: no certificate three days before the border (a note)',
    unreleased,
    '03-17 08:00',
    ['DOC_MISSING'],
  );
  twin(
    'U202',
    'ore: the certificate comes two days before the border',
    withStep(unreleased, certifiedBy({}, '03-18 08:00'), released('03-19 08:00')),
    '03-19 09:00',
    [],
  );
  const promised = { fields: { ...eventOf(ORE, 'CERT').document.fields, content: 'pending' } };
  const unsent = (when) => until(change(ORE, 'CERT', paperWith(ORE, 'CERT', promised)), when);
  twin(
    'U203',
    'ore: the file of the certificate to come for 14 days',
    unsent('03-24 10:00'),
    '03-24 10:00',
    [],
  );
  twin(
    'U204',
    'ore: the file of the certificate to come for 14 days and a minute',
    unsent('03-24 10:01'),
    '03-24 10:01',
    ['DOC_MISSING'],
  );
  twin(
    'U205',
    'ore: the file of the certificate came on the thirteenth day',
    withStep(
      change(ORE, 'CERT', paperWith(ORE, 'CERT', promised)),
      step('FILE', 'ATTACH_DOCUMENT', 'W-TRADER', '03-23 08:00', {
        ucr: ORE_UCR,
        ...paperWith(ORE, 'CERT', {}),
      }),
    ),
    END,
    [],
  );
  const short = [...unreleased, certifiedBy({ expiresOn: '2026-03-20' })];
  twin('U206', 'ore: the certificate ends in more than seven days', short, '03-13 23:59', []);
  twin('U207', 'ore: the certificate ends in seven days (a note)', short, '03-14 00:00', [
    'DOC_NOT_VALID',
  ]);
  twin(
    'U208',
    'ore: the certificate was used in its last days',
    withStep(short, released('03-15 08:00')),
    '03-16 08:00',
    [],
  );
}

const priced = (id, when, of, fields) =>
  step(id, 'ATTACH_DOCUMENT', 'W-REFINE', when, {
    ...of,
    document: paper('INVOICE', 'CH', { hs: '710812', ...fields }, { number: id }),
  });

const grams = (value) => ({ value, unit: 'GRM' });

twinsOfPrices();

/** Gold is compared by the gold in it: VALUE_UNIT_ANOMALY by the market, with papers of a dozen others. */
function twinsOfPrices() {
  const pure = { itemId: 'BAR', hs: '710812', qty: grams('1000') };
  const ucr = '6CH1234-GOLD1';
  const sale = (fields) => [
    // Each gives 100 USD for a gram of gold, in doré of fineness 900.
    ...Array.from({ length: 12 }, (_, each) =>
      priced(
        `OTHER-${each}`,
        `03-01 08:${10 + each}`,
        { items: [{ itemId: `O-${each}`, hs: '710812', qty: grams('100') }] },
        { qty: grams('100'), valueUSD: '9000', fineness: '900' },
      ),
    ),
    step('POURED', 'COMMISSION', 'W-REFINE', '03-01 08:00', {
      basis: 'mined',
      place: { locode: 'CHZRH' },
      items: [pure],
    }),
    step('OPEN', 'CONSIGN', 'W-REFINE', '03-02 08:00', {
      ucr,
      commodity: 'GOLD',
      consignee: 'W-OTHER',
      endUser: 'W-OTHER',
      plan: { countries: ['CH'], transitCountries: [] },
      items: [pure],
    }),
    priced('INVOICE', '03-02 09:00', { ucr }, { qty: grams('1000'), ...fields }),
  ];
  const ends = '03-03 08:00';
  const odd = ['VALUE_UNIT_ANOMALY'];
  const fine = { fineness: '995' };
  twin('U210', 'gold: 15 % above the market', sale({ valueUSD: '114425', ...fine }), ends, []);
  twin(
    'U211',
    'gold: just over 15 % above the market',
    sale({ valueUSD: '114426', ...fine }),
    ends,
    odd,
  );
  twin('U212', 'gold: 15 % below the market', sale({ valueUSD: '84575', ...fine }), ends, []);
  twin(
    'U213',
    'gold: just over 15 % below the market',
    sale({ valueUSD: '84574', ...fine }),
    ends,
    odd,
  );
  twin(
    'U214',
    'gold: a low price, and nobody tells the fineness',
    sale({ valueUSD: '60000' }),
    ends,
    [],
  );
}

twinsOfMarkets();

/** Goods other than gold: half to double what a dozen papers give for the same goods of the same origin. */
function twinsOfMarkets() {
  const tonne = { value: '1000', unit: 'KGM' };
  const tin = { itemId: 'TIN', hs: '800110', qty: tonne };
  const ucr = '6CH1234-TIN1';
  const told = (id, when, of, valueUSD) =>
    priced(id, when, of, { hs: '800110', qty: tonne, valueUSD });
  const sale = (valueUSD, papers = 12) => [
    ...Array.from({ length: papers }, (_, other) =>
      told(
        `OTHER-${other}`,
        `03-01 08:${10 + other}`,
        { items: [{ ...tin, itemId: `O-${other}` }] },
        '30000',
      ),
    ),
    step('CAST', 'COMMISSION', 'W-REFINE', '03-01 08:00', {
      basis: 'recycled',
      place: { locode: 'CHZRH' },
      items: [tin],
    }),
    step('OPEN', 'CONSIGN', 'W-REFINE', '03-02 08:00', {
      ucr,
      commodity: '3T',
      consignee: 'W-OTHER',
      endUser: 'W-OTHER',
      plan: { countries: ['CH'], transitCountries: [] },
      items: [tin],
    }),
    told('INVOICE', '03-02 09:00', { ucr }, valueUSD),
  ];
  const ends = '03-03 08:00';
  const odd = ['VALUE_UNIT_ANOMALY'];
  twin('U299', 'tin: double the price of the market', sale('60000'), ends, []);
  twin('U300', 'tin: just over double the price of the market', sale('60001'), ends, odd);
  twin('U301', 'tin: half the price of the market', sale('15000'), ends, []);
  twin('U302', 'tin: just under half the price of the market', sale('14999'), ends, odd);
  twin('U303', 'tin: a fifth of the price of eleven others', sale('6000', 11), ends, []);
}

const alike = (score) => ({
  screening: [
    {
      party: 'W-LINE',
      list: 'FICTION',
      entry: 'X1',
      listedOn: '2026-01-01',
      match: 'weak',
      score,
    },
  ],
});

twinsOfNames();

/** Names that are alike, from the score of the rule set on: PARTY_SANCTIONED. */
function twinsOfNames() {
  twin(
    'U220',
    'ore: the carrier is called nearly like somebody on a list',
    ORE,
    END,
    [],
    alike('0.9199'),
  );
  twin(
    'U221',
    'ore: the carrier is called like somebody on a list',
    ORE,
    END,
    ['PARTY_SANCTIONED'],
    alike('0.92'),
  );
}

twinsOfBackfill();

/** A run is judged by the runs before it, also by those that are recorded after it: YIELD_ANOMALY. */
function twinsOfBackfill() {
  const runs = mill(12, '54.5');
  const broughtIn = (count) => {
    const ids = Array.from({ length: 12 - count }, (_, run) => `SAWN-${count + run}`);
    const kept = without(runs, ...ids);
    // They were made in time; the mill is an offline site and brings its records in a week later.
    const brought = runs.filter(({ event }) => ids.includes(event.eventId));
    return [...kept, ...brought.map((each) => ({ ...each, recordedAt: at('03-14 08:00') }))];
  };
  const offline = party('W-SAW', { offlineRegistered: true });
  const odd = ['YIELD_ANOMALY'];
  twin(
    'U230',
    'timber: an odd yield, and the twelfth run before it never comes',
    without(runs, 'SAWN-11'),
    '04-01 08:00',
    [],
    offline,
  );
  twin(
    'U231',
    'timber: an odd yield, and the runs before it are recorded after it',
    broughtIn(6),
    '04-01 08:00',
    odd,
    offline,
  );
}

const forked = (used, when) =>
  withStep(
    ORE,
    ...['A', 'B'].map((half, minute) =>
      step(
        `FORK-${half}`,
        'SPLIT',
        'W-MINE',
        `${when}${minute}`,
        {
          inputs: [lot('R1', '500')],
          outputs: [lot(`R1-${half}`, used)],
        },
        '03-12 08:00',
      ),
    ),
  );

twinsOfBalances();

/** What was taken in under a CRITICAL alert cannot be sold on as eligible: MASS_BALANCE_OVERDRAWN. */
function twinsOfBalances() {
  const broken = ['CUSTODY_BREAK', 'CUSTODY_FORK', 'LATE_RECORDING', 'POST_TERMINAL_ACTIVITY'];
  twin(
    'U240',
    'ore: a lot was used up before it was sold, which comes to light after its claim',
    forked('500', '03-02 12:0'),
    END,
    [...broken, 'MASS_BALANCE_OVERDRAWN'],
  );
  twin(
    'U241',
    'ore: a lot is used up once more after it was sold',
    forked('500', '03-06 12:0'),
    END,
    broken,
  );
}

const oreBy = (id, title, fires, registry) => twin(id, `ore: ${title}`, ORE, END, fires, registry);

twinsOfStock();

/** Numbers that their issuer gives to others later, or takes back: TAG_NOT_ISSUED. */
function twinsOfStock() {
  const [own] = RANGES;
  const passedOn = (issuedTo, issuedOn) => ({
    ranges: [own, { ...own, from: 31, to: 40, issuedTo, issuedOn }],
  });
  const all = {
    ranges: [
      { ...own, issuedTo: 'W-OTHER' },
      { ...own, issuedOn: '2026-03-01' },
    ],
  };
  const wrong = ['TAG_NOT_ISSUED'];
  oreBy('U250', 'tags that another site passed on the day before', [], all);
  oreBy(
    'U251',
    'ten of the tags were passed on to another site the day before',
    wrong,
    passedOn('W-OTHER', '2026-03-01'),
  );
  oreBy(
    'U252',
    'ten of the tags were passed on the day after they were used',
    [],
    passedOn('W-OTHER', '2026-03-03'),
  );
  oreBy(
    'U253',
    'ten of the tags went back to their issuer the day before',
    wrong,
    passedOn('G-RW', '2026-03-01'),
  );
}

const seenAs = (condition, more = {}) =>
  change(change(ORE, 'BOX', { seals: { applied: ['RW-H-1001'], class: 'H' } }), 'H4-R', {
    seals: { observed: ['RW-H-1001'], condition, ...more },
  });

twinsOfTraps();

/** What looks like a gap and is none, as the catalogue warns. */
function twinsOfTraps() {
  twin(
    'U254',
    'ore: seals unbroken, no sign of tampering',
    seenAs('unbroken, no sign of tampering'),
    END,
    [],
  );
  twin('U255', 'ore: tamper-evident seals intact', seenAs('tamper-evident, intact'), END, []);
  twin('U256', 'ore: a seal found tampered with', seenAs('tampered with'), END, [
    'SEAL_DISCREPANCY',
  ]);
  const cutBy = (actor, type, more = {}) =>
    withStep(
      seenAs('intact', { observed: ['TZ-C-7'] }),
      step('CUT', type, actor, '03-17 08:00', {
        ucr: ORE_UCR,
        place: DAR,
        seals: {
          observed: ['RW-H-1001'],
          removed: ['RW-H-1001'],
          applied: ['TZ-C-7'],
          condition: 'cut',
        },
        ...more,
      }),
    );
  twin(
    'U257',
    'ore: customs cuts the seal and sets its own',
    cutBy('C-TZ', 'INSPECT', { finding: 'conform' }),
    END,
    [],
  );
  twin('U258', 'ore: the line cuts the seal and sets its own', cutBy('W-LINE', 'SEAL'), END, [
    'SEAL_DISCREPANCY',
  ]);

  const markedAt = (when, more) =>
    withStep(
      without(ARMS, 'MARK'),
      step('MARK', 'REMARK', 'W-ROAD', when, {
        items: GUNS,
        addedMark: 'PE 26',
        witness: 'G-PE',
        ...more,
      }),
    );
  const later = '06-06 08:00';
  twin(
    'U259',
    'arms: marked for the country in the warehouse, before customs let them in',
    markedAt('03-06 10:00', { place: CLL }),
    later,
    [],
  );
  twin(
    'U260',
    'arms: marked for the country before they left, in their consignment',
    markedAt('03-04 09:30', { ucr: ARMS_UCR, place: UBR }),
    later,
    [],
  );
  const earlier = withStep(
    ARMS.filter(({ event }) => event.eventId !== 'MARK'),
    step('MARK', 'REMARK', 'W-ARMS', '03-01 12:00', {
      items: GUNS,
      addedMark: 'CZ 26',
      place: UBR,
      witness: 'G-PE',
    }),
  );
  twin('U261', 'arms: marked at home, for nobody', earlier, later, ['MARKING_DEFICIENT']);
}

edgeTwins({
  twin: (id, title, steps, fires, registry) => twin(id, title, steps, END, fires, registry),
  step,
  ore: ORE,
  arms: ARMS,
});

escapeTwins({
  twin: (id, title, steps, fires, registry) => twin(id, title, steps, END, fires, registry),
  step,
  ore: ORE,
  arms: ARMS,
});

originTwins({ twin, step, end: END, ore: ORE, arms: ARMS, registry: REGISTRY });

qtyTwins({
  twin: (id, title, steps, fires, registry) => twin(id, title, steps, END, fires, registry),
  step,
  ore: ORE,
  sites: SITES,
  timber,
  sentBack,
});

papersTwins({
  twin: (id, title, steps, fires, { registry, until = END } = {}) =>
    twin(id, title, steps, until, fires, registry),
  step,
  paper,
  ore: ORE,
  arms: ARMS,
});

for (const file of readdirSync(import.meta.dirname)) {
  if (/^U\d+\.json$/.test(file)) rmSync(join(import.meta.dirname, file));
}
for (const each of twins) {
  writeFileSync(join(import.meta.dirname, `${each.id}.json`), textOf(each));
}
process.stdout.write(`${twins.length} twins in ${import.meta.dirname}\n`);
