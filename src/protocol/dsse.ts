import { concatBytes, encodeUtf8 } from './bytes.js';

/**
 * DSSE v1 pre-authentication encoding: the bytes that are signed. Lengths count bytes, so no type and
 * payload can be moved against each other.
 *
 * @example preAuthEncoding('t', encodeUtf8('hi')) // DSSEv1 1 t 2 hi
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = encodeUtf8(payloadType);
  const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  return concatBytes(head, payload);
}
