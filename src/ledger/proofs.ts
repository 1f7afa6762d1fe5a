import { Injectable } from '@nestjs/common';
import {
  consistencyNodes,
  inclusionNodes,
  proveConsistency,
  proveInclusion,
} from '../protocol/index.js';
import { nativeSha256 } from './native-sha256.js';
import { TileStore } from './tree/tile-store.js';

/** Proofs about trees that were committed, read from tiles. The caller sees to it that `size` is not beyond the log. */
@Injectable()
export class Proofs {
  constructor(private readonly tiles: TileStore) {}

  /** Inclusion path of an entry in the tree of `size` entries, leaf side first. */
  async inclusion(index: number, size: number): Promise<Uint8Array[]> {
    const read = await this.tiles.nodes(inclusionNodes(index, size), size);
    return proveInclusion(index, size, read, nativeSha256);
  }

  /** That the tree of `older` entries is the beginning of the tree of `newer` entries. */
  async consistency(older: number, newer: number): Promise<Uint8Array[]> {
    const read = await this.tiles.nodes(consistencyNodes(older, newer), newer);
    return proveConsistency(older, newer, read, nativeSha256);
  }
}
