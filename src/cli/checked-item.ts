import type { ItemAnswer, TimelineStep } from '../client/provenance-answer.js';
import {
  type Check,
  checkCompleteness,
  checkInclusion,
  type Checkpoint,
  decodeBase64,
  encodeBase64,
  type Entry,
  entryBytes,
  fails,
  hashLeaf,
  holds,
  faultOfWitnesses,
  type LedgerKeys,
  ledgerKeysOf,
  type LedgerVkey,
  signingKeysAt,
  openCheckpoint,
  parseEntry,
  attempt,
  toHex,
  type Trust,
  type Verification,
  verificationOf,
  witnessesChecks,
} from '../protocol/index.js';

type Proofs = ItemAnswer['integrity']['proofs'];

/**
 * Checks what an answer about an item proves: that each step of its timeline is a statement in the signed log, recorded
 * then, and that no entry naming the item is left out; under a policy, that witnesses have cosigned what proves it. What
 * the statements say is not in the answer; `verify` checks that of an evidence bundle.
 *
 * @param vkey key or keys of the ledger; the service's own where the caller has none, which `trust` then lacks too
 * @throws ProtocolError for a vkey or a policy that cannot be read
 */
export function checkItem(
  answer: ItemAnswer,
  asked: string,
  vkey: LedgerVkey,
  trust: Trust,
): Verification {
  const { integrity, timeline } = answer;
  const opened = openCheckpoint(integrity.checkpoint, vkey);
  const checks = [
    (answer.itemId === asked ? holds : fails)('asked', `the answer is of item ${answer.itemId}`),
  ];
  if (!opened.ok) return verificationOf([...checks, fails('checkpoint', opened.reason)], trust);
  const { size, root } = opened.checkpoint;
  const keys = ledgerKeysOf(vkey);
  checks.push(...witnessesChecks(integrity.checkpoint, signingKeysAt(keys, size), trust));
  checks.push(
    holds('checkpoint', `signed by the ledger; size ${size}, root ${encodeBase64(root)}`),
  );
  checks.push(inclusionCheck(timeline, integrity.proofs, opened.checkpoint));
  const { completeness } = integrity;
  if (completeness !== null)
    checks.push(completenessCheck(answer, completeness.proof, keys, trust));
  return verificationOf(checks, trust);
}

function inclusionCheck(
  timeline: readonly TimelineStep[],
  proofs: Proofs,
  checkpoint: Checkpoint,
): Check {
  const byIndex = new Map(proofs.map((proof) => [proof.index, proof]));
  const fault = timeline
    .map((step) => faultOf(step, byIndex.get(step.index), checkpoint))
    .find(Boolean);
  if (fault !== undefined) return fails('inclusion', fault);
  return holds('inclusion', `${timeline.length} steps lead to the root of the checkpoint`);
}

function faultOf(
  step: TimelineStep,
  proof: Proofs[number] | undefined,
  { size, root }: Checkpoint,
): string | undefined {
  const { index } = step;
  if (proof === undefined) return `entry ${index} is not proved: ask again in a moment`;
  const read = attempt(() => ({
    entry: parseEntry(decodeBase64(proof.entry)),
    path: proof.proof.map(decodeBase64),
  }));
  if (!read.ok) return read.reason;
  const { entry, path } = read.value;
  if (!isOf(step, entry))
    return `entry ${index} is not of the statement that the timeline tells of`;
  const leafHash = hashLeaf(entryBytes(entry));
  if (checkInclusion({ index, size, leafHash, root, proof: path })) return undefined;
  return `the proof of entry ${index} does not lead to the root of the checkpoint`;
}

function isOf(step: TimelineStep, entry: Entry): boolean {
  return (
    entry.index === step.index &&
    entry.recordedAt === step.recordedAt &&
    toHex(entry.statementHash) === step.statementHash
  );
}

function completenessCheck(
  { itemId, timeline, asOf }: ItemAnswer,
  proof: unknown,
  keys: LedgerKeys,
  trust: Trust,
): Check {
  const checked = checkCompleteness(proof, keys);
  if (!checked.ok) return fails('completeness', checked.reason);
  const { subject, size, entries, note, checkpoint } = checked;
  const fault = faultOfWitnesses(note, signingKeysAt(keys, checkpoint.size), trust);
  if (fault !== undefined) return fails('completeness', fault);
  if (subject !== `item:${itemId}`)
    return fails('completeness', `the proof is of ${subject}, not of the item`);
  const told = new Set(timeline.map(({ index }) => index));
  const untold = entries.find(({ index }) => index <= asOf.index && !told.has(index));
  if (untold !== undefined)
    return fails('completeness', `entry ${untold.index} names the item and is left out`);
  return holds(
    'completeness',
    `${entries.length} entries below ${size} name the item; all are told`,
  );
}
