import { Injectable } from '@nestjs/common';
import { consistencyNodes, proveConsistency } from '../../protocol/index.js';
import { nativeSha256 } from '../native-sha256.js';
import { TileStore } from '../tree/tile-store.js';

/** Proofs that a tree continues an older one, read from tiles. */
@Injectable()
export class GrowthProofs {
  constructor(private readonly tiles: TileStore) {}

  /** @param newer size of a tree that was committed */
  async between(older: number, newer: number): Promise<Uint8Array[]> {
    const read = await this.tiles.nodes(consistencyNodes(older, newer), newer);
    return proveConsistency(older, newer, read, nativeSha256);
  }
}
