import type { PoolClient } from 'pg';
import {
  equalBytes,
  HASH_BYTES,
  nodeFromTile,
  rootOf,
  TILE_WIDTH,
  tileOfNode,
} from '../../protocol/index.js';
import type { AuditFindings } from '../audit/audit-findings.js';
import { hashesIn } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';

/** The stored tiles as one snapshot has them. Missing ones are findings. */
export class TilesAgain {
  constructor(
    private readonly client: PoolClient,
    private readonly findings: AuditFindings,
  ) {}

  /**
   * The right edge of the tree of the first `size` leaves, largest subtree first.
   * @param size a multiple of 256
   * @returns `undefined` when a tile is missing
   */
  async frontierAt(size: number): Promise<Uint8Array[] | undefined> {
    const frontier: Uint8Array[] = [];
    for (let level = Math.floor(Math.log2(size || 1)); level >= 0; level--) {
      const count = Math.floor(size / 2 ** level);
      if (count % 2 === 0) continue;
      const location = tileOfNode(level, count - 1);
      const tile = await this.hashesOf(location.level, location.n);
      const end = (location.first + location.count) * HASH_BYTES;
      if (tile === undefined || tile.length < end) {
        this.missing(location.level, location.n);
        return undefined;
      }
      frontier.push(nodeFromTile(tile, location, nativeSha256));
    }
    return frontier;
  }

  /** Compares a full tile of leaves, and its root with the level above; a tile that it fills is looked at likewise. */
  async checkFull(n: number, leaves: Buffer): Promise<void> {
    const stored = await this.hashesOf(0, n);
    if (stored === undefined) this.missing(0, n);
    else if (!stored.equals(leaves))
      this.findings.add(`tile 0/${n}`, 'its hashes are not those of the entries');
    await this.checkAbove(1, n, leaves);
  }

  private async checkAbove(level: number, index: number, below: Buffer): Promise<void> {
    const n = Math.floor(index / TILE_WIDTH);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const stored = await this.hashesOf(level, n);
    if (stored === undefined || stored.length < at + HASH_BYTES) {
      this.missing(level, n);
      return;
    }
    if (!equalBytes(stored.subarray(at, at + HASH_BYTES), rootOf(hashesIn(below), nativeSha256)))
      this.findings.add(`tile ${level}/${n}`, 'its hashes are not those of the tiles below');
    if (index % TILE_WIDTH === TILE_WIDTH - 1) await this.checkAbove(level + 1, n, stored);
  }

  private async hashesOf(level: number, n: number): Promise<Buffer | undefined> {
    const { rows } = await this.client.query<{ hashes: Buffer }>(
      'select hashes from log_tiles where level = $1 and n = $2',
      [level, n],
    );
    return rows[0]?.hashes;
  }

  private missing(level: number, n: number): void {
    this.findings.add(`tile ${level}/${n}`, 'it is missing, or too short');
  }
}
