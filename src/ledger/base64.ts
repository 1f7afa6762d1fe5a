/** Node's own base64 (RFC 4648 section 4), several times quicker than the core's. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
