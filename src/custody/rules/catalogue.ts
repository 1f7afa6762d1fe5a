import { custodyBreak } from './custody-break.js';
import { custodyFork } from './custody-fork.js';
import { docMissing } from './doc-missing.js';
import { handoverUnconfirmed } from './handover-unconfirmed.js';
import { holdBreached } from './hold-breached.js';
import { itemSetMismatch } from './item-set-mismatch.js';
import { lateRecording } from './late-recording.js';
import { massGain } from './mass-gain.js';
import { originMissing } from './origin-missing.js';
import { orphanReceipt } from './orphan-receipt.js';
import { qtyHandoverVariance } from './qty-handover-variance.js';
import type { Rule } from './rule.js';
import { sealDiscrepancy } from './seal-discrepancy.js';
import { timeOrderViolation } from './time-order-violation.js';
import { transitOverdue } from './transit-overdue.js';

/** All rules, in the order of the catalogue. A new rule is a file beside this one and a line here. */
export const RULES: readonly Rule[] = [
  handoverUnconfirmed,
  orphanReceipt,
  custodyBreak,
  custodyFork,
  originMissing,
  holdBreached,
  transitOverdue,
  timeOrderViolation,
  lateRecording,
  qtyHandoverVariance,
  massGain,
  itemSetMismatch,
  sealDiscrepancy,
  docMissing,
];
