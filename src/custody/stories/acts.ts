import type { PartyFact } from '../vocabulary/registration.js';
import type { StoryRegistry, StoryStep } from './rehearsal.js';

/** Short stories for tests: what each act needs besides what it is about. */

function party(id: string, country: string, role: PartyFact['roles'][number]): PartyFact {
  return { id, name: id, country, roles: [role] };
}

export const REGISTRY: StoryRegistry = {
  parties: [
    { ...party('MINE', 'RW', 'producer'), offlineRegistered: true },
    party('TRADER', 'RW', 'exporter'),
    party('CARRIER', 'TZ', 'carrier'),
    party('LINE', 'SG', 'carrier'),
    party('SMELTER', 'DE', 'smelter'),
    party('ARMOURER', 'CZ', 'producer'),
    party('POLICE', 'PE', 'endUser'),
    party('C-RW', 'RW', 'customs'),
    party('C-TZ', 'TZ', 'customs'),
    party('C-DE', 'DE', 'customs'),
    party('C-CZ', 'CZ', 'customs'),
    party('G-TZ', 'TZ', 'inspector'),
  ],
};

export const UCR = '6RW1234-TEST1';
export const KEY = `${UCR};2026`;
export const ARMS_UCR = '6CZ1234-TEST2';

type Members = Readonly<Record<string, unknown>>;

let count = 0;

/** An act recorded when it happened, or at `recorded`. Times are `MM-DD HH:mm` of 2026, UTC. */
export function act(
  type: string,
  actor: string,
  when: string,
  members: Members,
  recorded: string = when,
): StoryStep {
  count += 1;
  const eventId = `${type}-${count}`;
  return {
    recordedAt: timeOf(recorded),
    event: { eventId, type, actor, occurredAt: timeOf(when), ...members },
  };
}

export function timeOf(when: string): string {
  return `2026-${when.replace(' ', 'T')}:00Z`;
}

export function ore(itemId: string, kilograms: string, members: Members = {}): Members {
  return { itemId, hs: '261590', qty: { value: kilograms, unit: 'KGM' }, ...members };
}

export function guns(itemId: string, from: number, to: number, members: Members = {}): Members {
  return {
    itemId,
    hs: '930190',
    qty: { value: String(to - from + 1), unit: 'NAR' },
    serials: [{ prefix: 'AR-', from, to, width: 5 }],
    ...members,
  };
}

export function commission(
  actor: string,
  when: string,
  items: readonly Members[],
  recorded?: string,
): StoryStep {
  const areArms = items.some(({ hs }) => String(hs).startsWith('93'));
  const members = {
    basis: areArms ? 'manufactured' : 'mined',
    place: { site: 'PIT-1' },
    items,
    ...(areArms && { marking: { manufacturer: actor, country: 'CZ' } }),
  };
  return act('COMMISSION', actor, when, members, recorded);
}

interface HandoverTold {
  readonly handover: string;
  readonly from: string;
  readonly to: string;
  readonly items: readonly Members[];
  readonly ucr?: string;
}

export function dispatch(
  when: string,
  { handover, from, to, items, ucr }: HandoverTold,
  expectedBy: string,
  recorded?: string,
): StoryStep {
  const members = {
    handover,
    to,
    expectedBy: timeOf(expectedBy),
    items,
    ...(ucr !== undefined && { ucr }),
  };
  return act('DISPATCH', from, when, members, recorded);
}

export function receive(
  when: string,
  { handover, to, items, ucr }: HandoverTold,
  recorded?: string,
  more: Members = {},
): StoryStep {
  const members = { handover, items, ...(ucr !== undefined && { ucr }), ...more };
  return act('RECEIVE', to, when, members, recorded);
}

export function consign(
  actor: string,
  when: string,
  items: readonly Members[],
  members: Members = {},
): StoryStep {
  return act('CONSIGN', actor, when, {
    ucr: UCR,
    commodity: '3T',
    consignee: 'SMELTER',
    endUser: 'SMELTER',
    plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
    items,
    ...members,
  });
}

export function depart(actor: string, when: string, eta: string, members: Members = {}): StoryStep {
  return act('DEPART', actor, when, {
    ucr: UCR,
    place: { locode: 'RWKGL' },
    toPlace: { locode: 'TZDAR' },
    eta: timeOf(eta),
    transport: { mode: 'road' },
    ...members,
  });
}

export function arrive(actor: string, when: string, recorded?: string): StoryStep {
  const members = { ucr: UCR, place: { locode: 'TZDAR' }, transport: { mode: 'road' } };
  return act('ARRIVE', actor, when, members, recorded);
}

export function attach(
  when: string,
  docType: string,
  members: Members = {},
  document: Members = {},
): StoryStep {
  return act('ATTACH_DOCUMENT', 'TRADER', when, {
    ucr: UCR,
    document: {
      docType,
      number: `${docType}-1`,
      issuer: 'RW',
      issuedOn: '2026-01-02',
      expiresOn: '2026-12-31',
      singleUse: true,
      sha256: 'ab'.repeat(32),
      fields: {},
      ...document,
    },
    ...members,
  });
}
