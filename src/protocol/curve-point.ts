import * as ed from '@noble/ed25519';
import { equalBytes } from './bytes.js';

/**
 * RFC 8032 section 5.1.3, strictly: only the one encoding of a point.
 *
 * @returns `undefined` for any other bytes
 */
export function decodePoint(bytes: Uint8Array): ed.Point | undefined {
  try {
    const point = ed.Point.fromBytes(bytes, false);
    return equalBytes(point.toBytes(), bytes) ? point : undefined;
  } catch {
    return undefined;
  }
}
