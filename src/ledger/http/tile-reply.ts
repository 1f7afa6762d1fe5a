import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { weighted } from '../../platform/http/weighted.js';
import { nativeSha256 } from '../native-sha256.js';

const gzipped = promisify(gzip);

/** A tile never changes; a partial one is superseded, not changed. */
const FOR_EVER = 'public, max-age=604800, immutable';
/** Below this the frame of a gzip eats what it saves. */
const WORTH_PACKING_BYTES = 512;

/**
 * Sends a tile or bundle with headers by which caches may keep it for ever. Only bundles of entries are packed: hashes
 * cannot be. An answer that is an error never comes here, so that none of the headers outlives its cause; while the
 * log is in doubt (it went back, or is not as it was signed) no cache may keep what it shows.
 */
export async function sendTile(
  request: FastifyRequest,
  reply: FastifyReply,
  tile: { readonly bytes: Buffer; readonly isPackable: boolean; readonly isInDoubt: boolean },
): Promise<void> {
  const { bytes, isPackable, isInDoubt } = tile;
  const isPacked = isPackable && bytes.length >= WORTH_PACKING_BYTES && takesGzip(request);
  // Another representation, another strong tag (RFC 9110, section 8.8.3.3).
  const tag = `"${nativeSha256(bytes).toString('hex').slice(0, 32)}${isPacked ? '-gzip' : ''}"`;
  if (isInDoubt) void reply.header('cache-control', 'no-store');
  else void reply.header('cache-control', FOR_EVER).header('etag', tag);
  if (isPackable) void reply.header('vary', 'accept-encoding');
  if (!isInDoubt && isKnown(request, tag)) {
    void reply.code(304).send();
    return;
  }
  void reply.type('application/octet-stream');
  if (isPacked) void reply.header('content-encoding', 'gzip');
  void reply.send(isPacked ? await gzipped(bytes, { level: constants.Z_BEST_SPEED }) : bytes);
}

/** `gzip` or `*` in Accept-Encoding, unless its weight is 0 (RFC 9110, section 12.5.3). */
function takesGzip({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const codings = weighted(headers['accept-encoding'] ?? '');
  const weights = new Map(codings.map(({ value, weight }) => [value, weight]));
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

/** If-None-Match compares weakly: a cache may have weakened the tag. */
function isKnown({ headers }: FastifyRequest, tag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  return (
    known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//u, '') === tag)
  );
}
