import { describe, expect, it } from '@jest/globals';
import {
  entryBytes,
  formatVkey,
  hashLeaf,
  jwkOfPublicKey,
  type JsonValue,
  MAP_SCHEMA,
  publicKeyOf,
  signStatement,
  statementHash,
  type StatementKind,
  storedBytes,
  TILE_WIDTH,
  VRF_SUITE,
} from '../../protocol/index.js';
import { LogCopy, NO_LEAVES } from './log-copy.js';
import { type FeedSource, StatementCheck } from './statement-check.js';
import type { LogSource } from '../../client/log-source.js';

const [ledger, registrar, mine, stranger] = [1, 2, 3, 4].map((fill) =>
  new Uint8Array(32).fill(fill),
);

/** A small log and its feed, of which a test may change what is shown. */
class FakeLedger implements FeedSource, LogSource {
  readonly copy = LogCopy.of(NO_LEAVES);
  readonly shown: { index: number; envelope: any }[] = [];
  private readonly entries: Uint8Array[] = [];

  constructor() {
    const vkey = formatVkey('a.example', publicKeyOf(ledger!));
    const registrarKeys = [{ ...jwkOfPublicKey(publicKeyOf(registrar!)) }];
    this.add('registration', { ledgerKey: { vkey, registrarKeys } }, [ledger!, registrar!]);
    const jwk = { ...jwkOfPublicKey(publicKeyOf(mine!)) };
    this.add('registration', { key: { party: 'P', jwk } }, [registrar!, mine!]);
    this.add('event', { note: 'one' }, [mine!]);
  }

  add(kind: StatementKind, payload: JsonValue, signers: readonly Uint8Array[]): this {
    return this.addStored(storedBytes(signStatement(kind, payload, signers)));
  }

  addStored(stored: Uint8Array): this {
    const index = this.entries.length;
    const entry = entryBytes({
      index,
      previous: index === 0 ? new Uint8Array(32) : this.copy.leaf(index - 1),
      statementHash: statementHash(stored),
      recordedAt: '2026-06-01T08:00:00.000Z',
    });
    this.entries.push(entry);
    this.copy.append(hashLeaf(entry));
    this.shown.push({ index, envelope: JSON.parse(new TextDecoder().decode(stored)) });
    return this;
  }

  async feed({ after = -1, limit = 2 }: { after?: number; limit?: number }) {
    const items = this.shown.filter(({ index }) => index > after).slice(0, Math.min(limit, 2));
    const scannedTo = items.at(-1)?.index ?? this.entries.length - 1;
    return { items, scannedTo, next: null };
  }

  async tile(): Promise<Uint8Array> {
    const framed = this.entries.slice(0, TILE_WIDTH).map((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return Buffer.concat([length, entry]);
    });
    return Buffer.concat(framed);
  }

  async checkpoint(): Promise<string> {
    throw new Error('nobody asks');
  }
}

function mapRoot(size: number, keyFill: number) {
  return {
    schema: MAP_SCHEMA,
    ledger: 'a.example',
    mapId: String(size),
    size,
    root: '00'.repeat(32),
    vrfSuite: VRF_SUITE,
    vrfKey: Buffer.alloc(32, keyFill).toString('base64'),
  };
}

async function faultOf(source: FakeLedger): Promise<string | undefined> {
  return new StatementCheck(source, () => source.copy).readOn();
}

describe('a monitor that reads statements', () => {
  it('is content with what the log holds, and goes on where it stopped', async () => {
    const source = new FakeLedger();
    const check = new StatementCheck(source, () => source.copy);
    expect(await check.readOn()).toBeUndefined();
    expect(await check.readOn()).toBeUndefined();
    source.add('event', { note: 'two' }, [mine!]).add('event', { note: 'three' }, [stranger!]);
    expect(await check.readOn()).toMatch(/^statement 4: nobody registered the key/u);
  });

  it('catches a statement that is not the one of its entry', async () => {
    const source = new FakeLedger();
    source.shown[2]!.envelope.payload = Buffer.from('{"note":"two"}').toString('base64');
    expect(await faultOf(source)).toBe('statement 2: it is not the one that the log holds');
  });

  it('catches one that the log holds although its signature does not verify', async () => {
    const source = new FakeLedger();
    const { payload, payloadType, signatures } = signStatement('event', { note: 'x' }, [mine!]);
    const [{ keyid, signature }] = signatures as [{ keyid: string; signature: Uint8Array }];
    const spoiled = { keyid, signature: signature.with(40, signature[40]! ^ 1) };
    const stored = storedBytes({ payload, payloadType, signatures: [spoiled] });
    source.addStored(stored);
    expect(await faultOf(source)).toBe('statement 3: its signature 0 does not verify');
  });

  it('catches a completeness map that gets another key', async () => {
    const source = new FakeLedger();
    source.add('map', mapRoot(1, 1), [ledger!]).add('map', mapRoot(2, 1), [ledger!]);
    expect(await faultOf(source)).toBeUndefined();
    source.add('map', mapRoot(3, 2), [ledger!]);
    expect(await faultOf(source)).toBe('statement 5: it gives the map another key');
  });

  it('is not held up by a feed that goes back', async () => {
    const source = new FakeLedger();
    const first = source.shown[0]!;
    source.feed = async () => ({ items: [first], scannedTo: 0, next: null });
    await expect(faultOf(source)).rejects.toThrow('the feed goes back to statement 0');
  });

  it('does not judge keys that it may not know', async () => {
    const source = new FakeLedger().add('event', { note: 'three' }, [stranger!]);
    source.shown.splice(1, 1);
    expect(await faultOf(source)).toBeUndefined();
  });
});
