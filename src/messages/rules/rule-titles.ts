import type { Say } from '../messages.js';

/** Codes of the rules, in the order of the catalogue. */
export const RULE_CODES = [
  'HANDOVER_UNCONFIRMED',
  'ORPHAN_RECEIPT',
  'CUSTODY_BREAK',
  'CUSTODY_FORK',
  'ORIGIN_MISSING',
  'HOLD_BREACHED',
  'POST_TERMINAL_ACTIVITY',
  'SELF_DEALING_HANDOVER',
  'DWELL_EXCEEDED',
  'TRANSIT_OVERDUE',
  'IMPOSSIBLE_TRAVEL',
  'ROUTE_DEVIATION',
  'TIME_ORDER_VIOLATION',
  'LATE_RECORDING',
  'SITE_LOCATION_MISMATCH',
  'QTY_HANDOVER_VARIANCE',
  'MASS_GAIN',
  'SPLIT_MERGE_IMBALANCE',
  'MASS_BALANCE_OVERDRAWN',
  'YIELD_ANOMALY',
  'VALUE_UNIT_ANOMALY',
  'SERIAL_DUPLICATE',
  'MARKING_DEFICIENT',
  'ITEM_SET_MISMATCH',
  'TAG_REUSE',
  'TAG_NOT_ISSUED',
  'SEAL_DISCREPANCY',
  'CONTAINER_ANOMALY',
  'DOC_MISSING',
  'DOC_NOT_VALID',
  'DOC_REUSE',
  'DOC_CONTENT_MISMATCH',
  'PARTY_SANCTIONED',
  'DESTINATION_PROHIBITED',
  'PARTY_OR_SITE_INELIGIBLE',
  'END_USER_MISMATCH',
  'DELIVERY_UNVERIFIED',
  'PRODUCTION_IMPLAUSIBLE',
  'FLOW_ASYMMETRY',
  'LINKED_FLOWS',
  'KEY_COMPROMISE_RETRO',
  'DEVICE_SEQUENCE_GAP',
  'CORRECTION_ABUSE',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** What a rule is about, in plain words; `undefined` for a rule that is newer than this text. */
export function titleOfRule(code: string, say: Say): string | undefined {
  const known = RULE_CODES.find((each) => each === code);
  return known && say(`rule.${known}`);
}
