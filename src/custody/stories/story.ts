import { NO_FACTS, type Facts, type RecordedEvent } from '../lineage.js';
import { custodyEvent, type CustodyEvent } from '../vocabulary/event.js';
import type {
  DelegationFact,
  EmbargoFact,
  PartyFact,
  PlaceFact,
  RangeFact,
  ScreeningFact,
  SiteFact,
} from '../vocabulary/registration.js';
import { parseInstant } from '../vocabulary/times.js';

/** An event without what the harness adds. */
export type StoryEvent = Readonly<Record<string, unknown>> & {
  readonly eventId: string;
  readonly occurredAt: string;
};

export interface StoryStep {
  readonly recordedAt: string;
  readonly event: StoryEvent;
}

export interface StoryRegistry {
  readonly parties?: readonly PartyFact[];
  readonly sites?: readonly SiteFact[];
  readonly places?: readonly PlaceFact[];
  readonly ranges?: readonly RangeFact[];
  readonly screening?: readonly ScreeningFact[];
  readonly embargoes?: readonly EmbargoFact[];
  readonly delegations?: readonly DelegationFact[];
}

export function factsOf({ parties, sites, places, ...lists }: StoryRegistry): Facts {
  return {
    ...NO_FACTS,
    ...lists,
    parties: new Map(parties?.map((party) => [party.id, party])),
    sites: new Map(sites?.map((site) => [site.id, site])),
    places: new Map(places?.map((place) => [place.locode, place])),
  };
}

/** A stand-in for the statement hash that a reader of a failing test can read back. */
export function hashOf(eventId: string): string {
  return Array.from(eventId, (character) => character.charCodeAt(0).toString(16))
    .join('')
    .padEnd(64, '0');
}

/** A story is told in many orders; each of its events is read once. */
const read = new WeakMap<StoryEvent, CustodyEvent>();

export function eventOf(told: StoryEvent, events: readonly RecordedEvent[]): CustodyEvent {
  const before = read.get(told);
  if (before !== undefined) return before;
  const refs = Array.isArray(told['refs']) ? { refs: told['refs'].map(String).map(hashOf) } : {};
  const event = { schema: 'custody-event/1', ledger: 'rehearsal/memory', ...told, ...refs };
  const parsed = custodyEvent.safeParse(event);
  if (!parsed.success) {
    throw new Error(`step ${events.length} (${told.eventId}): ${parsed.error.message}`);
  }
  read.set(told, parsed.data);
  return parsed.data;
}

export function instant(text: string): number {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`not a time: ${text}`);
  return at;
}
