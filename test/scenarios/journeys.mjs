/**
 * Longer journeys for the twins from U128 on: gold from Ghana, timber from the Congo, diamonds from Botswana, carbines
 * meant for Uganda, and gold that came from nowhere. Each is told once, clean; its twins change one thing.
 */

const ZONES = {
  GH: '+00:00',
  CH: '+02:00',
  CG: '+01:00',
  BE: '+02:00',
  BW: '+02:00',
  IN: '+05:30',
};

const party = (id, country, roles, beneficialOwner, more = {}) => ({
  id,
  name: `${id} (${country})`,
  country,
  roles,
  ...(beneficialOwner && { beneficialOwner }),
  ...more,
});

/** `MM-DD HH:mm` of 2026, as the clocks of a country show it. */
function local(when, country) {
  return `2026-${when.replace(' ', 'T')}:00${ZONES[country] ?? 'Z'}`;
}

export function step(eventId, type, actor, when, members, recorded = when) {
  return { recordedAt: recorded, event: { eventId, type, occurredAt: when, actor, ...members } };
}

function paper(docType, number, issuer, fields, more = {}) {
  return {
    docType,
    number,
    issuer,
    issuedOn: '2026-01-05',
    expiresOn: '2026-12-31',
    singleUse: true,
    sha256: 'cd'.repeat(32),
    fields,
    ...more,
  };
}

/** Release and receipt of the same goods at one place. */
function hand(id, [from, to], [sent, got], place, items, ucr, receipt = {}) {
  const common = { ...(ucr && { ucr }), handover: id, place, items };
  return [
    step(`${id}-D`, 'DISPATCH', from, sent, { ...common, to, expectedBy: got }),
    step(`${id}-R`, 'RECEIVE', to, got, { ...common, ...receipt }),
  ];
}

function leg(id, carrier, [left, due, came], [from, to], transport, items, ucr) {
  const goods = { ucr, items, transport };
  return [
    step(`${id}-GO`, 'DEPART', carrier, left, { ...goods, place: from, toPlace: to, eta: due }),
    step(`${id}-IN`, 'ARRIVE', carrier, came, { ...goods, place: to }),
  ];
}

const gh = (when) => local(when, 'GH');
const ch = (when) => local(when, 'CH');
const cg = (when) => local(when, 'CG');
const be = (when) => local(when, 'BE');
const bw = (when) => local(when, 'BW');
const ind = (when) => local(when, 'IN');

const registry = (parties, sites = [], more = {}) => ({
  parties,
  sites,
  ranges: [],
  places: [],
  screening: [],
  embargoes: [{ country: 'SS', commodity: 'ARMS' }],
  ...more,
});

const gold = (itemId, kg, pct) => ({
  itemId,
  hs: '710812',
  qty: { value: kg, unit: 'KGM' },
  ...(pct && { assay: { analyte: 'Au', pct } }),
});

export const GOLD_UCR = '6GH4410-DORE7';

