import { type LogSource, readEntries, readNodes } from '../../client/log-source.js';
import {
  type Checkpoint,
  checkInclusion,
  type Entry,
  hashLeaf,
  inclusionNodes,
  parseEntry,
  proveInclusion,
} from '../../protocol/index.js';

export interface ProvedEntry {
  readonly entry: Entry;
  readonly leaf: Uint8Array;
  /** The hashes beside the way from the leaf to the root, the lowest first. */
  readonly path: readonly Uint8Array[];
  /** Leaf and path lead to the root that the ledger signed. */
  readonly holds: boolean;
}

/**
 * An entry with the proof that it stands in the signed state. The proof is made here from the log's tiles, which need not
 * be trusted: a wrong one makes it fail.
 *
 * @param index below the size of the checkpoint
 */
export async function proveEntry(
  source: LogSource,
  index: number,
  { size, root }: Checkpoint,
): Promise<ProvedEntry> {
  const { value: bytes } = await readEntries(source, index, size).next();
  if (bytes === undefined) throw new Error(`the log holds no entry ${index}`);
  const leaf = hashLeaf(bytes);
  const read = await readNodes(source, inclusionNodes(index, size), size);
  const path = proveInclusion(index, size, read);
  return {
    entry: parseEntry(bytes),
    leaf,
    path,
    holds: checkInclusion({ index, size, leafHash: leaf, root, proof: path }),
  };
}
