import { Injectable } from '@nestjs/common';
import {
  encodeEntryBundle,
  entryBytes,
  parseTilePath,
  TILE_WIDTH,
  tileWidth,
} from '../../protocol/index.js';
import { Database } from '../../platform/database/database.js';
import { readEntries } from '../read-entries.js';
import { TileStore } from './tile-store.js';

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
    const indexes = Array.from({ length: width }, (_, at) => start + at);
    const entries = await readEntries(this.database, indexes);
    if (entries.size !== width) return undefined;
    return Buffer.from(encodeEntryBundle([...entries.values()].map(entryBytes)));
  }
}
