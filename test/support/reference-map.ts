import { createHash } from 'node:crypto';

export interface ReferenceLeaf {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 32 bytes. */
  readonly value: Uint8Array;
}

/** docs/reference/completeness.md, sections 3 and 4, written down as they stand there: an oracle of its own. */
export function referenceMapRoot(leaves: readonly ReferenceLeaf[], bit = 0): Buffer {
  const [only, ...more] = leaves;
  if (only === undefined) return Buffer.alloc(32);
  if (more.length === 0) return sha256(Buffer.of(2), only.key, only.value);
  const [left, right] = [0, 1].map((side) =>
    referenceMapRoot(
      leaves.filter(({ key }) => bitOf(key, bit) === side),
      bit + 1,
    ),
  );
  return sha256(Buffer.of(3), left!, right!);
}

/** Siblings of the path of a key, lowest first, and the leaf it ends in, of this key or of another. */
export function referenceMapPath(
  leaves: readonly ReferenceLeaf[],
  key: Uint8Array,
  bit = 0,
): { readonly siblings: readonly Buffer[]; readonly leaf: ReferenceLeaf | undefined } {
  if (leaves.length <= 1) return { siblings: [], leaf: leaves[0] };
  const isOnPath = (leaf: ReferenceLeaf) => bitOf(leaf.key, bit) === bitOf(key, bit);
  const below = referenceMapPath(leaves.filter(isOnPath), key, bit + 1);
  const beside = leaves.filter((leaf) => !isOnPath(leaf));
  return { ...below, siblings: [...below.siblings, referenceMapRoot(beside, bit + 1)] };
}

/** What the map holds for a subject with these entries. */
export function referenceMapValue(
  salt: Uint8Array,
  entries: readonly { readonly index: number; readonly leafHash: Uint8Array }[],
): Buffer {
  let chain: Uint8Array = Buffer.alloc(32);
  for (const { index, leafHash } of entries)
    chain = sha256(Buffer.of(4), chain, u64(index), leafHash);
  return sha256(Buffer.of(5), salt, u64(entries.length), chain);
}

function bitOf(bytes: Uint8Array, bit: number): number {
  return Number((BigInt(`0x${Buffer.from(bytes).toString('hex')}`) >> BigInt(255 - bit)) & 1n);
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
