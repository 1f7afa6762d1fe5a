import {
  attempt,
  checkInclusion,
  encodeBase64,
  entryBytes,
  equalBytes,
  hashLeaf,
  parseCheckpointText,
  parseEvidence,
  parseNote,
  statementHash,
  storedBytes,
  toHex,
  type Verification,
} from '../../protocol/index.js';
import type { EventProof } from './verify-messages.js';

/**
 * The steps of the verification, for each statement by itself. It decides nothing: the verdict is the verifier's, and who
 * had to sign is judged there, one statement after the other.
 */
export function eventProofsOf(bytes: Uint8Array, { checks }: Verification): EventProof[] {
  const read = attempt(() => parseEvidence(bytes));
  if (!read.ok) return [];
  const evidence = read.value;
  const state = attempt(() => parseCheckpointText(parseNote(evidence.checkpoint).text));
  const signatures = checks.find(({ what }) => what === 'signatures');
  return evidence.entries.map(({ index, entry, proof, statement }): EventProof => {
    const hash = statementHash(storedBytes(statement));
    const leafHash = hashLeaf(entryBytes(entry));
    return {
      index,
      hash: toHex(hash),
      isOfStatement: entry.index === index && equalBytes(hash, entry.statementHash),
      signatures: signaturesOf(index, signatures),
      keyids: statement.signatures.map(({ keyid }) => keyid),
      isIncluded:
        state.ok &&
        index < state.value.size &&
        checkInclusion({ index, leafHash, proof, size: state.value.size, root: state.value.root }),
      leaf: encodeBase64(leafHash),
      path: proof.map(encodeBase64),
    };
  });
}

function signaturesOf(
  index: number,
  check: Verification['checks'][number] | undefined,
): EventProof['signatures'] {
  if (check?.ok === true) return 'hold';
  const failed = /^statement (?<index>\d+):/u.exec(check?.detail ?? '')?.groups?.['index'];
  if (failed === undefined || index > Number(failed)) return 'unseen';
  return index === Number(failed) ? 'fail' : 'hold';
}
