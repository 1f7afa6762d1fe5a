import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import {
  HASH_BYTES,
  type MerkleNode,
  nodeFromTile,
  TILE_WIDTH,
  tileOfNode,
  tileWidth,
} from '../../protocol/index.js';
import { hashesIn } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';
import { TreeWindow } from './tree-window.js';
import type { Queries } from '../own-connections.js';

/** Reads a node that was loaded before; {@link TileStore.nodes} makes one. */
export type NodeReader = (level: number, index: number) => Uint8Array;

/** Reads the tree from the database: full level-0 tiles, growing tiles above, leaf hashes of the newest entries. */
@Injectable()
export class TileStore {
  constructor(@Inject(Database) private readonly database: Queries) {}

  /**
   * The hashes of a tile in the tree of `size` leaves.
   * @returns `undefined` when that tree has no such tile, or not of this width
   */
  async hashes(level: number, n: number, width: number, size: number): Promise<Buffer | undefined> {
    if (width < 1 || width > tileWidth(level, n, size)) return undefined;
    if (level === 0 && width < TILE_WIDTH) return this.leafHashes(n * TILE_WIDTH, width);
    const [row] = await this.database.query<{ hashes: Buffer }>(
      'select hashes from log_tiles where level = $1 and n = $2',
      [level, n],
    );
    const bytes = row?.hashes.subarray(0, width * HASH_BYTES);
    return bytes?.length === width * HASH_BYTES ? bytes : undefined;
  }

  /**
   * Loads the tiles that hold these nodes of the tree of `size` leaves.
   * @throws Error when one is missing: the stored tree is damaged
   */
  async nodes(nodes: readonly MerkleNode[], size: number): Promise<NodeReader> {
    const tiles = new Map<string, Buffer>();
    for (const node of nodes) {
      const { level, n } = tileOfNode(node.level, node.index);
      const name = `${level}/${n}`;
      if (tiles.has(name)) continue;
      const hashes = await this.hashes(level, n, tileWidth(level, n, size), size);
      if (hashes === undefined) throw new Error(`tile ${name} is missing: run "custody audit"`);
      tiles.set(name, hashes);
    }
    return (level, index) => {
      const location = tileOfNode(level, index);
      const tile = tiles.get(`${location.level}/${location.n}`);
      if (tile === undefined) throw new Error(`node ${level}/${index} was not loaded`);
      return nodeFromTile(tile, location, nativeSha256);
    };
  }

  /** Leaf hashes of `count` entries, one behind the other; `undefined` when the log is shorter. */
  async leafHashes(from: number, count: number): Promise<Buffer | undefined> {
    const rows = await this.database.query<{ leaf_hash: Buffer }>(
      'select leaf_hash from log_entries where idx >= $1 and idx < $2 order by idx',
      [from, from + count],
    );
    if (rows.length !== count) return undefined;
    return Buffer.concat(rows.map((row) => row.leaf_hash));
  }

  /**
   * A window that ends at this edge and begins where the newest level-0 tile begins, so that the tile can be
   * written when it is full.
   */
  async windowAt(size: number, frontier: readonly Uint8Array[]): Promise<TreeWindow> {
    const partial = size % TILE_WIDTH;
    const start = size - partial;
    // The edge of the tree of whole tiles is this edge without its subtrees below the height of a tile.
    const window = new TreeWindow(start, frontier.slice(0, frontier.length - onesIn(partial)));
    if (partial === 0) return window;
    const leaves = await this.leafHashes(start, partial);
    if (leaves === undefined)
      throw new Error('entries below the head are missing: run "custody audit"');
    for (const leaf of hashesIn(leaves)) window.append(leaf);
    return window;
  }
}

function onesIn(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}
