import type { Scenario } from './scenario.js';

const ucr = '6RW311900264-GS2605';
const shed = { locode: 'RWGYI' };
const bag = (itemId: string, value: string) => ({
  itemId,
  hs: '261590',
  qty: { value, unit: 'KGM' },
});
const lot = bag('GIS-X1', '2400');

/**
 * Ore of unknown origin is bought at night, blended with a small legitimate lot, and exported as one: more metal comes
 * out than went in, the seal changes on the road, and the truck ignores a customs hold.
 */
export const coltanLaundered: Scenario = {
  format: 'custody-scenario/v1',
  id: 'coltan-laundered',
  title: 'Coltan of unknown origin blended into a legitimate lot',
  registry: {
    parties: [
      {
        id: 'RUTSIRO-COOP',
        name: 'Rutsiro Lakeside Cooperative',
        country: 'RW',
        roles: ['producer'],
        offlineRegistered: true,
      },
      {
        id: 'GISENYI-CPT',
        name: 'Gisenyi Comptoir SARL',
        country: 'RW',
        roles: ['processor', 'exporter'],
      },
      { id: 'LAKE-HAUL', name: 'Great Lakes Haulage', country: 'RW', roles: ['carrier'] },
      {
        id: 'HARZ-TANTAL',
        name: 'Harz Tantal GmbH',
        country: 'DE',
        roles: ['smelter', 'importer'],
      },
      { id: 'CUSTOMS-RW', name: 'Rwanda customs', country: 'RW', roles: ['customs'] },
      { id: 'CUSTOMS-TZ', name: 'Tanzania customs', country: 'TZ', roles: ['customs'] },
      { id: 'MINES-RW', name: 'Rwanda mines inspectorate', country: 'RW', roles: ['inspector'] },
    ],
    sites: [
      {
        id: 'RW-RTS-019',
        operator: 'RUTSIRO-COOP',
        kind: 'ASM',
        lat: -1.86,
        lon: 29.34,
        capacityPerMonth: 1500,
        unit: 'KGM',
        status: [{ status: 'green', from: '2025-12-01' }],
      },
    ],
    ranges: [
      {
        kind: 'mineTag',
        prefix: 'RW-MT-',
        from: 720001,
        to: 720030,
        issuedBy: 'MINES-RW',
        issuedTo: 'RW-RTS-019',
        issuedOn: '2026-04-01',
      },
    ],
    places: [
      { locode: 'RWGYI', name: 'Gisenyi', function: '--3-----', lat: -1.7028, lon: 29.2564 },
    ],
    screening: [],
    embargoes: [],
  },
  steps: [
    {
      recordedAt: '2026-05-12T08:00:00Z',
      event: {
        eventId: 'cl-01',
        type: 'COMMISSION',
        occurredAt: '2026-05-11T15:00:00+02:00',
        actor: 'RUTSIRO-COOP',
        witness: 'MINES-RW',
        place: { lat: -1.861, lon: 29.342, site: 'RW-RTS-019' },
        basis: 'mined',
        tags: [{ prefix: 'RW-MT-', from: 720001, to: 720018 }],
        items: [{ ...bag('RTS-L1', '900'), assay: { analyte: 'Ta2O5', pct: '21' } }],
      },
    },
    {
      recordedAt: '2026-05-13T05:00:00Z',
      event: {
        eventId: 'cl-02',
        type: 'DISPATCH',
        occurredAt: '2026-05-13T06:30:00+02:00',
        actor: 'RUTSIRO-COOP',
        handover: 'cl-h1',
        to: 'GISENYI-CPT',
        expectedBy: '2026-05-13T18:00:00+02:00',
        place: { lat: -1.861, lon: 29.342, site: 'RW-RTS-019' },
        transport: { mode: 'road' },
        items: [bag('RTS-L1', '900')],
      },
    },
    {
      recordedAt: '2026-05-13T13:00:00Z',
      event: {
        eventId: 'cl-03',
        type: 'RECEIVE',
        occurredAt: '2026-05-13T14:45:00+02:00',
        actor: 'GISENYI-CPT',
        handover: 'cl-h1',
        place: shed,
        items: [bag('RTS-L1', '897')],
      },
    },
    {
      recordedAt: '2026-05-14T21:40:00Z',
      event: {
        eventId: 'cl-04',
        type: 'RECEIVE',
        occurredAt: '2026-05-14T23:30:00+02:00',
        actor: 'GISENYI-CPT',
        handover: 'cl-night',
        place: shed,
        items: [bag('GIS-D1', '1400')],
        note: 'bought from visiting traders',
      },
    },
    {
      recordedAt: '2026-05-18T10:00:00Z',
      event: {
        eventId: 'cl-05',
        type: 'TRANSFORM',
        occurredAt: '2026-05-18T11:30:00+02:00',
        actor: 'GISENYI-CPT',
        place: shed,
        process: 'magnetic-separation',
        inputs: [
          { ...bag('RTS-L1', '897'), assay: { analyte: 'Ta2O5', pct: '21' } },
          { ...bag('GIS-D1', '1400'), assay: { analyte: 'Ta2O5', pct: '20' } },
        ],
        outputs: [
          { ...lot, qty: { value: '1890', unit: 'KGM' }, assay: { analyte: 'Ta2O5', pct: '31.5' } },
          { ...bag('GIS-R1', '380'), residue: true, assay: { analyte: 'Ta2O5', pct: '0.8' } },
        ],
      },
    },
    {
      recordedAt: '2026-05-20T08:00:00Z',
      event: {
        eventId: 'cl-06',
        type: 'CONSIGN',
        occurredAt: '2026-05-20T08:00:00Z',
        actor: 'GISENYI-CPT',
        ucr,
        commodity: '3T',
        consignee: 'HARZ-TANTAL',
        endUser: 'HARZ-TANTAL',
        plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
        items: [bag('GIS-X1', '1890')],
      },
    },
    {
      recordedAt: '2026-05-20T09:00:00Z',
      event: {
        eventId: 'cl-07',
        type: 'SEAL',
        occurredAt: '2026-05-20T09:00:00Z',
        actor: 'GISENYI-CPT',
        ucr,
        place: shed,
        items: [bag('GIS-X1', '1890')],
        seals: { applied: ['RW-H-91230'], class: 'H', action: 'applied' },
        transport: { mode: 'road', container: 'TEXU3070079' },
      },
    },
    {
      recordedAt: '2026-05-20T12:00:00Z',
      event: {
        eventId: 'cl-08',
        type: 'CUSTOMS_RELEASE',
        occurredAt: '2026-05-20T12:00:00Z',
        actor: 'CUSTOMS-RW',
        ucr,
        place: shed,
        procedure: 'export',
        declaration: '26RWGYI0000302',
      },
    },
    {
      recordedAt: '2026-05-21T05:00:00Z',
      event: {
        eventId: 'cl-09',
        type: 'DISPATCH',
        occurredAt: '2026-05-21T05:00:00Z',
        actor: 'GISENYI-CPT',
        ucr,
        handover: 'cl-h2',
        to: 'LAKE-HAUL',
        expectedBy: '2026-05-21T07:00:00Z',
        place: shed,
        items: [bag('GIS-X1', '1890')],
      },
    },
    {
      recordedAt: '2026-05-21T05:40:00Z',
      event: {
        eventId: 'cl-10',
        type: 'RECEIVE',
        occurredAt: '2026-05-21T05:35:00Z',
        actor: 'LAKE-HAUL',
        ucr,
        handover: 'cl-h2',
        place: shed,
        items: [bag('GIS-X1', '1890')],
        seals: { observed: ['RW-H-91230'] },
      },
    },
    {
      recordedAt: '2026-05-21T06:00:00Z',
      event: {
        eventId: 'cl-11',
        type: 'DEPART',
        occurredAt: '2026-05-21T06:00:00Z',
        actor: 'LAKE-HAUL',
        ucr,
        place: shed,
        toPlace: { locode: 'TZDAR' },
        eta: '2026-05-25T18:00:00Z',
        transport: { mode: 'road', meansId: 'RAC 204 K' },
        items: [bag('GIS-X1', '1890')],
      },
    },
    {
      recordedAt: '2026-05-25T17:00:00Z',
      event: {
        eventId: 'cl-12',
        type: 'ARRIVE',
        occurredAt: '2026-05-25T16:40:00Z',
        actor: 'LAKE-HAUL',
        ucr,
        place: { locode: 'TZDAR' },
        transport: { mode: 'road', meansId: 'RAC 204 K' },
        items: [bag('GIS-X1', '1890')],
        seals: { observed: ['KE-B-40077'] },
      },
    },
    {
      recordedAt: '2026-05-26T08:00:00Z',
      event: {
        eventId: 'cl-13',
        type: 'CUSTOMS_HOLD',
        occurredAt: '2026-05-26T08:00:00Z',
        actor: 'CUSTOMS-TZ',
        ucr,
        place: { locode: 'TZDAR' },
        reason: 'seal does not match the papers',
      },
    },
    {
      recordedAt: '2026-05-26T22:30:00Z',
      event: {
        eventId: 'cl-14',
        type: 'DEPART',
        occurredAt: '2026-05-26T22:15:00Z',
        actor: 'LAKE-HAUL',
        ucr,
        place: { locode: 'TZDAR' },
        toPlace: { locode: 'KEMBA' },
        eta: '2026-05-28T06:00:00Z',
        transport: { mode: 'road', meansId: 'RAC 204 K' },
        items: [bag('GIS-X1', '1890')],
      },
    },
  ],
  evaluateAsOf: '2026-06-08T00:00:00Z',
  expect: {
    fires: [
      'DOC_MISSING',
      'HOLD_BREACHED',
      'MASS_GAIN',
      'ORIGIN_MISSING',
      'ORPHAN_RECEIPT',
      'SEAL_DISCREPANCY',
      'TRANSIT_OVERDUE',
    ],
  },
};
