import type { KnownUses } from './uses/use.js';
import type { CustodyEvent } from './vocabulary/event.js';
import type {
  DelegationFact,
  EmbargoFact,
  PartyFact,
  PlaceFact,
  RangeFact,
  ScreeningFact,
  SiteFact,
} from './vocabulary/registration.js';

export type {
  DelegationFact,
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
  /** RFC 7638 thumbprints of the keys that signed it; left out where nobody asks, as in stories. */
  readonly signedBy?: readonly string[];
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
 * consignments; for each TRANSFORM, SPLIT or MERGE among these the events that touch its inputs; and the documents
 * and amended plans of every consignment that events of the focus belong to.
 */
export interface Lineage {
  /** In log order, each once. CORRECTs travel with the events they correct. */
  readonly events: readonly RecordedEvent[];
  readonly focus: Focus;
  /** What is known of the marks, papers, containers, sites and accounts that the events share with other lineages. */
  readonly shared?: KnownUses;
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
  /** Who may sign what for whom; none when left out. */
  readonly delegations?: readonly DelegationFact[];
  /** Keys that were revoked as compromised: since when (epoch milliseconds), by thumbprint. */
  readonly compromised?: ReadonlyMap<string, number>;
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
