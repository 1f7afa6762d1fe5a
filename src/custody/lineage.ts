import type { CustodyEvent } from './vocabulary/event.js';
import type {
  EmbargoFact,
  PartyFact,
  PlaceFact,
  RangeFact,
  ScreeningFact,
  SiteFact,
} from './vocabulary/registration.js';

export type {
  EmbargoFact,
  PartyFact,
  PlaceFact,
  RangeFact,
  ScreeningFact,
  SiteFact,
} from './vocabulary/registration.js';

/** A custody event as the log keeps it. */
export interface RecordedEvent {
  /** Place in the log, 0-based. */
  readonly index: number;
  /** Statement hash, lower-case hex. */
  readonly hash: string;
  /** The server's time, epoch milliseconds. */
  readonly recordedAt: number;
  /** The signer's claim, epoch milliseconds. */
  readonly occurredAt: number;
  readonly event: CustodyEvent;
  /** Key `<UCR>;<year>` of the consignment the event belongs to. */
  readonly consignment?: string;
}

/** What is to be judged: ids of items, keys of consignments. */
export interface Focus {
  readonly items: readonly string[];
  readonly consignments: readonly string[];
}

/**
 * Every event that touches the focus items; the events of the handovers those name; the events of the focus
 * consignments; and for each TRANSFORM, SPLIT or MERGE among these the events that touch its inputs.
 */
export interface Lineage {
  /** In log order, each once. CORRECTs travel with the events they correct. */
  readonly events: readonly RecordedEvent[];
  readonly focus: Focus;
}

/** The registry as of one entry of the log. */
export interface Facts {
  /** By party id. */
  readonly parties: ReadonlyMap<string, PartyFact>;
  /** By site id. */
  readonly sites: ReadonlyMap<string, SiteFact>;
  /** By UN/LOCODE. */
  readonly places: ReadonlyMap<string, PlaceFact>;
  readonly ranges: readonly RangeFact[];
  readonly screening: readonly ScreeningFact[];
  readonly embargoes: readonly EmbargoFact[];
  /** When the ledger began, epoch milliseconds: the start of the window for opening balances. */
  readonly openedAt?: number;
}

/** A registry without entries. */
export const NO_FACTS: Facts = {
  parties: new Map(),
  sites: new Map(),
  places: new Map(),
  ranges: [],
  screening: [],
  embargoes: [],
};
