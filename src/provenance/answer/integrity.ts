import { Injectable } from '@nestjs/common';
import type { MapSubject } from '../../custody/map-subjects.js';
import { IntegrityCheck } from '../../ledger/integrity/integrity-check.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import { readEntries } from '../../ledger/read-entries.js';
import { CheckpointStore, type StoredCheckpoint } from '../../ledger/signing/checkpoint.store.js';
import { type NodeReader, TileStore } from '../../ledger/tree/tile-store.js';
import { Database } from '../../platform/database/database.js';
import {
  checkInclusion,
  entryBytes,
  hashLeaf,
  inclusionNodes,
  parseCheckpointText,
  parseNote,
  proveInclusion,
  toHex,
} from '../../protocol/index.js';
import { CompletenessProofs } from '../map/completeness-proofs.js';
import type { InclusionProof, Integrity } from './answer.schemas.js';

/** Hashes of nodes kept: some 5 MB. */
const MOST_KNOWN = 30_000;

/** Proves many entries against one signed head: anybody who has an answer can check that the log holds it. */
@Injectable()
export class IntegrityProofs {
  private readonly known = new Map<string, Uint8Array>();

  constructor(
    private readonly database: Database,
    private readonly tiles: TileStore,
    private readonly checkpoints: CheckpointStore,
    private readonly map: CompletenessProofs,
    private readonly check: IntegrityCheck,
  ) {}

  /**
   * Against the published head that witnesses have cosigned, or the newest published one, or where that does not cover
   * every entry the first that does. Entries that no signed head covers yet, which lasts for milliseconds, go without a
   * proof.
   * @param whole what must be complete; `undefined` for a reader who may not know how much there is
   */
  async prove(indexes: readonly number[], whole: MapSubject | undefined): Promise<Integrity> {
    const [inclusion, completeness] = await Promise.all([
      this.inclusion(indexes),
      whole === undefined ? null : this.completeness(indexes, whole),
    ]);
    return { ...inclusion, completeness };
  }

  private async completeness(
    indexes: readonly number[],
    subject: MapSubject,
  ): Promise<Integrity['completeness']> {
    const proof = await this.map.prove(subject);
    if (proof === undefined) return null;
    return { proof, after: indexes.filter((index) => index >= proof.size) };
  }

  private async inclusion(indexes: readonly number[]): Promise<Omit<Integrity, 'completeness'>> {
    const newest = Math.max(...indexes, 0);
    const checkpoint = await this.covering(newest);
    if (checkpoint === undefined) return { treeSize: 0, checkpoint: '', proofs: [] };
    const { size, note } = checkpoint;
    const wanted = [...new Set(indexes)].filter((index) => index < size).toSorted((a, b) => a - b);
    return { treeSize: size, checkpoint: note, proofs: await this.proofs(wanted, checkpoint) };
  }

  private async covering(index: number): Promise<StoredCheckpoint | undefined> {
    const published = await this.checkpoints.bestPublished(index);
    if (published !== undefined && published.size > index) return published;
    const [first] = await this.checkpoints.firstCovering([index]);
    return first?.checkpoint ?? published;
  }

  private async proofs(
    indexes: readonly number[],
    { size, note }: StoredCheckpoint,
  ): Promise<InclusionProof[]> {
    const { root } = parseCheckpointText(parseNote(note).text);
    const [read, entries] = await Promise.all([
      this.nodes(indexes, size),
      readEntries(this.database, indexes),
    ]);
    return indexes.map((index) => {
      const entry = entries.get(index);
      if (entry === undefined) throw new Error(`cannot prove entry ${index}: the log lacks it`);
      const bytes = entryBytes(entry);
      const proof = proveInclusion(index, size, read, nativeSha256);
      const leafHash = hashLeaf(bytes, nativeSha256);
      // X1 on read: the reader gets what is stored, and will find the same.
      if (!checkInclusion({ index, size, leafHash, root, proof }, nativeSha256))
        this.check.suspect(index);
      return {
        index,
        statementHash: toHex(entry.statementHash),
        entry: base64(bytes),
        proof: proof.map(base64),
      };
    });
  }

  /**
   * Reads nodes of the tree, each computed once: a node within a tile costs up to 255 hashes, neighbours share most
   * of their paths, and complete subtrees never change.
   */
  private async nodes(indexes: readonly number[], size: number): Promise<NodeReader> {
    const missing = indexes
      .flatMap((index) => inclusionNodes(index, size))
      .filter(({ level, index }) => !this.known.has(nameOf(level, index)));
    const load = await this.tiles.nodes(missing, size);
    return (level, index) => {
      const name = nameOf(level, index);
      const found = this.known.get(name) ?? load(level, index);
      this.known.set(name, found);
      if (this.known.size > MOST_KNOWN) this.forgetOldest();
      return found;
    };
  }

  private forgetOldest(): void {
    const [oldest] = this.known.keys();
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

function nameOf(level: number, index: number): string {
  return `${level}/${index}`;
}

/** The native encoder: an answer holds hundreds of hashes. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
