import type { PoolClient } from 'pg';
import {
  appendToFrontier,
  type Frontier,
  HASH_BYTES,
  rootOf,
  rootOfFrontier,
  TILE_WIDTH,
} from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import type { AuditFindings } from './audit-findings.js';

interface OpenTile {
  /** Number of the tile on its level. */
  n: number;
  readonly hashes: Uint8Array[];
}

/** Derives the tree from the leaf hashes and compares every stored tile with it. */
export class TreeAudit {
  size = 0;
  /** Tiles compared. */
  tiles = 0;
  frontier: Frontier = [];
  private readonly open: OpenTile[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly findings: AuditFindings,
  ) {}

  root(): Uint8Array {
    return rootOfFrontier(this.frontier, this.size, nativeSha256);
  }

  async append(leafHash: Uint8Array): Promise<void> {
    this.frontier = appendToFrontier(this.frontier, this.size, leafHash, nativeSha256);
    this.size++;
    await this.put(0, leafHash);
  }

  /** The tiles that are still growing, and that there are no others. */
  async finish(): Promise<void> {
    for (const [level, tile] of this.open.entries())
      if (level > 0 && tile.hashes.length > 0) await this.compare(level, tile);
    const { rows } = await this.client.query<{ count: number }>('select count(*) from log_tiles');
    const stored = rows[0]?.count ?? 0;
    if (stored !== this.tiles)
      this.findings.add('tiles', `there are ${stored} stored tiles, the log has ${this.tiles}`);
  }

  private async put(level: number, hash: Uint8Array): Promise<void> {
    const tile = (this.open[level] ??= { n: 0, hashes: [] });
    tile.hashes.push(hash);
    if (tile.hashes.length < TILE_WIDTH) return;
    await this.compare(level, tile);
    const whole = rootOf(tile.hashes, nativeSha256);
    tile.n++;
    tile.hashes.length = 0;
    await this.put(level + 1, whole);
  }

  private async compare(level: number, { n, hashes }: OpenTile): Promise<void> {
    this.tiles++;
    const { rows } = await this.client.query<{ hashes: Buffer }>(
      'select hashes from log_tiles where level = $1 and n = $2',
      [level, n],
    );
    const stored = rows[0]?.hashes;
    const where = `tile ${level}/${n}`;
    if (stored === undefined) this.findings.add(where, 'it is missing');
    else if (stored.length !== hashes.length * HASH_BYTES)
      this.findings.add(
        where,
        `it holds ${stored.length / HASH_BYTES} hashes, not ${hashes.length}`,
      );
    else if (!stored.equals(Buffer.concat(hashes)))
      this.findings.add(where, 'its hashes are not those of the entries');
  }
}
