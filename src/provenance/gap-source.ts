import type { Reader } from '../access/reader.js';
import type { Severity } from '../custody/vocabulary/finding.js';

/** Nest token of the {@link GapSource}; alerts binds it. */
export const GAP_SOURCE = Symbol('GAP_SOURCE');

/** A gap in provenance as its alert stood at some log index. */
export interface Gap {
  /** Alert id: 32 hex digits. */
  readonly alert: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Alert state, such as `OPEN` or `CURED_LATE`. */
  readonly state: string;
  /** Does it stand: neither cured, nor resolved as harmless? Only standing gaps count for the verdict. */
  readonly isStanding: boolean;
  /** What an inspector found who resolved it, such as `confirmed-illicit`. */
  readonly finding?: string | undefined;
  /** What the rule judged, such as an item, a handover or a consignment key. */
  readonly subject: string;
  readonly sentence: string;
  /** Hashes (lower-case hex) of the statements it rests on. */
  readonly evidence: readonly string[];
  readonly ucr?: string | undefined;
  readonly items: readonly string[];
  /** Recorded time of the finding that opened it, epoch milliseconds. */
  readonly openedAt: number;
}

export interface GapQuery {
  readonly items: readonly string[];
  /** Keys `<UCR>;<year>`. */
  readonly consignments: readonly string[];
  /** Only what the log held up to and including this index. */
  readonly upTo: number;
}

/** Provenance declares what its answer needs to know of alerts; alerts, which folds findings and decisions, has it. */
export interface GapSource {
  /** Gaps that concern any of the items or consignments, oldest first. */
  gapsOf(query: GapQuery): Promise<readonly Gap[]>;

  /** Of these alerts (ids), those the reader may read. */
  readableBy(reader: Reader, alerts: readonly string[]): Promise<ReadonlySet<string>>;
}
