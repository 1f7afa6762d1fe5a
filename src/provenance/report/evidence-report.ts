import { createHash } from 'node:crypto';
import {
  decodeUtf8,
  encodeBase64,
  type Evidence,
  openCheckpoint,
  parseEvidence,
  toHex,
} from '../../protocol/index.js';
import type { ProvenanceAnswer } from '../answer/answer.schemas.js';

/** What the ledger knows of an export beside the bundle. */
export interface ReportOrder {
  readonly bundle: Uint8Array;
  /** Party that asked for it. */
  readonly madeFor: string;
  /** Public address of the service. */
  readonly address: string;
}

/** All that is printed of a bundle. */
export interface EvidenceReport {
  readonly evidence: Evidence;
  readonly answer: Omit<ProvenanceAnswer, 'integrity'>;
  readonly size: number;
  /** Root of the tree in base64, as checkpoints write it. */
  readonly root: string;
  /** Lines of the checkpoint that are not the ledger's own signature. */
  readonly cosignatures: number;
  /** Nothing below this entry is left out; `undefined`: not proved. */
  readonly completeBelow: number | undefined;
  readonly fileName: string;
  /** SHA-256 of the bundle, lower-case hex. */
  readonly bundleHash: string;
  /** What the QR code says. */
  readonly link: string;
  readonly madeFor: string;
}

/**
 * Reads a bundle that the ledger itself has just made.
 *
 * @throws Error for a checkpoint that does not open under the bundle's key
 */
export function reportOf({ bundle, madeFor, address }: ReportOrder): EvidenceReport {
  const evidence = parseEvidence(bundle);
  const { answer }: Pick<EvidenceReport, 'answer'> = JSON.parse(decodeUtf8(bundle));
  const opened = openCheckpoint(evidence.checkpoint, evidence.key);
  if (!opened.ok) throw new Error(`cannot print a bundle: ${opened.reason}`);
  const { size, root } = opened.checkpoint;
  const bundleHash = createHash('sha256').update(bundle).digest('hex');
  return {
    evidence,
    answer,
    size,
    root: encodeBase64(root),
    cosignatures:
      evidence.checkpoint.split('\n').filter((line) => line.startsWith('\u2014 ')).length - 1,
    completeBelow: sizeOf(evidence.completeness),
    fileName: `${answer.ucr}.custody.json`,
    bundleHash,
    link: `${address}/log/checkpoint#size=${size}&root=${toHex(root)}&bundle=${bundleHash}`,
    madeFor,
  };
}

function sizeOf(completeness: Evidence['completeness']): number | undefined {
  if (typeof completeness !== 'object' || completeness === null || Array.isArray(completeness))
    return undefined;
  const size = 'size' in completeness ? completeness['size'] : undefined;
  return typeof size === 'number' ? size : undefined;
}
