import type { Commodity } from '../custody/vocabulary/event-types.js';
import type { Severity } from '../custody/vocabulary/finding.js';

export type Verdict = 'UNKNOWN' | 'BROKEN' | 'ALERT' | 'REVIEW' | 'PENDING' | 'SUPPORTED';

/** `party`: only the own events and the handovers next to them, no verdict, only gaps a party can cure. */
export type View = 'authority' | 'party';

export interface QuantityAnswer {
  readonly value: string;
  readonly unit: string;
}

export interface PlaceAnswer {
  readonly locode?: string;
  readonly site?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly accuracyM?: number;
  readonly country: string | null;
  readonly name: string | null;
}

export type LocationAnswer =
  | { readonly state: 'unknown' }
  | { readonly state: 'at'; readonly place: PlaceAnswer }
  | { readonly state: 'moving'; readonly from: PlaceAnswer; readonly to: PlaceAnswer };

/** Independent of custody: a customs hold changes no custodian. */
export interface ControlAnswer {
  readonly state: 'free' | 'held' | 'seized';
  readonly by: readonly string[];
}

export interface TimelineStep {
  readonly index: number;
  readonly statementHash: string;
  readonly event: string;
  readonly eventId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly party: string;
  readonly onBehalfOf: string | null;
  readonly witness: string | null;
  readonly to: string | null;
  readonly handover: string | null;
  readonly ucr: string | null;
  readonly place: PlaceAnswer | null;
  readonly items: readonly {
    readonly itemId: string;
    readonly role: string;
    readonly quantity: QuantityAnswer;
    /** TRANSFORM: the metal it holds by its recorded assay, where there is one. */
    readonly contained?: { readonly metal: string; readonly quantity: QuantityAnswer };
  }[];
  readonly quantity: QuantityAnswer | null;
  readonly seals: {
    readonly applied: readonly string[];
    readonly observed: readonly string[];
    readonly removed: readonly string[];
  } | null;
  readonly standing: 'effective' | 'corrected' | 'annulled' | 'correction';
  readonly corrects: string | null;
}

export interface ItemStateAnswer {
  readonly itemId: string;
  readonly hs: string | null;
  readonly custody: {
    readonly state: 'none' | 'held' | 'offered' | 'consumed' | 'destroyed' | 'closed' | 'lost';
    readonly by: string | null;
    readonly to: string | null;
  };
  readonly control: ControlAnswer | null;
  readonly location: LocationAnswer;
  readonly quantity: QuantityAnswer | null;
}

export interface OriginAnswer {
  readonly item: string;
  /** An origin is on record. It may still be disputed by a gap. */
  readonly isProven: boolean;
  readonly basis: string | null;
  readonly party: string | null;
  readonly place: PlaceAnswer | null;
  readonly occurredAt: string | null;
  readonly quantity: QuantityAnswer | null;
  readonly index: number | null;
  readonly statementHash: string | null;
}

export interface GapAnswer {
  readonly alert: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: string;
  readonly isStanding: boolean;
  /** What an inspector found who resolved it, such as `confirmed-illicit`. */
  readonly finding: string | null;
  readonly isUpstream: boolean;
  readonly subject: string;
  readonly sentence: string;
  readonly evidence: readonly string[];
  readonly openedAt: string;
}

export interface DocumentAnswer {
  readonly docType: string;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly singleUse: boolean;
  readonly sha256: string;
  readonly state: 'valid' | 'notYetValid' | 'expired' | 'revoked';
  readonly party: string;
  readonly index: number;
  readonly statementHash: string;
}

export interface UpstreamAnswer {
  readonly items: readonly string[];
  readonly isComplete: boolean;
  readonly standingGaps: number;
}

export interface IntegrityAnswer {
  readonly treeSize: number;
  /** Signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  /** One for each step of the timeline; base64. */
  readonly proofs: readonly {
    readonly index: number;
    readonly statementHash: string;
    readonly entry: string;
    readonly proof: readonly string[];
  }[];
  /** That no event naming it is left out; null for a party, and before the first root of the map. */
  readonly completeness: {
    /** To be checked with `checkCompleteness` of the protocol core. */
    readonly proof: CompletenessProofAnswer;
    /** Steps of the timeline that came after what is proved. */
    readonly after: readonly number[];
  } | null;
}

export interface CompletenessProofAnswer {
  /** `consignment:<UCR>` or `item:<item id>`. */
  readonly subject: string;
  /** Proved for all entries of the log below this index. */
  readonly size: number;
  readonly entries: readonly { readonly index: number; readonly leafHash: string }[];
  readonly [member: string]: unknown;
}

export interface AsOf {
  readonly index: number;
  readonly time: string;
}

export interface NoteAnswer {
  readonly rule: string;
  readonly sentence: string;
  readonly evidence: readonly string[];
}

/** What the ledger knows about a consignment. For `view: 'party'` verdict, action and reasons are null. */
export interface ProvenanceAnswer {
  readonly ucr: string;
  /** `<UCR>;<year>`. */
  readonly key: string;
  readonly view: View;
  readonly verdict: Verdict | null;
  readonly recommendedAction: string | null;
  readonly reasons: readonly string[] | null;
  readonly asOf: AsOf;
  readonly commodity: Commodity | null;
  /** Two-signed legs among the legs whose deadline has passed. */
  readonly coverage: { readonly percent: number; readonly twoSigned: number; readonly due: number };
  readonly origins: readonly OriginAnswer[];
  readonly timeline: readonly TimelineStep[];
  readonly custodian: string | null;
  readonly control: ControlAnswer | null;
  readonly location: LocationAnswer;
  readonly items: readonly ItemStateAnswer[];
  readonly parties: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly country: string | null;
    readonly parts: readonly string[];
  }[];
  readonly documents: readonly DocumentAnswer[];
  readonly gaps: readonly GapAnswer[];
  /** Worth knowing and no gap. Missing in answers of earlier versions. */
  readonly notes?: readonly NoteAnswer[];
  readonly upstream: UpstreamAnswer;
  readonly quantities: readonly {
    readonly item: string;
    readonly declared: QuantityAnswer | null;
    readonly measured: QuantityAnswer | null;
    readonly party: string | null;
    readonly index: number | null;
  }[];
  readonly seals: {
    readonly expected: readonly {
      readonly number: string;
      readonly container: string | null;
      readonly party: string;
      readonly index: number;
    }[];
  };
  readonly integrity: IntegrityAnswer;
}

/** What the ledger knows about one item. */
export interface ItemAnswer {
  readonly itemId: string;
  readonly view: View;
  readonly asOf: AsOf;
  readonly state: ItemStateAnswer;
  readonly origins: readonly OriginAnswer[];
  readonly consignments: readonly string[];
  readonly madeFrom: readonly string[];
  readonly madeInto: readonly string[];
  readonly timeline: readonly TimelineStep[];
  readonly gaps: readonly GapAnswer[];
  readonly upstream: UpstreamAnswer;
  readonly integrity: IntegrityAnswer;
}
