import { createHash, createPublicKey, verify as nodeVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { decodeUtf8, encodeUtf8, fromHex, toHex } from './bytes.js';
import { canonicalize, type JsonValue } from './canonical-json.js';
import { signCheckpoint } from './checkpoint.js';
import { sign } from './ed25519.js';
import { entryBytes, parseEntry } from './entry.js';
import type { PublicJwk } from './jwk.js';
import { proveInclusion } from './merkle-proof.js';
import { hashLeaf, rootOf } from './merkle.js';
import { formatVkey, parseVkey } from './note-key.js';
import { checkReceipt, type Receipt, receiptOf, receiptOfJson } from './receipt.js';
import {
  isSignedBy,
  parseEnvelope,
  type StatementKind,
  signStatement,
  statementHash,
  storedBytes,
} from './statement.js';
import { formatTlogProof, parseTlogProof } from './tlog-proof.js';

type KeyName = 'ledger' | 'registrar' | 'producer';
interface FrozenStatement {
  kind: StatementKind;
  signers: KeyName[];
  payload: JsonValue;
  preAuthEncoding: string;
  stored: string;
  statementHash: string;
  entry: string;
  leafHash: string;
  receipt: Receipt;
}
const ledger: {
  origin: string;
  vkey: string;
  keys: Record<KeyName, { seed: string; publicKey: string; keyid: string; jwk: PublicJwk }>;
  statements: FrozenStatement[];
  size: number;
  root: string;
  checkpoint: string;
  roots: string[];
} = readVector('ledger.json');

const leaves = ledger.statements.map(({ leafHash }) => fromHex(leafHash));
const frozen = ledger.statements[3]!;
const { receipt } = frozen;
const envelope = encodeUtf8(frozen.stored);
const vkey = parseVkey(ledger.vkey);
const claim = { receipt, envelope, vkey };

describe('the frozen ledger', () => {
  it('is made again byte for byte from its seeds and payloads', () => {
    let previous = new Uint8Array(32);
    ledger.statements.forEach((expected, index) => {
      const keys = expected.signers.map((name) => fromHex(ledger.keys[name].seed));
      const stored = storedBytes(signStatement(expected.kind, expected.payload, keys));
      const { recordedAt } = parseEntry(encodeUtf8(expected.entry));
      const entry = { index, previous, statementHash: statementHash(stored), recordedAt };
      const proof = proveInclusion(index, ledger.size, readLeaves);

      expect(decodeUtf8(stored)).toBe(expected.stored);
      expect(toHex(entry.statementHash)).toBe(expected.statementHash);
      expect(decodeUtf8(entryBytes(entry))).toBe(expected.entry);
      expect(receiptOf(entry, { proof, checkpoint: ledger.checkpoint })).toEqual(expected.receipt);
      previous = Uint8Array.from(leaves[index]!);
    });
    expect(toHex(rootOf(leaves))).toBe(ledger.root);
    expect(leaves.map((_, i) => toHex(rootOf(leaves.slice(0, i + 1))))).toEqual(ledger.roots);
  });

  it('is confirmed by node:crypto without any code of ours', () => {
    for (const {
      signers,
      preAuthEncoding,
      stored,
      statementHash: hash,
      entry,
      leafHash,
    } of ledger.statements) {
      const { payload, payloadType, signatures } = JSON.parse(stored);
      const body = Buffer.from(payload, 'base64');
      const message = Buffer.from(
        `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} ${body.toString()}`,
      );
      signers.forEach((name, i) => {
        const key = createPublicKey({ format: 'jwk', key: { ...ledger.keys[name].jwk } });
        expect(nodeVerify(null, message, key, Buffer.from(signatures[i].sig, 'base64'))).toBe(true);
        expect(signatures[i].keyid).toBe(ledger.keys[name].keyid);
      });
      expect(message.toString('hex')).toBe(preAuthEncoding);
      expect(createHash('sha256').update(stored).digest('hex')).toBe(hash);
      expect(createHash('sha256').update(`\0${entry}`).digest('hex')).toBe(leafHash);
    }
  });

  it('is the worked example of the reference page', () => {
    const page = readFileSync(new URL('../../docs/reference/protocol.md', import.meta.url), 'utf8');
    const { signatures } = JSON.parse(frozen.stored);
    const shown = [
      decodeUtf8(fromHex(frozen.preAuthEncoding)),
      signatures[0].keyid,
      signatures[0].sig,
      frozen.statementHash,
      frozen.entry,
      frozen.leafHash,
      receipt.proof,
      ledger.vkey,
    ];

    for (const text of shown) expect(page).toContain(text);
  });

  it('holds statements whose signatures verify', () => {
    for (const { signers, stored } of ledger.statements)
      signers.forEach((name, i) => {
        const key = fromHex(ledger.keys[name].publicKey);
        expect(isSignedBy(parseEnvelope(encodeUtf8(stored)), i, key)).toBe(true);
      });
  });
});

describe('checkReceipt', () => {
  it('accepts every frozen receipt, the statement decoded or not, the vkey parsed or not', () => {
    for (const statement of ledger.statements) {
      const bytes = encodeUtf8(statement.stored);
      expect(checkReceipt({ receipt: statement.receipt, envelope: bytes, vkey })).toMatchObject({
        ok: true,
      });
    }
    const checked = checkReceipt({ receipt, envelope: parseEnvelope(envelope), vkey: ledger.vkey });
    expect(checked.ok && checked.checkpoint.size).toBe(ledger.size);
  });

  it('says in words which part does not hold', () => {
    const { index, proof, checkpoint } = parseTlogProof(receipt.proof);
    const other = ledger.statements[4]!;
    const small = signedAt(3, rootOf(leaves.slice(0, 3)));
    const forked = signedAt(ledger.size, hashLeaf(leaves[0]!));
    const stranger = formatVkey(ledger.origin, fromHex(ledger.keys.producer.publicKey));
    const faults: [Partial<typeof claim> | { vkey: string }, RegExp][] = [
      [{ envelope: encodeUtf8(other.stored) }, /another statement/],
      [{ envelope: encodeUtf8('{}') }, /exactly the members/],
      [{ receipt: { ...receipt, index: 2 } }, /leaf hash/],
      [{ receipt: { ...receipt, previous: other.receipt.previous } }, /leaf hash/],
      [{ receipt: { ...receipt, recordedAt: '2026-03-04T07:00:03.703Z' } }, /leaf hash/],
      [{ receipt: { ...receipt, leafHash: other.leafHash } }, /leaf hash/],
      [{ receipt: { ...receipt, leafHash: receipt.leafHash.toUpperCase() } }, /lower-case hex/],
      [{ receipt: { ...receipt, recordedAt: '2026-03-04T07:00:03Z' } }, /not a time/],
      [{ receipt: { ...receipt, proof: 'proof' } }, /no checkpoint/],
      [{ receipt: { ...receipt, proof: other.receipt.proof } }, /for index 4/],
      [
        { receipt: { ...receipt, proof: formatTlogProof({ index, proof, checkpoint: small }) } },
        /covers 3 entries/,
      ],
      [
        { receipt: { ...receipt, proof: formatTlogProof({ index, proof, checkpoint: forked }) } },
        /root/,
      ],
      [
        {
          receipt: {
            ...receipt,
            proof: formatTlogProof({ index, proof: proof.slice(1), checkpoint }),
          },
        },
        /root/,
      ],
      [{ vkey: stranger }, /no known key/],
    ];

    for (const [fault, reason] of faults) {
      const checked = checkReceipt({ ...claim, ...fault });
      expect(checked.ok || checked.reason).toMatch(reason);
    }
  });

  it('fails with any byte of the receipt changed', () => {
    const bytes = encodeUtf8(JSON.stringify(receipt));
    for (const mask of [0x01, 0x20])
      bytes.forEach((byte, i) => {
        expect(isAccepted(bytes.with(i, byte ^ mask), envelope)).toBe(false);
      });
    expect(isAccepted(bytes, envelope)).toBe(true);
  });

  it('fails with any byte of the statement changed', () => {
    const bytes = encodeUtf8(JSON.stringify(receipt));
    for (const mask of [0x01, 0x04, 0x20])
      envelope.forEach((byte, i) => {
        expect(isAccepted(bytes, envelope.with(i, byte ^ mask))).toBe(false);
      });
  });

  it('throws for a malformed vkey only', () => {
    expect(refusal(() => checkReceipt({ ...claim, vkey: 'nonsense' }))).toBe('malformed-vkey');
  });
});

describe('receiptOfJson', () => {
  it('gives a receipt back, whatever the order of its members', () => {
    expect(receiptOfJson(JSON.parse(canonicalize({ ...receipt })))).toEqual(receipt);
  });

  it('refuses anything but the six members in their forms', () => {
    const { proof: _, ...short } = receipt;
    const wrong: unknown[] = [
      null,
      [receipt],
      'receipt',
      short,
      { ...receipt, extra: 1 },
      { ...receipt, index: '3' },
      { ...receipt, index: -1 },
      { ...receipt, index: 2 ** 53 },
      { ...receipt, proof: [receipt.proof] },
      { ...receipt, recordedAt: 0 },
      { ...receipt, previous: receipt.previous.slice(1) },
    ];

    for (const value of wrong)
      expect(refusal(() => receiptOfJson(value))).toBe('malformed-receipt');
  });
});

describe('tlog-proof', () => {
  it('reads back and refuses every other spelling', () => {
    const text = receipt.proof;
    const wrong = [
      text.replace('@v1', '@v2'),
      text.replace('index 3', 'index 03'),
      text.replace('index 3', 'extra AAAA\nindex 3'),
      text.replace('index 3\n', 'index 3\nAAAA\n'),
      text.replace('index 3\n', `index 3\n${`${'A'.repeat(43)}=\n`.repeat(64)}`),
      text.replace('index 3\n', 'index 3\n\u2014\n'),
      text.slice(0, 40),
    ];

    expect(formatTlogProof(parseTlogProof(text))).toBe(text);
    for (const other of wrong)
      expect(refusal(() => parseTlogProof(other))).toMatch(/malformed-proof|bad-base64/);
    expect(refusal(() => formatTlogProof({ index: -1, proof: [], checkpoint: '' }))).toBe(
      'malformed-proof',
    );
  });
});

function readLeaves(level: number, index: number): Uint8Array {
  return rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
}

function signedAt(size: number, root: Uint8Array): string {
  const secretKey = fromHex(ledger.keys.ledger.seed);
  return signCheckpoint(
    { origin: ledger.origin, size, root },
    (message) => sign(message, secretKey),
    vkey.publicKey,
  );
}

function isAccepted(receiptBytes: Uint8Array, statement: Uint8Array): boolean {
  try {
    const parsed = JSON.parse(decodeUtf8(receiptBytes));
    return checkReceipt({ receipt: parsed, envelope: statement, vkey }).ok;
  } catch (error) {
    if (error instanceof SyntaxError || refusal(() => decodeUtf8(receiptBytes)) !== undefined)
      return false;
    throw error;
  }
}
