import type { ProvenLeaf } from '../../../ledger/recovery/recovery-plan.js';
import { equalBytes, HASH_BYTES, parseCheckpointText, parseNote } from '../../../protocol/index.js';
import { leavesIn, LogCopy } from '../../monitor/log-copy.js';

/**
 * The leaf hashes a monitor kept: they prove entries that others bring.
 * @returns `undefined` when they are not those under the checkpoint
 */
export function monitorLeaves(note: string, bytes: Uint8Array): ProvenLeaf[] | undefined {
  const { size, root } = parseCheckpointText(parseNote(note).text);
  const copy = LogCopy.of(leavesIn(bytes.subarray(0, size * HASH_BYTES)));
  if (copy.size !== size || !equalBytes(copy.root, root)) return undefined;
  return Array.from({ length: size }, (_, index) => ({ index, leafHash: copy.leaf(index) }));
}
