import { createHash } from 'node:crypto';
import { canonicalize, encodeUtf8 } from '../protocol/index.js';

/**
 * The name of an alert: the first 32 hex digits of SHA-256 over the canonical JSON (RFC 8785) of
 * `[rule, subject, anchor]`. The same gap found again, by any worker, is therefore the same alert.
 */
export function alertId(rule: string, subject: string, anchor: string): string {
  const key = encodeUtf8(canonicalize([rule, subject, anchor]));
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

export const ALERT_ID_PATTERN = /^[0-9a-f]{32}$/u;
