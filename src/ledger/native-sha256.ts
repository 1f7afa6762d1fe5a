import { hash } from 'node:crypto';

/**
 * SHA-256 by OpenSSL in one call: several times quicker than the core's own, with the same result. The core's
 * functions take it as their last argument.
 */
export function nativeSha256(data: Uint8Array | string): Buffer {
  return hash('sha256', data, 'buffer');
}
