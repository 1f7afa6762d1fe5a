import { concatBytes, decodeBase64, encodeUtf8, equalBytes, fromHex } from './bytes.js';
import { parseCanonical } from './canonical-json.js';
import type { Checkpoint } from './checkpoint.js';
import { isSize } from './decimal.js';
import { ProtocolError } from './errors.js';
import { exactMembers } from './exact-members.js';
import { HASH_BYTES, sha256, type Sha256 } from './hash.js';
import { checkMapPath, type MapLeaf } from './map.js';
import { ledgerKeyAt, type LedgerKeys, ledgerKeysOf, type LedgerVkey } from './ledger-keys.js';
import { attempt, failed } from './outcome.js';
import { checkReceipt, receiptOfJson } from './receipt.js';
import { type Envelope, envelopeOfJson, isSignedBy, payloadTypeOf } from './statement.js';
import { parseTlogProof } from './tlog-proof.js';
import { checkVrf, VRF_SUITE } from './vrf.js';

export const MAP_SCHEMA = 'custody-map/1';

/** Where a subject stands in the map, and what hides what stands there; both from its VRF output. */
export interface MapPlace {
  readonly key: Uint8Array;
  /** Known to whoever has the VRF's proof; without it nobody can try out what a value commits to. */
  readonly salt: Uint8Array;
}

/** An entry of a subject, as the chain commits to it. */
export interface SubjectEntry {
  readonly index: number;
  readonly leafHash: Uint8Array;
}

/** Payload of a `map` statement: the ledger's word on all entries below `size`. */
export interface MapRoot {
  readonly ledger: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly vrfKey: Uint8Array;
}

export type CheckedCompleteness =
  | {
      readonly ok: true;
      readonly subject: string;
      /** Proved for all entries of the log below this index. */
      readonly size: number;
      /** All entries of the subject, in log order; empty: there is none. */
      readonly entries: readonly SubjectEntry[];
      /** The checkpoint that holds the map's root. */
      readonly checkpoint: Checkpoint;
      /** The same as it was signed. */
      readonly note: string;
    }
  | { readonly ok: false; readonly reason: string };

const LINK = 0x04;
const VALUE = 0x05;
const MEMBERS = ['subject', 'size', 'map', 'vrfProof', 'path', 'leaf', 'entries'];
const ROOT_MEMBERS = ['schema', 'ledger', 'mapId', 'size', 'root', 'vrfSuite', 'vrfKey'];
const HASH_HEX = /^[0-9a-f]{64}$/;
const MAX_SUBJECT_LENGTH = 1024;

/** Chain of a subject without entries. */
export const EMPTY_CHAIN: Uint8Array = new Uint8Array(HASH_BYTES);

/** What a VRF is asked for: `consignment:<UCR>` or `item:<item id>`. */
export function mapInputOf(subject: string): Uint8Array {
  return encodeUtf8(subject);
}

/** The halves of a VRF output. */
export function mapPlaceOf(output: Uint8Array): MapPlace {
  return { key: output.slice(0, HASH_BYTES), salt: output.slice(HASH_BYTES) };
}

/** The chain with one more entry: SHA-256(0x04 || chain || index in 8 bytes || leaf hash). */
export function extendChain(
  chain: Uint8Array,
  { index, leafHash }: SubjectEntry,
  hash: Sha256 = sha256,
): Uint8Array {
  return hash(concatBytes(Uint8Array.of(LINK), chain, eightBytes(index), leafHash));
}

/** What the map holds for a subject: SHA-256(0x05 || salt || count in 8 bytes || chain). */
export function mapValueOf(
  { salt, count, chain }: { salt: Uint8Array; count: number; chain: Uint8Array },
  hash: Sha256 = sha256,
): Uint8Array {
  return hash(concatBytes(Uint8Array.of(VALUE), salt, eightBytes(count), chain));
}

/**
 * Reads the payload of a `map` statement.
 *
 * @throws ProtocolError `malformed-proof`, or why it is not canonical JSON
 */
export function parseMapRoot(payload: Uint8Array): MapRoot {
  const members = exactMembers(parseCanonical(payload), ROOT_MEMBERS);
  const { schema, ledger, mapId, size, root, vrfSuite, vrfKey } = members ?? {};
  if (schema !== MAP_SCHEMA) throw malformed('it is not the root of a map');
  if (vrfSuite !== VRF_SUITE) throw malformed(`its keys are not made by ${VRF_SUITE}`);
  if (typeof ledger !== 'string') throw malformed('the map names no ledger');
  if (typeof size !== 'number' || !isSize(size) || mapId !== String(size))
    throw malformed('the map has no size');
  return { ledger, size, root: hashOfHex(root), vrfKey: hashOfBase64(vrfKey) };
}

/**
 * Checks, without asking anybody, that these are all entries of a subject below a size, or that there is none. What it
 * rests on: the ledger has signed and logged one root for that size, under that root each subject has one place, and the
 * place commits to the entries. That the ledger built the map rightly from its statements is for auditors, who derive
 * it again; a reader whose own event is missing has proof against it.
 *
 * @param proof parsed JSON, not yet believed
 * @throws ProtocolError `malformed-vkey`: the caller's error, not the proof's
 */
export function checkCompleteness(proof: unknown, vkey: LedgerVkey): CheckedCompleteness {
  const keys = ledgerKeysOf(vkey);
  const checked = attempt(() => check(read(proof), keys));
  return checked.ok ? checked.value : checked;
}

