import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  canonicalize,
  encodeBase64Url,
  payloadTypeOf,
  preAuthEncoding,
  storedBytes,
  encodeUtf8,
  jwkOfPublicKey,
  type JsonValue,
} from '../../../protocol/index.js';
import { keyPairOf, type KeyPair } from '../../key-file.js';

export interface BenchParty {
  readonly id: string;
  readonly pair: KeyPair;
  readonly signingKey: KeyObject;
}

/** Fresh enough that no rule has anything to say: what is measured is the rule, not the exception. */
const MINED_BEFORE_MS = 3_600_000;

/** Exporters that the benchmark registers and signs for. */
export function makeParties(count: number): BenchParty[] {
  return Array.from({ length: count }, (_, position) => {
    const pair = keyPairOf(new Uint8Array(randomBytes(32)));
    return { id: `BENCH-${position}`, pair, signingKey: nativeKey(pair) };
  });
}

/** A commissioning and its successors: what a mine posts all day. Natively signed, because noble would take minutes. */
export class EventMill {
  private made = 0;
  private readonly run = randomBytes(4).toString('hex');

  constructor(
    private readonly origin: string,
    private readonly parties: readonly BenchParty[],
  ) {}

  next(): Uint8Array {
    const number = this.made;
    this.made += 1;
    const party = this.parties[number % this.parties.length];
    if (!party) throw new Error('the mill needs a party');
    return signEvent(party, this.payload(number, party.id));
  }

  private payload(number: number, actor: string): JsonValue {
    return {
      schema: 'custody-event/1',
      ledger: this.origin,
      eventId: `${this.run}-${number}`,
      type: 'COMMISSION',
      occurredAt: new Date(Date.now() - MINED_BEFORE_MS).toISOString(),
      actor,
      basis: 'mined',
      place: { lat: -2.1, lon: 29.58 },
      items: [
        {
          itemId: `${this.run}-L${number}`,
          hs: '261590',
          qty: { value: '250.5', unit: 'KGM' },
          assay: { analyte: 'Ta2O5', pct: '19.4' },
        },
      ],
      tags: [{ prefix: 'RW-MT-', from: number * 10, to: number * 10 + 9 }],
    };
  }
}

export function signEvent(party: BenchParty, payload: JsonValue): Uint8Array {
  const payloadType = payloadTypeOf('event');
  const bytes = encodeUtf8(canonicalize(payload));
  const signature = sign(null, preAuthEncoding(payloadType, bytes), party.signingKey);
  return storedBytes({
    payloadType,
    payload: bytes,
    signatures: [{ keyid: party.pair.keyid, signature: new Uint8Array(signature) }],
  });
}

function nativeKey(pair: KeyPair): KeyObject {
  const jwk = { ...jwkOfPublicKey(pair.publicKey), d: encodeBase64Url(pair.secretKey) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}
