import { createHash } from 'node:crypto';

/**
 * RFC 6962 section 2, written down as it is defined there and sharing nothing with the product: an oracle. Slow, and
 * recursive where the product walks bits. Sizes are `bigint`, hashes are 32 bytes.
 */
export class ReferenceTree {
  private readonly known = new Map<string, Buffer>();

  /** @param leafHashes SHA-256(0x00 || entry) of each entry, in order */
  constructor(private readonly leafHashes: readonly Uint8Array[]) {}

  static ofEntries(entries: readonly Uint8Array[]): ReferenceTree {
    return new ReferenceTree(entries.map(referenceLeafHash));
  }

  get size(): number {
    return this.leafHashes.length;
  }

  /** MTH(D[start:end]), section 2.1. */
  hash(start: number, end: number): Buffer {
    if (start === end) return sha256();
    if (end - start === 1) return Buffer.from(this.leafHashes[start]!);
    const name = `${start}:${end}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const middle = start + Number(largestPowerBelow(BigInt(end - start)));
    const root = nodeHash(this.hash(start, middle), this.hash(middle, end));
    this.known.set(name, root);
    return root;
  }

  root(size: number): Buffer {
    return this.hash(0, size);
  }

  /** PATH(m, D[n]), section 2.1.1. */
  path(m: number, n: number): Buffer[] {
    return this.pathWithin(m, 0, n);
  }

  /** PROOF(m, D[n]), section 2.1.2; from nothing, nothing. */
  proof(m: number, n: number): Buffer[] {
    return m === 0 ? [] : this.subproof(m, 0, n, true);
  }

  /** Bytes of tile `n` of a level in its width: roots of runs of 256^level leaves (C2SP tlog-tiles). */
  tile(level: number, n: number, width: number): Buffer {
    const leaves = 256 ** level;
    const starts = Array.from({ length: width }, (_, i) => (n * 256 + i) * leaves);
    return Buffer.concat(starts.map((start) => this.hash(start, start + leaves)));
  }

  private pathWithin(m: number, start: number, end: number): Buffer[] {
    if (end - start === 1) return [];
    const k = Number(largestPowerBelow(BigInt(end - start)));
    if (m < k) return [...this.pathWithin(m, start, start + k), this.hash(start + k, end)];
    return [...this.pathWithin(m - k, start + k, end), this.hash(start, start + k)];
  }

  private subproof(m: number, start: number, end: number, isOlderKnown: boolean): Buffer[] {
    const n = end - start;
    if (m === n) return isOlderKnown ? [] : [this.hash(start, end)];
    const k = Number(largestPowerBelow(BigInt(n)));
    if (m <= k)
      return [...this.subproof(m, start, start + k, isOlderKnown), this.hash(start + k, end)];
    return [...this.subproof(m - k, start + k, end, false), this.hash(start, start + k)];
  }
}

/**
 * What an inclusion path says the root is, read backwards from the definition of PATH.
 * @returns `undefined` when the path has not the length that the definition gives it
 */
export function rootOfPath(
  m: bigint,
  n: bigint,
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (m < 0n || m >= n) return undefined;
  if (n === 1n) return path.length === 0 ? leafHash : undefined;
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const rest = path.slice(0, -1);
  const k = largestPowerBelow(n);
  const below = m < k ? rootOfPath(m, k, leafHash, rest) : rootOfPath(m - k, n - k, leafHash, rest);
  if (below === undefined) return undefined;
  return m < k ? nodeHash(below, last) : nodeHash(last, below);
}

/**
 * The two roots that a consistency proof leads to, read backwards from the definition of SUBPROOF.
 * @returns `undefined` when the proof has not the length that the definition gives it
 */
export function rootsOfProof(
  m: bigint,
  n: bigint,
  olderRoot: Uint8Array,
  proof: readonly Uint8Array[],
): readonly [older: Uint8Array, newer: Uint8Array] | undefined {
  return m < 1n || m > n ? undefined : rootsWithin(m, n, olderRoot, proof);
}

/** @param older root of the older tree where the subtree is that whole tree, else `undefined` */
function rootsWithin(
  m: bigint,
  n: bigint,
  older: Uint8Array | undefined,
  proof: readonly Uint8Array[],
): readonly [Uint8Array, Uint8Array] | undefined {
  const last = proof.at(-1);
  const rest = proof.slice(0, -1);
  if (m === n) {
    const own = older ?? last;
    const isExact = proof.length === (older === undefined ? 1 : 0);
    return isExact && own !== undefined ? [own, own] : undefined;
  }
  if (last === undefined) return undefined;
  const k = largestPowerBelow(n);
  if (m <= k) {
    const left = rootsWithin(m, k, older, rest);
    return left && [left[0], nodeHash(left[1], last)];
  }
  const right = rootsWithin(m - k, n - k, undefined, rest);
  return right && [nodeHash(last, right[0]), nodeHash(last, right[1])];
}

export function referenceLeafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.of(0), entry);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.of(1), left, right);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** "Let k be the largest power of two smaller than n." */
function largestPowerBelow(n: bigint): bigint {
  let k = 1n;
  while (k << 1n < n) k <<= 1n;
  return k;
}
