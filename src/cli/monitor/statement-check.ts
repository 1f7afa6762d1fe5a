import {
  decodeEntryBundle,
  type Envelope,
  envelopeOfJson,
  equalBytes,
  hashLeaf,
  isSignedBy,
  kindOfPayloadType,
  parseCanonical,
  parseEntry,
  parseMapRoot,
  parseVkey,
  ProtocolError,
  publicKeyOfJwk,
  type PublicJwk,
  statementHash,
  storedBytes,
  thumbprint,
  TILE_WIDTH,
  tilePath,
  tileWidth,
} from '../../protocol/index.js';
import type { LogCopy } from './log-copy.js';
import type { LogSource } from '../../client/log-source.js';

/** Statements in log order, as far as the reader may read them (`GET /v1/feed`). */
export interface FeedSource {
  feed(options: { readonly after?: number; readonly limit?: number }): Promise<{
    readonly items: readonly { readonly index: number; readonly envelope: unknown }[];
    readonly scannedTo: number;
    readonly next: string | null;
  }>;
}

const LIMIT = 200;

/**
 * Reads the statements behind the public entries again: each must be the one that its entry was made of, and signed by
 * keys that earlier statements registered. Which of them counted at that time, the audit says.
 */
export class StatementCheck {
  private readonly keys = new Map<string, Uint8Array>();
  private through = -1;
  /** No entry was kept from this reader so far, so that he knows every key. */
  private isDense = true;
  /** Of the completeness map, which has one for ever. */
  private vrfKey: Uint8Array | undefined;
  private bundle: { readonly n: number; readonly entries: readonly Uint8Array[] } | undefined;

  constructor(
    private readonly source: FeedSource & LogSource,
    private readonly copy: () => LogCopy,
  ) {}

  /**
   * Reads on to the end of what the monitor has seen.
   * @returns what is wrong with a statement
   * @throws what the source throws when it does not answer
   */
  async readOn(): Promise<string | undefined> {
    while (this.through + 1 < this.copy().size) {
      const after = this.through < 0 ? {} : { after: this.through };
      const page = await this.source.feed({ ...after, limit: LIMIT });
      for (const { index, envelope } of page.items) {
        if (index <= this.through) throw new Error(`the feed goes back to statement ${index}`);
        if (index >= this.copy().size) return undefined;
        if (index !== this.through + 1) this.isDense = false;
        const fault = await this.faultOf(index, envelope);
        if (fault !== undefined) return `statement ${index}: ${fault}`;
        this.through = index;
      }
      // The projection behind the feed may lag the log.
      if (page.scannedTo <= this.through && page.items.length === 0) return undefined;
      const end = Math.min(page.scannedTo, this.copy().size - 1);
      if (end > this.through) [this.isDense, this.through] = [false, end];
    }
    return undefined;
  }

  private async faultOf(index: number, json: unknown): Promise<string | undefined> {
    try {
      const envelope = envelopeOfJson(json);
      const entry = await this.entry(index);
      if (entry === undefined) return 'its entry is not in the bundle it was in';
      if (!equalBytes(parseEntry(entry).statementHash, statementHash(storedBytes(envelope))))
        return 'it is not the one that the log holds';
      return this.faultOfSignatures(envelope) ?? this.faultOfMap(envelope);
    } catch (error) {
      if (error instanceof ProtocolError) return error.message;
      throw error;
    }
  }

  private faultOfSignatures(envelope: Envelope): string | undefined {
    if (kindOfPayloadType(envelope.payloadType) === 'registration')
      this.learn(parseCanonical(envelope.payload));
    for (const [at, { keyid }] of envelope.signatures.entries()) {
      const key = this.keys.get(keyid);
      if (key === undefined && this.isDense) return `nobody registered the key ${keyid}`;
      if (key !== undefined && !isSignedBy(envelope, at, key))
        return `its signature ${at} does not verify`;
    }
    return undefined;
  }

  /** With another key a ledger could move a subject in its map, and prove that there is none. */
  private faultOfMap({ payloadType, payload }: Envelope): string | undefined {
    if (kindOfPayloadType(payloadType) !== 'map') return undefined;
    const { vrfKey } = parseMapRoot(payload);
    this.vrfKey ??= vrfKey;
    return equalBytes(vrfKey, this.vrfKey) ? undefined : 'it gives the map another key';
  }

  /** Keys wherever a registration names one: as a JWK or as a verification key. */
  private learn(json: unknown): void {
    if (typeof json !== 'object' || json === null) return;
    const { kty, vkey } = json as { kty?: unknown; vkey?: unknown };
    if (kty === 'OKP') this.add(publicKeyOfJwk(json as PublicJwk));
    if (typeof vkey === 'string') this.add(parseVkey(vkey).publicKey);
    for (const member of Object.values(json)) this.learn(member);
  }

  private add(publicKey: Uint8Array): void {
    this.keys.set(thumbprint(publicKey), publicKey);
  }

  /** The public entry, when it is the one that the monitor has hashed. */
  private async entry(index: number): Promise<Uint8Array | undefined> {
    const n = Math.floor(index / TILE_WIDTH);
    const first = n * TILE_WIDTH;
    if (this.bundle?.n !== n || this.bundle.entries.length <= index - first) {
      const path = tilePath('entries', n, tileWidth('entries', n, this.copy().size));
      this.bundle = { n, entries: decodeEntryBundle(await this.source.tile(path)) };
    }
    const entry = this.bundle.entries[index - first];
    const isKnown = entry !== undefined && equalBytes(hashLeaf(entry), this.copy().leaf(index));
    return isKnown ? entry : undefined;
  }
}
