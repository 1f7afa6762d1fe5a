import type { Facts } from '../lineage.js';
import type { Consignment } from '../replay/consignment.js';
import type { ReplayedLineage } from '../replay/replay.js';
import type { RuleParameters } from '../rules/rule.js';

/** Worth knowing and no gap: it opens no alert and changes no verdict. Made anew for each answer, never recorded. */
export interface Note {
  /** Code of the rule to whose subject it belongs. */
  readonly rule: string;
  /** One plain sentence. */
  readonly sentence: string;
  /** Statement hashes, hex. */
  readonly evidence: readonly string[];
}

/** A consignment at a moment. */
export interface NotedCase {
  readonly lineage: ReplayedLineage;
  readonly consignment: Consignment;
  readonly facts: Facts;
  readonly parameters: RuleParameters;
  /** Epoch milliseconds. */
  readonly now: number;
}