/** Doré of a large mine in Ghana and Swiss scrap, refined together in Switzerland. */
export function doreJourney() {
  const at = { accra: { locode: 'GHACC' }, zurich: { locode: 'CHZRH' } };
  const ucr = GOLD_UCR;
  const bar = [gold('D1', '42.318')];
  const scrap = [{ itemId: 'SCRAP', hs: '711291', qty: { value: '10.5', unit: 'KGM' } }];
  const pit = { site: 'GH-PIT', lat: 5.301, lon: -2.002 };
  return [
    step('POURED', 'COMMISSION', 'K-MINE', gh('05-08 16:00'), {
      basis: 'mined',
      place: pit,
      items: [gold('D1', '42.318', '91.2')],
    }),
    step('OPEN', 'CONSIGN', 'K-MINE', gh('05-11 08:00'), {
      ucr,
      commodity: 'GOLD',
      consignee: 'K-REFINE',
      endUser: 'K-REFINE',
      plan: { countries: ['GH', 'CH'], transitCountries: [] },
      items: [gold('D1', '42.318', '91.2')],
    }),
    step('SEALED', 'SEAL', 'K-MINE', gh('05-11 09:00'), {
      ucr,
      place: pit,
      items: bar,
      seals: { applied: ['GH-S-5501'], class: 'H', action: 'applied' },
    }),
    step('ASSAYED', 'ATTACH_DOCUMENT', 'K-MINE', gh('05-11 10:00'), {
      ucr,
      document: paper('ASSAY_CERT', 'GH-A-1', 'GH', {
        qty: { value: '42318', unit: 'GRM' },
        hs: '7108.12',
        exporter: 'K-MINE',
        importer: 'K-REFINE',
      }),
    }),
    step('OUT', 'CUSTOMS_RELEASE', 'C-GH', gh('05-12 08:00'), {
      ucr,
      procedure: 'export',
      place: at.accra,
    }),
    ...hand('H1', ['K-MINE', 'K-AIR'], [gh('05-12 09:00'), gh('05-12 09:30')], at.accra, bar, ucr, {
      seals: { observed: ['GH-S-5501'] },
    }),
    ...leg(
      'L1',
      'K-AIR',
      [gh('05-12 22:00'), ch('05-13 08:00'), ch('05-13 07:00')],
      [at.accra, at.zurich],
      { mode: 'air' },
      bar,
      ucr,
    ),
    step('IN', 'CUSTOMS_RELEASE', 'C-CH', ch('05-13 10:00'), {
      ucr,
      procedure: 'import',
      place: at.zurich,
    }),
    ...hand(
      'H2',
      ['K-AIR', 'K-REFINE'],
      [ch('05-13 12:00'), ch('05-13 15:00')],
      at.zurich,
      bar,
      ucr,
      { items: [gold('D1', '42.301')], seals: { observed: ['ghs5501'] } },
    ),
    step('SCRAP', 'COMMISSION', 'K-SCRAP', ch('05-14 08:00'), {
      basis: 'recycled',
      place: at.zurich,
      items: [{ ...scrap[0], assay: { analyte: 'Au', pct: '75' } }],
    }),
    ...hand(
      'H3',
      ['K-SCRAP', 'K-REFINE'],
      [ch('05-14 09:00'), ch('05-14 11:00')],
      at.zurich,
      scrap,
      undefined,
      { declaredOrigin: 'recycled' },
    ),
    step('REFINED', 'TRANSFORM', 'K-REFINE', ch('05-18 12:00'), {
      process: 'refining',
      cocModel: 'mass-balance',
      place: at.zurich,
      inputs: [gold('D1', '42.301'), scrap[0]],
      outputs: [
        gold('BARS', '46.4', '99.99'),
        { ...gold('SLAG', '5.2', '0.5'), hs: '711291', residue: true },
      ],
      settlementAssay: { analyte: 'Au', pct: '91.15' },
    }),
    step('DONE', 'CLOSE', 'K-REFINE', ch('05-20 12:00'), { ucr, disposition: 'delivered' }),
  ];
}

export const GOLD_REGISTRY = registry(
  [
    party('C-GH', 'GH', ['customs']),
    party('C-CH', 'CH', ['customs']),
    party('K-MINE', 'GH', ['producer', 'exporter'], 'BO-K1', {
      licences: [
        { type: 'mining', validFrom: '2020-01-01', validTo: '2030-12-31' },
        { type: 'export', validFrom: '2026-01-01', validTo: '2026-12-31' },
      ],
    }),
    party('K-AIR', 'CH', ['carrier'], 'BO-K2'),
    party('K-REFINE', 'CH', ['refiner', 'importer'], 'BO-K3'),
    party('K-SCRAP', 'CH', ['producer'], 'BO-K4'),
  ],
  [
    {
      id: 'GH-PIT',
      operator: 'K-MINE',
      kind: 'LSM',
      lat: 5.3,
      lon: -2,
      capacityPerMonth: 1500,
      unit: 'KGM',
      status: [{ status: 'green', from: '2025-01-01' }],
    },
  ],
);

export const WOOD_UCR = '6CG4410-SAPE1';
const SAPELLI = 'Entandrophragma cylindricum';

