import { Injectable } from '@nestjs/common';
import {
  encodeEntryBundle,
  entryBytes,
  formatTime,
  parseTilePath,
  TILE_WIDTH,
  tileWidth,
} from '../../protocol/index.js';
import { Database } from '../../platform/database/database.js';
import { TileStore } from './tile-store.js';

interface EntryRow {
  readonly idx: number;
  readonly recorded_at: Date;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
}

const NO_ENTRY = new Uint8Array(32);

/** The resources of C2SP tlog-tiles, without the checkpoint. Entries are the public five lines, never statements. */
@Injectable()
export class PublicTiles {
  constructor(
    private readonly tiles: TileStore,
    private readonly database: Database,
  ) {}

  /**
   * @param path `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`
   * @param size of the largest signed tree: what no checkpoint implies is not served
   * @returns `undefined` when the tree has no such tile
   */
  async read(path: string, size: number): Promise<Buffer | undefined> {
    const tile = parseTilePath(path);
    if (tile === undefined) return undefined;
    const { level, n, width } = tile;
    if (level !== 'entries') return this.tiles.hashes(level, n, width, size);
    return width <= tileWidth('entries', n, size) ? this.bundle(n, width) : undefined;
  }

  private async bundle(n: number, width: number): Promise<Buffer | undefined> {
    const start = n * TILE_WIDTH;
    // One entry more in front: its leaf hash stands in the first entry of the bundle.
    const from = Math.max(0, start - 1);
    const rows = await this.database.query<EntryRow>(
      `select idx, recorded_at, statement_hash, leaf_hash from log_entries
       where idx >= $1 and idx < $2 order by idx`,
      [from, start + width],
    );
    if (rows.length !== start - from + width) return undefined;
    let previous: Uint8Array = start === 0 ? NO_ENTRY : rows[0]!.leaf_hash;
    const entries = rows.slice(start - from).map((row) => {
      const bytes = entryBytes({
        index: row.idx,
        previous,
        statementHash: row.statement_hash,
        recordedAt: formatTime(row.recorded_at.getTime()),
      });
      previous = row.leaf_hash;
      return bytes;
    });
    return Buffer.from(encodeEntryBundle(entries));
  }
}
