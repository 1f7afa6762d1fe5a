import { concatBytes, encodeUtf8 } from './bytes.js';
import { isSize } from './decimal.js';
import { ProtocolError } from './errors.js';

/** A witness's signature on a checkpoint, with the POSIX seconds at which it was made. */
export interface Cosignature {
  readonly time: number;
  readonly signature: Uint8Array;
}

/** C2SP tlog-cosignature, Ed25519 form: the bytes a witness signs over a checkpoint's text. */
export function cosignedMessage(checkpointText: string, time: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}

/**
 * The signature field of a cosignature line: eight bytes of time, big-endian, and the signature.
 *
 * @throws ProtocolError `bad-argument`
 */
export function formatCosignature({ time, signature }: Cosignature): Uint8Array {
  if (!isSize(time) || signature.length !== 64)
    throw new ProtocolError('bad-argument', 'a cosignature has a time and 64 signature bytes');
  const field = new Uint8Array(8);
  const view = new DataView(field.buffer);
  view.setUint32(0, Math.floor(time / 2 ** 32));
  view.setUint32(4, time % 2 ** 32);
  return concatBytes(field, signature);
}

/** @returns `undefined` when the field has another length or a time beyond the safe integers */
export function parseCosignature(field: Uint8Array): Cosignature | undefined {
  if (field.length !== 72) return undefined;
  const view = new DataView(field.buffer, field.byteOffset, 8);
  const time = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  return isSize(time) ? { time, signature: field.slice(8) } : undefined;
}