/** Logs of a concession on the Sangha, sawn in Ouesso, down the river and over the sea to Antwerp. */
export function timberJourney() {
  const ucr = WOOD_UCR;
  const at = {
    ouesso: { locode: 'CGOUE' },
    coast: { locode: 'CGPNR' },
    antwerp: { locode: 'BEANR' },
  };
  const logs = [
    { itemId: 'LOGS', hs: '440349', qty: { value: '310.5', unit: 'MTQ' }, species: SAPELLI },
  ];
  const sawn = (cubic) => [
    { itemId: 'SAWN', hs: '440727', qty: { value: cubic, unit: 'MTQ' }, species: SAPELLI },
  ];
  const wood = sawn('155.2');
  return [
    step(
      'FELLED',
      'COMMISSION',
      'M-WOOD',
      cg('06-01 10:00'),
      {
        basis: 'harvested',
        place: { site: 'CG-UFA', lat: 1.8, lon: 16.35, accuracyM: 50 },
        items: logs,
        tags: [{ prefix: 'CG-M-', from: 101, to: 180 }],
      },
      cg('06-09 10:00'),
    ),
    step('CUT', 'TRANSFORM', 'M-WOOD', cg('06-20 10:00'), {
      process: 'sawing',
      place: at.ouesso,
      inputs: logs,
      outputs: [
        ...wood,
        { itemId: 'DUST', hs: '440141', qty: { value: '120', unit: 'MTQ' }, residue: true },
      ],
    }),
    step('OPEN', 'CONSIGN', 'M-WOOD', cg('06-25 10:00'), {
      ucr,
      commodity: 'TIMBER',
      consignee: 'M-BUY',
      endUser: 'M-BUY',
      plan: { countries: ['CG', 'BE'], transitCountries: [] },
      items: wood,
    }),
    step('PHYTO', 'ATTACH_DOCUMENT', 'M-WOOD', cg('06-25 11:00'), {
      ucr,
      document: paper('PHYTO', 'CG-P-1', 'CG', {
        qty: { value: '155.2', unit: 'MTQ' },
        hs: '440727',
        species: SAPELLI,
        exporter: 'M-WOOD',
        importer: 'M-BUY',
      }),
    }),
    step('OUT', 'CUSTOMS_RELEASE', 'C-CG', cg('06-26 10:00'), {
      ucr,
      procedure: 'export',
      place: at.ouesso,
    }),
    ...hand(
      'H1',
      ['M-WOOD', 'M-BARGE'],
      [cg('06-27 08:00'), cg('06-27 10:00')],
      at.ouesso,
      wood,
      ucr,
    ),
    ...leg(
      'L1',
      'M-BARGE',
      [cg('06-28 08:00'), cg('07-10 08:00'), cg('07-12 08:00')],
      [at.ouesso, at.coast],
      { mode: 'inland' },
      wood,
      ucr,
    ),
    ...hand(
      'H2',
      ['M-BARGE', 'M-SHIP'],
      [cg('07-13 08:00'), cg('07-13 10:00')],
      at.coast,
      wood,
      ucr,
    ),
    ...leg(
      'L2',
      'M-SHIP',
      [cg('07-25 08:00'), be('08-15 08:00'), be('08-16 08:00')],
      [at.coast, at.antwerp],
      { mode: 'sea', meansId: 'IMO9074729', container: 'MSKU6011672' },
      wood,
      ucr,
    ),
    step('IN', 'CUSTOMS_RELEASE', 'C-BE', be('08-18 08:00'), {
      ucr,
      procedure: 'import',
      place: at.antwerp,
    }),
    ...hand(
      'H3',
      ['M-SHIP', 'M-BUY'],
      [be('08-19 08:00'), be('08-19 10:00')],
      at.antwerp,
      wood,
      ucr,
      { items: sawn('152.9') },
    ),
  ];
}

export const WOOD_REGISTRY = registry(
  [
    party('C-CG', 'CG', ['customs']),
    party('C-BE', 'BE', ['customs']),
    party('G-CG', 'CG', ['inspector']),
    party('M-WOOD', 'CG', ['producer', 'processor', 'exporter'], 'BO-M1', {
      offlineRegistered: true,
    }),
    party('M-BARGE', 'CG', ['carrier'], 'BO-M2'),
    party('M-SHIP', 'SG', ['carrier'], 'BO-M3'),
    party('M-BUY', 'BE', ['importer'], 'BO-M4'),
  ],
  [
    {
      id: 'CG-UFA',
      operator: 'M-WOOD',
      kind: 'FOREST',
      lat: 1.75,
      lon: 16.3,
      capacityPerMonth: 4000,
      unit: 'MTQ',
      status: [{ status: 'green', from: '2025-01-01' }],
    },
  ],
  {
    ranges: [
      {
        kind: 'timberMark',
        issuedBy: 'G-CG',
        issuedOn: '2026-01-01',
        issuedTo: 'CG-UFA',
        prefix: 'CG-M-',
        from: 1,
        to: 500,
      },
    ],
  },
);