function check(proof: ReadProof, keys: LedgerKeys): CheckedCompleteness {
  const { subject, statement, entries, leaf } = proof;
  const received = checkReceipt({ receipt: proof.receipt, envelope: statement, vkey: keys });
  if (!received.ok) return received;
  const key = ledgerKeyAt(keys, proof.receipt.index);
  const isMap = statement.payloadType === payloadTypeOf('map') && statement.signatures.length === 1;
  if (!isMap || !isSignedBy(statement, 0, key.publicKey))
    return failed('the root of the map is not signed by the ledger');
  const map = parseMapRoot(statement.payload);
  if (map.ledger !== key.name) return failed(`the map is of ${map.ledger}`);
  if (map.size !== proof.size) return failed(`the map is of size ${map.size}, not ${proof.size}`);
  if (proof.receipt.index < map.size)
    return failed('the map speaks of entries that came after it was signed');
  const output = checkVrf(map.vrfKey, mapInputOf(subject), proof.vrfProof);
  if (output === undefined) return failed('the place in the map is not that of the subject');
  const place = mapPlaceOf(output);
  const fault = faultOfOrder(entries, map.size);
  if (fault !== undefined) return failed(fault);
  const own = ownLeaf(place, entries);
  if (own !== undefined && leaf !== undefined)
    return failed('a subject with entries ends in its own leaf');
  if (leaf !== undefined && equalBytes(leaf.key, place.key))
    return failed('there is none, it says, and shows a leaf of the subject');
  if (!checkMapPath(map.root, place.key, { siblings: proof.path, leaf: own ?? leaf }))
    return failed(
      own === undefined
        ? 'that the subject has no entries does not follow from the root of the map'
        : 'that these are all entries of the subject does not follow from the root of the map',
    );
  const { checkpoint } = received;
  const note = parseTlogProof(proof.receipt.proof).checkpoint;
  return { ok: true, subject, size: map.size, entries, checkpoint, note };
}

function ownLeaf({ key, salt }: MapPlace, entries: readonly SubjectEntry[]): MapLeaf | undefined {
  if (entries.length === 0) return undefined;
  const chain = entries.reduce((before, entry) => extendChain(before, entry), EMPTY_CHAIN);
  return { key, value: mapValueOf({ salt, count: entries.length, chain }) };
}

function faultOfOrder(entries: readonly SubjectEntry[], size: number): string | undefined {
  let before = -1;
  for (const { index } of entries) {
    if (index <= before) return 'the entries are not in the order of the log';
    if (index >= size) return `entry ${index} is beyond the ${size} entries of the map`;
    before = index;
  }
  return undefined;
}

interface ReadProof {
  readonly subject: string;
  readonly size: number;
  readonly statement: Envelope;
  readonly receipt: ReturnType<typeof receiptOfJson>;
  readonly vrfProof: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly leaf: MapLeaf | undefined;
  readonly entries: readonly SubjectEntry[];
}

function read(value: unknown): ReadProof {
  const members = exactMembers(value, MEMBERS);
  if (members === undefined)
    throw malformed(`it must be an object with exactly the members ${MEMBERS.join(', ')}`);
  const { subject, size, map, vrfProof, path, leaf, entries } = members;
  if (typeof subject !== 'string' || subject.length > MAX_SUBJECT_LENGTH)
    throw malformed('subject is not a short text');
  if (typeof size !== 'number' || !isSize(size)) throw malformed('size is not a size');
  if (typeof vrfProof !== 'string') throw malformed('vrfProof is not base64');
  if (!Array.isArray(path)) throw malformed('path is not a list');
  if (!Array.isArray(entries)) throw malformed('entries is not a list');
  const parts = exactMembers(map, ['statement', 'receipt']);
  if (parts === undefined) throw malformed('map has not exactly a statement and its receipt');
  return {
    subject,
    size,
    statement: envelopeOfJson(parts['statement']),
    receipt: receiptOfJson(parts['receipt']),
    vrfProof: decodeBase64(vrfProof),
    path: path.map(hashOfBase64),
    leaf: leaf === null ? undefined : leafOf(leaf),
    entries: entries.map(entryOf),
  };
}

function leafOf(value: unknown): MapLeaf {
  const members = exactMembers(value, ['key', 'value']);
  if (members === undefined) throw malformed('leaf has not exactly a key and a value');
  return { key: hashOfBase64(members['key']), value: hashOfBase64(members['value']) };
}

function entryOf(value: unknown): SubjectEntry {
  const members = exactMembers(value, ['index', 'leafHash']);
  const index = members?.['index'];
  if (typeof index !== 'number' || !isSize(index))
    throw malformed('an entry has not exactly an index and a leaf hash');
  return { index, leafHash: hashOfHex(members?.['leafHash']) };
}

function hashOfBase64(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
  if (bytes?.length === HASH_BYTES) return bytes;
  throw malformed('32 bytes in base64 are missing');
}

function hashOfHex(value: unknown): Uint8Array {
  if (typeof value === 'string' && HASH_HEX.test(value)) return fromHex(value);
  throw malformed('a hash in lower-case hex is missing');
}

/** Big-endian. */
function eightBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-proof', `the proof of completeness is malformed: ${why}`);
}
