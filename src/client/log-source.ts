import {
  decodeEntryBundle,
  nodeFromTile,
  tileOfNode,
  tilePath,
  TILE_WIDTH,
  tileWidth,
  type JsonValue,
  type MerkleNode,
} from '../protocol/index.js';

/** Where a log is read: paths below `/log/`. */
export interface LogSource {
  checkpoint(): Promise<string>;
  tile(path: string): Promise<Uint8Array>;
}

/** A log whose ledger also tells of itself; whatever it is, it is judged before it is believed. */
export interface MonitoredLog extends LogSource {
  /** How its keys followed each other: `rotations` of `/.well-known/custody-ledger`, past every cache. */
  rotations(): Promise<JsonValue>;
  /** Declared losses: `/log/recoveries`. */
  recoveries(): Promise<JsonValue>;
}

/** The entries from `start` to the end of the tree of `size`, bundle by bundle. */
export async function* readEntries(
  source: LogSource,
  start: number,
  size: number,
): AsyncGenerator<Uint8Array> {
  for (let n = Math.floor(start / TILE_WIDTH); n * TILE_WIDTH < size; n++) {
    const width = tileWidth('entries', n, size);
    const entries = decodeEntryBundle(await source.tile(tilePath('entries', n, width)));
    const first = Math.max(0, start - n * TILE_WIDTH);
    for (let i = first; i < width; i++) yield entries[i] ?? new Uint8Array();
  }
}

/** Loads the tiles that hold these nodes of the tree of `size`; nothing says yet that they are true. */
export async function readNodes(
  source: LogSource,
  nodes: readonly MerkleNode[],
  size: number,
): Promise<(level: number, index: number) => Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  for (const node of nodes) {
    const { level, n } = tileOfNode(node.level, node.index);
    const path = tilePath(level, n, tileWidth(level, n, size));
    if (!tiles.has(path)) tiles.set(path, await source.tile(path));
  }
  return (level, index) => {
    const location = tileOfNode(level, index);
    const path = tilePath(location.level, location.n, tileWidth(location.level, location.n, size));
    return nodeFromTile(tiles.get(path) ?? new Uint8Array(), location);
  };
}