export const STONES_UCR = '6BW4410-RGH1';
export const RESALE_UCR = '6BE4410-RGH2';

const stones = (itemId, carats) => [{ itemId, hs: '710231', qty: { value: carats, unit: 'CTM' } }];

const certified = (number, issuer, carats, exporter, importer) =>
  paper('KP_CERT', number, issuer, {
    qty: { value: carats, unit: 'CTM' },
    hs: '710231',
    exporter,
    importer,
  });

/** Rough stones from Botswana to Antwerp, sorted there; one parcel goes on to Surat. */
export function diamondJourney() {
  const at = {
    home: { locode: 'BWGBE' },
    antwerp: { locode: 'BEANR' },
    surat: { locode: 'INSTV' },
  };
  const rough = stones('RGH', '800.4');
  const parcel = stones('RGH-B', '300.15');
  const consign = (id, seller, when, buyer, ucr, countries, items) =>
    step(id, 'CONSIGN', seller, when, {
      ucr,
      commodity: 'DIAMOND',
      consignee: buyer,
      endUser: buyer,
      plan: { countries, transitCountries: [] },
      items,
    });
  return [
    step('DUG', 'COMMISSION', 'D-MINE', bw('07-06 11:00'), {
      basis: 'mined',
      place: { site: 'BW-PIPE', lat: -24.531, lon: 24.722 },
      items: rough,
    }),
    consign('OPEN', 'D-MINE', bw('07-08 09:00'), 'D-DEAL', STONES_UCR, ['BW', 'BE'], rough),
    step('KP', 'ATTACH_DOCUMENT', 'D-MINE', bw('07-08 12:00'), {
      ucr: STONES_UCR,
      document: certified('BW-77', 'BW', '800.40', 'D-MINE', 'D-DEAL'),
    }),
    step('OUT', 'CUSTOMS_RELEASE', 'C-BW', bw('07-09 10:00'), {
      ucr: STONES_UCR,
      procedure: 'export',
      place: at.home,
    }),
    ...hand(
      'H1',
      ['D-MINE', 'D-SAFE'],
      [bw('07-09 13:00'), bw('07-09 13:20')],
      at.home,
      rough,
      STONES_UCR,
    ),
    ...leg(
      'L1',
      'D-SAFE',
      [bw('07-09 17:00'), be('07-10 16:00'), be('07-10 16:00')],
      [at.home, at.antwerp],
      { mode: 'air' },
      rough,
      STONES_UCR,
    ),
    step('IN', 'CUSTOMS_RELEASE', 'C-BE', be('07-10 17:30'), {
      ucr: STONES_UCR,
      procedure: 'import',
      place: at.antwerp,
    }),
    ...hand(
      'H2',
      ['D-SAFE', 'D-DEAL'],
      [be('07-10 17:45'), be('07-10 18:00')],
      at.antwerp,
      rough,
      STONES_UCR,
    ),
    step('SEEN', 'ATTEST', 'G-EU', be('07-16 11:00'), {
      ucr: STONES_UCR,
      attestation: 'IMPORT_CONFIRMATION',
      items: rough,
    }),
    step('SORTED', 'SPLIT', 'D-DEAL', be('07-20 11:00'), {
      place: at.antwerp,
      inputs: rough,
      outputs: [...stones('RGH-A', '500.25'), ...parcel],
    }),
    consign('RESOLD', 'D-DEAL', be('07-20 14:00'), 'D-CUT', RESALE_UCR, ['BE', 'IN'], parcel),
    step('KP-2', 'ATTACH_DOCUMENT', 'D-DEAL', be('07-21 14:00'), {
      ucr: RESALE_UCR,
      document: certified('EU-78', 'EU', '300.15', 'D-DEAL', 'D-CUT'),
    }),
    step('OUT-2', 'CUSTOMS_RELEASE', 'C-BE', be('07-22 10:00'), {
      ucr: RESALE_UCR,
      procedure: 'export',
      place: at.antwerp,
    }),
    ...hand(
      'H3',
      ['D-DEAL', 'D-SAFE'],
      [be('07-22 11:00'), be('07-22 11:20')],
      at.antwerp,
      parcel,
      RESALE_UCR,
    ),
    ...leg(
      'L2',
      'D-SAFE',
      [be('07-22 20:00'), ind('07-24 14:00'), ind('07-24 14:00')],
      [at.antwerp, at.surat],
      { mode: 'air' },
      parcel,
      RESALE_UCR,
    ),
    step('IN-2', 'CUSTOMS_RELEASE', 'C-IN', ind('07-24 17:00'), {
      ucr: RESALE_UCR,
      procedure: 'import',
      place: at.surat,
    }),
    ...hand(
      'H4',
      ['D-SAFE', 'D-CUT'],
      [ind('07-24 18:00'), ind('07-24 18:30')],
      at.surat,
      parcel,
      RESALE_UCR,
    ),
    step('SEEN-2', 'ATTEST', 'G-IN', ind('08-03 14:00'), {
      ucr: RESALE_UCR,
      attestation: 'IMPORT_CONFIRMATION',
      items: parcel,
    }),
  ];
}

