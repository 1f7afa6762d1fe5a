import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { MapSubject } from '../../custody/map-subjects.js';
import { LedgerIdentity } from '../../ledger/ledger-identity.js';
import { LogReader } from '../../ledger/log-reader.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import { Receipts } from '../../ledger/receipts.js';
import {
  decodeMapPage,
  encodeBase64,
  equalBytes,
  mapPlaceOf,
  proveMapKey,
  toHex,
} from '../../protocol/index.js';
import type { CompletenessProof } from './completeness.schemas.js';
import { envelopeJsonOf } from '../log-statement.js';
import { MapOnDemand } from './map-on-demand.js';
import { MapStore, type MapView } from './map.store.js';
import { MapThread } from './map-thread.js';

interface Blinded {
  readonly vrfProof: Uint8Array;
  readonly key: Uint8Array;
}

/** Proofs of places that are kept: they never change, and making one takes milliseconds. */
const MOST_KNOWN = 10_000;
/** Between a step of the map and its statement there is nothing to prove against. */
const MOST_WAIT_MS = 500;
const LOOK_AGAIN_MS = 10;

/** Proves that these are all entries of a subject, or that there is none. Who may see that is the caller's to decide. */
@Injectable()
export class CompletenessProofs {
  private readonly known = new Map<string, Blinded>();

  constructor(
    private readonly store: MapStore,
    private readonly thread: MapThread,
    private readonly onDemand: MapOnDemand,
    private readonly identity: LedgerIdentity,
    private readonly log: LogReader,
    private readonly receipts: Receipts,
  ) {}

  /** As of the newest stated root; `undefined` when there is none. */
  async prove(subject: MapSubject): Promise<CompletenessProof | undefined> {
    const { key, vrfProof } = await this.blind(subject);
    const until = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const view = await this.store.view(subject, key);
      if (view.state.rootSize === 0) return undefined;
      const map = await this.statementOf(view);
      if (map !== undefined)
        return { subject, ...bodyOf(view, key), map, vrfProof: encodeBase64(vrfProof) };
      if (performance.now() > until) return undefined;
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** The same, reaching beyond an entry unless the map cannot keep up: for whoever can wait. */
  async proveBeyond(subject: MapSubject, index: number): Promise<CompletenessProof | undefined> {
    await this.onDemand.cover(index);
    return this.prove(subject);
  }

  private async statementOf({ state }: MapView): Promise<CompletenessProof['map'] | undefined> {
    if (state.statedAt === undefined) return undefined;
    const [entry, receipt] = await Promise.all([
      this.log.entry(state.statedAt),
      this.receipts.receiptFor(state.statedAt),
    ]);
    if (entry === undefined || receipt === undefined) return undefined;
    const { payload, payloadType, signatures } = envelopeJsonOf(entry.statement);
    return { statement: { payload, payloadType, signatures: [...signatures] }, receipt };
  }

  private async blind(subject: MapSubject): Promise<Blinded> {
    const known = this.known.get(subject);
    if (known !== undefined) return known;
    const task = { type: 'proof', seed: this.identity.mapSeed, subject } as const;
    const { proof, output } = await this.thread.ask(task);
    const blinded = { vrfProof: proof, key: mapPlaceOf(output).key };
    this.known.set(subject, blinded);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return blinded;
  }
}

function bodyOf(
  { state, pages, entries }: MapView,
  key: Uint8Array,
): Pick<CompletenessProof, 'size' | 'path' | 'leaf' | 'entries'> {
  const decoded = new Map([...pages].map(([at, bytes]) => [at, decodeMapPage(bytes)]));
  const { siblings, leaf } = proveMapKey(decoded, key, nativeSha256);
  const isOther = leaf !== undefined && !equalBytes(leaf.key, key);
  return {
    size: state.rootSize,
    path: siblings.map(encodeBase64),
    leaf: isOther ? { key: encodeBase64(leaf.key), value: encodeBase64(leaf.value) } : null,
    entries: entries.map(({ index, leafHash }) => ({ index, leafHash: toHex(leafHash) })),
  };
}
