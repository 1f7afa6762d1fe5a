import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** A SHA-256 implementation. The core uses noble's; a server may hand in a native one where it is hot. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const HASH_BYTES = 32;

export const sha256: Sha256 = (bytes) => nobleSha256(bytes);