export const STONES_REGISTRY = registry(
  [
    party('C-BW', 'BW', ['customs']),
    party('C-BE', 'BE', ['customs']),
    party('C-IN', 'IN', ['customs']),
    party('G-EU', 'BE', ['inspector']),
    party('G-IN', 'IN', ['inspector']),
    party('D-MINE', 'BW', ['producer', 'exporter'], 'BO-D1'),
    party('D-SAFE', 'BE', ['carrier'], 'BO-D2'),
    party('D-DEAL', 'BE', ['importer', 'exporter'], 'BO-D3'),
    party('D-CUT', 'IN', ['importer', 'processor'], 'BO-D4'),
  ],
  [
    {
      id: 'BW-PIPE',
      operator: 'D-MINE',
      kind: 'LSM',
      lat: -24.53,
      lon: 24.72,
      capacityPerMonth: 900000,
      unit: 'CTM',
      status: [{ status: 'green', from: '2025-01-01' }],
    },
  ],
);

export const GUNS_UCR = '6RS4410-UG01';
const utc = (when) => local(when, 'UTC');
const ENTEBBE = { locode: 'UGEBB' };
const JUBA = { locode: 'SSJUB' };

export const guns = (itemId, from, to) => [
  {
    itemId,
    hs: '930190',
    qty: { value: String(to - from + 1), unit: 'NAR' },
    serials: [{ prefix: 'VZ-', from, to, width: 5 }],
    maker: 'Vltava',
    model: 'V-7',
  },
];

/** Four hundred rifles licensed for Uganda, as far as the apron of Entebbe. */
export function riflesJourney() {
  const lot = guns('RIFLES', 1, 400);
  const ucr = GUNS_UCR;
  const home = { locode: 'RSBEG' };
  const attach = (id, document) =>
    step(id, 'ATTACH_DOCUMENT', 'A-MAKE', utc('02-10 10:00'), { ucr, document });
  return [
    step('MADE', 'COMMISSION', 'A-MAKE', utc('02-02 09:00'), {
      basis: 'manufactured',
      place: home,
      items: lot,
      marking: { manufacturer: 'Vltava', country: 'RS', year: 2026, model: 'V-7' },
    }),
    step('OPEN', 'CONSIGN', 'A-MAKE', utc('02-10 09:00'), {
      ucr,
      commodity: 'ARMS',
      consignee: 'A-ARMY',
      endUser: 'A-ARMY',
      plan: { countries: ['RS', 'UG'], transitCountries: [] },
      items: lot,
    }),
    attach(
      'P-LIC',
      paper(
        'EXPORT_LICENCE',
        'RS-L-1',
        'RS',
        { qtyMax: { value: '400', unit: 'NAR' } },
        { singleUse: false },
      ),
    ),
    attach('P-IMP', paper('IMPORT_AUTH', 'UG-I-1', 'UG', { qty: { value: '400', unit: 'NAR' } })),
    attach('P-EUC', paper('EUC', 'UG-E-1', 'UG', { endUser: 'A-ARMY' })),
    step('OUT', 'CUSTOMS_RELEASE', 'C-RS', utc('02-12 09:00'), {
      ucr,
      procedure: 'export',
      place: home,
    }),
    ...hand('H1', ['A-MAKE', 'A-FLY'], [utc('02-12 10:00'), utc('02-12 11:00')], home, lot, ucr),
    ...leg(
      'L1',
      'A-FLY',
      [utc('02-12 19:00'), utc('02-13 04:00'), utc('02-13 04:00')],
      [home, ENTEBBE],
      { mode: 'air', meansId: 'UR-CXX' },
      lot,
      ucr,
    ),
  ];
}

