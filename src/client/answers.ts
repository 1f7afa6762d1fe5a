import type {
  PartyFact,
  PublicKeyJwk,
  ScreeningFact,
  SiteFact,
} from '../custody/vocabulary/registration.js';
import type { Receipt, StatementKind } from '../protocol/index.js';

/** What the service answers. Times are RFC 3339, UTC, milliseconds; hashes lower-case hex. */

export interface WellKnown {
  readonly origin: string;
  /** Verification key of the ledger (C2SP vkey). Trust it only as far as the channel it came by. */
  readonly vkey: string;
  /** Keys that signed before a rotation, oldest first. */
  readonly formerKeys: readonly FormerKey[];
  /** Proof of how they followed each other: what `checkRotations` of the protocol reads. */
  readonly rotations: readonly { readonly envelope: EnvelopeJson; readonly receipt: Receipt }[];
  /** Which witnesses the ledger asks, and how many of them must have cosigned (C2SP tlog-policy); `null` = none. */
  readonly policy: string | null;
  readonly profile: string;
  readonly apiVersion: string;
  readonly limits: {
    readonly payloadBytes: number;
    readonly depth: number;
    readonly batch: number;
  };
}

export interface FormerKey {
  readonly vkey: string;
  /** Index of the rotation; heads up to this size are signed by this key. */
  readonly replacedBy: number;
}

/** A page of a list; `next` is the cursor of the page after, `null` on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** An envelope as JSON, in base64: what `envelopeOfJson` of the protocol reads. */
export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export interface Appended {
  /** False when the ledger already had the statement; the receipt is then the first one. */
  readonly isNew: boolean;
  readonly receipt: Receipt;
}

export interface Recoveries {
  readonly items: readonly {
    readonly index: number;
    readonly envelope: EnvelopeJson;
    readonly receipt: Receipt;
  }[];
}

export interface RecordedStatement {
  readonly envelope: EnvelopeJson;
  /** Base64 of the entry bytes. */
  readonly entry: string;
  readonly receipt: Receipt;
}

export interface FeedItem {
  readonly index: number;
  readonly kind: Exclude<StatementKind, 'login'>;
  readonly recordedAt: string;
  readonly statementHash: string;
  readonly envelope: EnvelopeJson;
}

export interface FeedPage extends Page<FeedItem> {
  /** Last entry looked at: `after` of the next call once the log has grown. */
  readonly scannedTo: number;
}

export type SearchResult =
  | {
      readonly kind: 'consignment';
      readonly ucr: string;
      /** `<UCR>;<year>`. */
      readonly key: string;
      readonly year: number;
      readonly by: string;
    }
  | { readonly kind: 'item'; readonly itemId: string; readonly by: string };

export interface RegisteredKey {
  readonly keyid: string;
  readonly jwk: PublicKeyJwk;
  /** Index of the entry that registered the key. */
  readonly registeredAt: number;
  readonly revokedAt: number | null;
  readonly compromisedSince: string | null;
}

type Described<Fact, Public extends keyof Fact> = Readonly<
  Pick<Fact, Public> & Partial<Omit<Fact, Public>>
>;

/** A party as registered; identifiers, owner and licences only for authorities and the party itself. */
export interface PartyAnswer extends Described<PartyFact, 'id' | 'name' | 'country' | 'roles'> {
  readonly keys: readonly RegisteredKey[];
  /** Which entries of sanctions lists name it; only for authorities. */
  readonly screening?: readonly Omit<ScreeningFact, 'party'>[];
  /** Index of the entry that says so. */
  readonly entry: number;
}

/** A site as registered; coordinates and capacity only for authorities and its operator. */
export interface SiteAnswer extends Described<SiteFact, 'id' | 'operator' | 'kind' | 'status'> {
  readonly entry: number;
}
