import { decodeBase64, encodeBase64 } from './bytes.js';
import { isSize, parseDecimal } from './decimal.js';
import { ProtocolError } from './errors.js';
import { HASH_BYTES } from './hash.js';
import { MAX_PROOF_HASHES } from './merkle-proof.js';

/** C2SP tlog-proof: all that ties one entry to a signed checkpoint. */
export interface TlogProof {
  readonly index: number;
  /** Inclusion path, leaf side first. */
  readonly proof: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const INDEX_START = 'index ';

/** @throws ProtocolError `malformed-proof` */
export function formatTlogProof({ index, proof, checkpoint }: TlogProof): string {
  if (!isSize(index)) throw malformed(`${index} is not an index`);
  checkHashes(proof);
  const lines = [FIRST_LINE, `${INDEX_START}${index}`, ...proof.map(encodeBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Reads a proof without verifying it. The optional `extra` line is refused: nothing authenticates it and
 * this ledger writes none.
 *
 * @throws ProtocolError `malformed-proof` or `bad-base64`
 */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('it has no checkpoint');
  const [first, index = '', ...hashes] = text.slice(0, split).split('\n');
  if (first !== FIRST_LINE) throw malformed(`its first line is not ${FIRST_LINE}`);
  if (!index.startsWith(INDEX_START)) throw malformed('its second line is not an index');
  if (hashes.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  const proof = hashes.map(decodeBase64);
  checkHashes(proof);
  return {
    index: parseDecimal(index.slice(INDEX_START.length), 'malformed-proof'),
    proof,
    checkpoint: text.slice(split + 2),
  };
}

function checkHashes(proof: readonly Uint8Array[]): void {
  if (proof.length > MAX_PROOF_HASHES) throw malformed('it has more than 63 hashes');
  if (proof.some(({ length }) => length !== HASH_BYTES)) throw malformed('a hash has not 32 bytes');
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-proof', `the proof is malformed: ${why}`);
}