/** How the rifles reach the army, and are marked and seen there. */
export function riflesDelivered() {
  const lot = guns('RIFLES', 1, 400);
  const ucr = GUNS_UCR;
  return [
    step('IN', 'CUSTOMS_RELEASE', 'C-UG', utc('02-13 09:00'), {
      ucr,
      procedure: 'import',
      place: ENTEBBE,
    }),
    ...hand('H2', ['A-FLY', 'A-ARMY'], [utc('02-13 10:00'), utc('02-13 11:00')], ENTEBBE, lot, ucr),
    step('MARK', 'REMARK', 'A-ARMY', utc('02-15 10:00'), {
      ucr,
      items: lot,
      addedMark: 'UG 26',
      witness: 'G-UG',
    }),
    step('SEEN', 'ATTEST', 'G-UG', utc('02-25 10:00'), {
      ucr,
      attestation: 'DELIVERY_VERIFICATION',
      items: lot,
    }),
  ];
}

/** The same aircraft goes on to a country under embargo. */
export function riflesFlownOn() {
  const lot = guns('RIFLES', 1, 400);
  return leg(
    'L2',
    'A-FLY',
    [utc('02-14 04:00'), utc('02-14 07:00'), utc('02-14 07:00')],
    [ENTEBBE, JUBA],
    { mode: 'air', meansId: 'UR-CXX' },
    lot,
    GUNS_UCR,
  );
}

/** Three of them turn up with a patrol there, their marks gone. */
export function riflesRecovered(markingCondition) {
  return step('FOUND', 'RECOVER', 'G-SS', utc('04-10 08:00'), {
    items: guns('RIFLES', 10, 12),
    place: JUBA,
    caseRef: 'SS-1',
    markingCondition,
  });
}

export const NOWHERE_UCR = '6UG4410-AU01';

/** Gold that nobody sold, called recycled where there is war, out of Entebbe by the carrier of the rifles. */
export function goldFromNowhere() {
  const lot = [gold('NUGGETS', '60', '90')];
  const ucr = NOWHERE_UCR;
  const dubai = { locode: 'AEDXB' };
  return [
    step('BOUGHT', 'RECEIVE', 'A-GOLD', utc('03-01 07:00'), {
      handover: 'GX',
      place: { locode: 'CDGOM' },
      items: lot,
      declaredOrigin: 'recycled',
    }),
    step('G-OPEN', 'CONSIGN', 'A-GOLD', utc('03-03 07:00'), {
      ucr,
      commodity: 'GOLD',
      consignee: 'A-SOUK',
      endUser: 'A-SOUK',
      plan: { countries: ['UG', 'AE'], transitCountries: [] },
      items: lot,
    }),
    step('G-OUT', 'CUSTOMS_RELEASE', 'C-UG', utc('03-04 07:00'), {
      ucr,
      procedure: 'export',
      place: ENTEBBE,
    }),
    ...hand('G1', ['A-GOLD', 'A-FLY'], [utc('03-04 09:00'), utc('03-04 10:00')], ENTEBBE, lot, ucr),
    ...leg(
      'GL',
      'A-FLY',
      [utc('03-04 17:00'), utc('03-04 23:00'), utc('03-04 23:00')],
      [ENTEBBE, dubai],
      { mode: 'air', meansId: 'UR-CXX' },
      lot,
      ucr,
    ),
    ...hand('G2', ['A-FLY', 'A-SOUK'], [utc('03-05 08:00'), utc('03-05 09:00')], dubai, lot, ucr),
  ];
}

export const GUNS_REGISTRY = registry([
  party('C-RS', 'RS', ['customs']),
  party('C-UG', 'UG', ['customs']),
  party('G-UG', 'UG', ['inspector']),
  party('G-SS', 'SS', ['inspector']),
  party('A-MAKE', 'RS', ['producer', 'exporter'], 'BO-A1'),
  party('A-FLY', 'UA', ['carrier'], 'BO-A2'),
  party('A-ARMY', 'UG', ['endUser', 'importer']),
  party('A-GOLD', 'UG', ['exporter', 'processor'], 'BO-A3'),
  party('A-SOUK', 'AE', ['refiner', 'importer'], 'BO-A4'),
]);
