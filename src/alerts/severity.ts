import type { Severity } from '../custody/vocabulary/finding.js';

const HOUR = 3_600_000;

/** Within how long an alert must be acknowledged, in milliseconds (`http-api.md`, "Alerts"); INFO has no limit. */
const ACKNOWLEDGE_WITHIN: Readonly<Record<Severity, number | undefined>> = {
  CRITICAL: 4 * HOUR,
  HIGH: 24 * HOUR,
  MEDIUM: 72 * HOUR,
  LOW: 14 * 24 * HOUR,
  INFO: undefined,
};

/** When an alert raised at `since` (epoch ms) must have been acknowledged. */
export function acknowledgeBy(severity: Severity, since: number): number | undefined {
  const within = ACKNOWLEDGE_WITHIN[severity];
  return within === undefined ? undefined : since + within;
}

/** Resolving such an alert needs a second person. */
export function needsWitness(severity: Severity): boolean {
  return severity === 'HIGH' || severity === 'CRITICAL';
}
