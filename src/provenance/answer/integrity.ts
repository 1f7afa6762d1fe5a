import { Injectable } from '@nestjs/common';
import { LogReader } from '../../ledger/log-reader.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import { CheckpointStore, type StoredCheckpoint } from '../../ledger/signing/checkpoint.store.js';
import { type NodeReader, TileStore } from '../../ledger/tree/tile-store.js';
import {
  encodeBase64,
  entryBytes,
  formatTime,
  inclusionNodes,
  proveInclusion,
  toHex,
} from '../../protocol/index.js';
import type { InclusionProof, Integrity } from './answer.schemas.js';

const NO_ENTRY = new Uint8Array(32);

/** Proves many entries against one signed head: anybody who has an answer can check that the log holds it. */
@Injectable()
export class IntegrityProofs {
  constructor(
    private readonly log: LogReader,
    private readonly tiles: TileStore,
    private readonly checkpoints: CheckpointStore,
  ) {}

  /**
   * Against the published head, or where that does not cover every entry the first that does. Entries that no signed
   * head covers yet, which lasts for milliseconds, go without a proof.
   */
  async prove(indexes: readonly number[]): Promise<Integrity> {
    const newest = Math.max(...indexes, 0);
    const checkpoint = await this.covering(newest);
    if (checkpoint === undefined) return { treeSize: 0, checkpoint: '', proofs: [] };
    const { size, note } = checkpoint;
    const wanted = [...new Set(indexes)].filter((index) => index < size).toSorted((a, b) => a - b);
    return { treeSize: size, checkpoint: note, proofs: await this.proofs(wanted, size) };
  }

  private async covering(index: number): Promise<StoredCheckpoint | undefined> {
    const published = await this.checkpoints.published();
    if (published !== undefined && published.size > index) return published;
    const [first] = await this.checkpoints.firstCovering([index]);
    return first?.checkpoint ?? published;
  }

  private async proofs(indexes: readonly number[], size: number): Promise<InclusionProof[]> {
    const nodes = indexes.flatMap((index) => inclusionNodes(index, size));
    const [read, entries] = await Promise.all([
      this.tiles.nodes(nodes, size),
      this.log.entriesAt([...new Set(indexes.flatMap((index) => [index - 1, index]))]),
    ]);
    const reader = remembering(read);
    const byIndex = new Map(entries.map((entry) => [entry.index, entry]));
    return indexes.map((index) => {
      const entry = byIndex.get(index);
      const previous = index === 0 ? NO_ENTRY : byIndex.get(index - 1)?.leafHash;
      if (entry === undefined || previous === undefined) {
        throw new Error(`cannot prove entry ${index}: the log lacks it or the one before`);
      }
      const { statementHash, recordedAt } = entry;
      const bytes = entryBytes({
        index,
        previous,
        statementHash,
        recordedAt: formatTime(recordedAt),
      });
      return {
        index,
        statementHash: toHex(statementHash),
        entry: encodeBase64(bytes),
        proof: proveInclusion(index, size, reader, nativeSha256).map((hash) => encodeBase64(hash)),
      };
    });
  }
}

/** Neighbours share most of their paths, and a node within a tile costs up to 255 hashes. */
function remembering(read: NodeReader): NodeReader {
  const known = new Map<string, Uint8Array>();
  return (level, index) => {
    const name = `${level}/${index}`;
    const found = known.get(name) ?? read(level, index);
    known.set(name, found);
    return found;
  };
}
