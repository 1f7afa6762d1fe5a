import { containerAnomaly } from './container-anomaly.js';
import { correctionAbuse } from './correction-abuse.js';
import { custodyBreak } from './custody-break.js';
import { custodyFork } from './custody-fork.js';
import { deliveryUnverified } from './delivery-unverified.js';
import { destinationProhibited } from './destination-prohibited.js';
import { docContentMismatch } from './doc-content-mismatch.js';
import { docMissing } from './doc-missing.js';
import { docNotValid } from './doc-not-valid.js';
import { docReuse } from './doc-reuse.js';
import { deviceSequenceGap } from './device-sequence-gap.js';
import { dwellExceeded } from './dwell-exceeded.js';
import { endUserMismatch } from './end-user-mismatch.js';
import { flowAsymmetry } from './flow-asymmetry.js';
import { handoverUnconfirmed } from './handover-unconfirmed.js';
import { holdBreached } from './hold-breached.js';
import { impossibleTravel } from './impossible-travel.js';
import { itemSetMismatch } from './item-set-mismatch.js';
import { keyCompromiseRetro } from './key-compromise-retro.js';
import { lateRecording } from './late-recording.js';
import { linkedFlows } from './linked-flows.js';
import { markingDeficient } from './marking-deficient.js';
import { massBalanceOverdrawn } from './mass-balance-overdrawn.js';
import { massGain } from './mass-gain.js';
import { originMissing } from './origin-missing.js';
import { orphanReceipt } from './orphan-receipt.js';
import { partyOrSiteIneligible } from './party-or-site-ineligible.js';
import { partySanctioned } from './party-sanctioned.js';
import { postTerminalActivity } from './post-terminal-activity.js';
import { productionImplausible } from './production-implausible.js';
import { qtyHandoverVariance } from './qty-handover-variance.js';
import { routeDeviation } from './route-deviation.js';
import type { Rule } from './rule.js';
import { sealDiscrepancy } from './seal-discrepancy.js';
import { selfDealingHandover } from './self-dealing-handover.js';
import { serialDuplicate } from './serial-duplicate.js';
import { siteLocationMismatch } from './site-location-mismatch.js';
import { splitMergeImbalance } from './split-merge-imbalance.js';
import { tagNotIssued } from './tag-not-issued.js';
import { tagReuse } from './tag-reuse.js';
import { timeOrderViolation } from './time-order-violation.js';
import { transitOverdue } from './transit-overdue.js';
import { valueUnitAnomaly } from './value-unit-anomaly.js';
import { yieldAnomaly } from './yield-anomaly.js';

/** All rules, in the order of the catalogue. A new rule is a file beside this one and a line here. */
export const RULES: readonly Rule[] = [
  handoverUnconfirmed,
  orphanReceipt,
  custodyBreak,
  custodyFork,
  originMissing,
  holdBreached,
  postTerminalActivity,
  selfDealingHandover,
  dwellExceeded,
  transitOverdue,
  impossibleTravel,
  routeDeviation,
  timeOrderViolation,
  lateRecording,
  siteLocationMismatch,
  qtyHandoverVariance,
  massGain,
  splitMergeImbalance,
  massBalanceOverdrawn,
  yieldAnomaly,
  valueUnitAnomaly,
  serialDuplicate,
  markingDeficient,
  itemSetMismatch,
  tagReuse,
  tagNotIssued,
  sealDiscrepancy,
  containerAnomaly,
  docMissing,
  docNotValid,
  docReuse,
  docContentMismatch,
  partySanctioned,
  destinationProhibited,
  partyOrSiteIneligible,
  endUserMismatch,
  deliveryUnverified,
  productionImplausible,
  flowAsymmetry,
  linkedFlows,
  keyCompromiseRetro,
  deviceSequenceGap,
  correctionAbuse,
];
