import type { Scenario } from './scenario.js';

/** Who and what the clean tantalum shipment needs. */
export const tantalumRegistry: Scenario['registry'] = {
  parties: [
    {
      id: 'BWIRA-COOP',
      name: 'Bwira Hill Mining Cooperative',
      country: 'RW',
      roles: ['producer'],
      offlineRegistered: true,
    },
    {
      id: 'NYUNGWE-MIN',
      name: 'Nyungwe Minerals Ltd',
      country: 'RW',
      roles: ['processor', 'exporter'],
    },
    { id: 'CORRIDOR-TRK', name: 'Central Corridor Trucking', country: 'TZ', roles: ['carrier'] },
    { id: 'SWAHILI-SEA', name: 'Swahili Sea Lines', country: 'TZ', roles: ['carrier'] },
    {
      id: 'HARZ-TANTAL',
      name: 'Harz Tantal GmbH',
      country: 'DE',
      roles: ['smelter', 'importer'],
    },
    { id: 'CUSTOMS-RW', name: 'Rwanda customs', country: 'RW', roles: ['customs'] },
    { id: 'CUSTOMS-TZ', name: 'Tanzania customs', country: 'TZ', roles: ['customs'] },
    { id: 'CUSTOMS-DE', name: 'German customs', country: 'DE', roles: ['customs'] },
    { id: 'MINES-RW', name: 'Rwanda mines inspectorate', country: 'RW', roles: ['inspector'] },
  ],
  sites: [
    {
      id: 'RW-BWR-007',
      operator: 'BWIRA-COOP',
      kind: 'ASM',
      lat: -2.1,
      lon: 29.58,
      capacityPerMonth: 5000,
      unit: 'KGM',
      status: [{ status: 'green', from: '2025-10-01' }],
    },
  ],
  ranges: [
    {
      kind: 'mineTag',
      prefix: 'RW-MT-',
      from: 610001,
      to: 610060,
      issuedBy: 'MINES-RW',
      issuedTo: 'RW-BWR-007',
      issuedOn: '2026-02-01',
    },
  ],
  places: [],
  screening: [],
  embargoes: [{ country: 'KP', commodity: 'ARMS' }],
};
