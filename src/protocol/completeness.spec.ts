import { describe, expect, it } from '@jest/globals';
import { encodeBase64, encodeUtf8, toHex } from './bytes.js';
import type { JsonValue } from './canonical-json.js';
import { signCheckpoint } from './checkpoint.js';
import {
  checkCompleteness,
  EMPTY_CHAIN,
  extendChain,
  MAP_SCHEMA,
  mapInputOf,
  mapPlaceOf,
  mapValueOf,
} from './completeness.js';
import { publicKeyOf, sign } from './ed25519.js';
import { sha256 } from './hash.js';
import { type MapPage, proveMapKey, updateMap } from './map.js';
import { proveInclusion } from './merkle-proof.js';
import { hashLeaf, rootOf } from './merkle.js';
import { entryBytes } from './entry.js';
import { formatVkey } from './note-key.js';
import { receiptOf } from './receipt.js';
import { signStatement, statementHash, storedBytes, type StatementKind } from './statement.js';
import { proveVrf, VRF_SUITE, vrfKeyOf, vrfOutput } from './vrf.js';

const ORIGIN = 'rehearsal/0123456789ab';
const ledgerKey = new Uint8Array(32).fill(7);
const vrf = vrfKeyOf(new Uint8Array(32).fill(9));
const vkey = formatVkey(ORIGIN, publicKeyOf(ledgerKey));
const SIZE = 20;

/** What the log of the test holds of each subject. */
const INDEXES: Record<string, readonly number[]> = {
  'consignment:6RW1': [3, 5, 19],
  'item:LOT-1': [3],
  'item:LOT-2': [4, 5],
};

function leafHashOf(index: number): Uint8Array {
  return sha256(encodeUtf8(`leaf ${index}`));
}

function leafOf(subject: string, indexes: readonly number[]) {
  const { key, salt } = mapPlaceOf(vrfOutput(vrf, mapInputOf(subject)));
  const chain = indexes.reduce(
    (before, index) => extendChain(before, { index, leafHash: leafHashOf(index) }),
    EMPTY_CHAIN,
  );
  return { key, value: mapValueOf({ salt, count: indexes.length, chain }) };
}

const update = updateMap(
  new Map<string, MapPage>(),
  Object.entries(INDEXES).map(([subject, indexes]) => leafOf(subject, indexes)),
);

interface Forgery {
  readonly payload?: { readonly [member: string]: JsonValue };
  readonly kind?: StatementKind;
  readonly signer?: Uint8Array;
  readonly mapIndex?: number;
}

/** The statement of the root stands at entry 20 or elsewhere, in a log of dummies. */
function statedRoot({ payload = {}, kind = 'map', signer = ledgerKey, mapIndex = 20 }: Forgery) {
  const root = {
    schema: MAP_SCHEMA,
    ledger: ORIGIN,
    mapId: String(SIZE),
    size: SIZE,
    root: toHex(update.root),
    vrfSuite: VRF_SUITE,
    vrfKey: encodeBase64(vrf.publicKey),
    ...payload,
  };
  const stored = storedBytes(signStatement(kind, root, [signer]));
  const leaves = Array.from({ length: mapIndex }, (_, index) => leafHashOf(index));
  const entry = {
    index: mapIndex,
    previous: leaves.at(-1) ?? new Uint8Array(32),
    statementHash: statementHash(stored),
    recordedAt: '2026-06-01T08:00:00.000Z',
  };
  const all = [...leaves, hashLeaf(entryBytes(entry))];
  const checkpoint = signCheckpoint(
    { origin: ORIGIN, size: all.length, root: rootOf(all) },
    (message) => sign(message, ledgerKey),
    publicKeyOf(ledgerKey),
  );
  const node = (level: number, at: number) =>
    rootOf(all.slice(at * 2 ** level, (at + 1) * 2 ** level));
  const proof = proveInclusion(mapIndex, all.length, node);
  const statement: unknown = JSON.parse(new TextDecoder().decode(stored));
  return { statement, receipt: receiptOf(entry, { proof, checkpoint }) };
}

const map = statedRoot({});

function proofOf(subject: string, over: object = {}) {
  const { key } = mapPlaceOf(vrfOutput(vrf, mapInputOf(subject)));
  const { siblings, leaf } = proveMapKey(update.pages, key);
  const indexes = INDEXES[subject] ?? [];
  const isOther = leaf !== undefined && indexes.length === 0;
  return {
    subject,
    size: SIZE,
    map,
    vrfProof: encodeBase64(proveVrf(vrf, mapInputOf(subject))),
    path: siblings.map(encodeBase64),
    leaf: isOther ? { key: encodeBase64(leaf.key), value: encodeBase64(leaf.value) } : null,
    entries: indexes.map((index) => ({ index, leafHash: toHex(leafHashOf(index)) })),
    ...over,
  };
}

function refusalOf(proof: unknown): string {
  const checked = checkCompleteness(proof, vkey);
  return checked.ok ? 'it was taken' : checked.reason;
}

describe('a proof of completeness', () => {
  it.each(Object.entries(INDEXES))('holds for all entries of %s', (subject, indexes) => {
    const checked = checkCompleteness(JSON.parse(JSON.stringify(proofOf(subject))), vkey);

    expect(checked).toMatchObject({ ok: true, subject, size: SIZE });
    expect(checked.ok && checked.entries.map(({ index }) => index)).toEqual(indexes);
    expect(checked.ok && checked.checkpoint.size).toBe(21);
  });

  it('holds for subjects of which there is nothing', () => {
    for (let i = 0; i < 20; i++)
      expect(checkCompleteness(proofOf(`item:NONE-${i}`), vkey)).toMatchObject({
        ok: true,
        entries: [],
      });
  });
});

describe('a forged proof of completeness', () => {
  const good = proofOf('consignment:6RW1');

  it('fails when an entry is left out, added, changed or moved', () => {
    const [a, b, c] = good.entries;
    const reason = /these are all entries .* does not follow/u;
    expect(refusalOf({ ...good, entries: [a, b] })).toMatch(reason);
    expect(refusalOf({ ...good, entries: [b, c] })).toMatch(reason);
    expect(refusalOf({ ...good, entries: [a, { ...b, index: 6 }, c] })).toMatch(reason);
    expect(refusalOf({ ...good, entries: [a, { ...b, leafHash: a!.leafHash }, c] })).toMatch(
      reason,
    );
    expect(
      refusalOf({ ...good, entries: [a, b, { index: 18, leafHash: c!.leafHash }, c] }),
    ).toMatch(reason);
    expect(refusalOf({ ...good, entries: [b, a, c] })).toMatch(/order/u);
    expect(refusalOf({ ...good, entries: [a, b, c, { ...c, index: 20 }] })).toMatch(/beyond/u);
  });

  it('fails when it hides a subject that has entries', () => {
    expect(refusalOf({ ...good, entries: [] })).toMatch(/no entries does not follow/u);
    const own = leafOf('consignment:6RW1', [3, 5, 19]);
    const leaf = { key: encodeBase64(own.key), value: encodeBase64(own.value) };
    expect(refusalOf({ ...good, entries: [], leaf })).toMatch(/shows a leaf of the subject/u);
    expect(refusalOf({ ...good, leaf })).toMatch(/ends in its own leaf/u);
  });

  it('fails when the place of another subject is shown', () => {
    const absent = proofOf('item:NONE-1');
    const { path, leaf } = absent;
    expect(refusalOf({ ...good, path, leaf, entries: [] })).not.toBe('it was taken');
    expect(refusalOf({ ...good, vrfProof: absent.vrfProof })).toMatch(/not that of the subject/u);
    expect(refusalOf({ ...absent, subject: 'consignment:6RW1' })).toMatch(/not that of the subj/u);
  });

  it('fails when the root is not the one the ledger has logged and signed', () => {
    const withMap = (forgery: Forgery) => refusalOf({ ...good, map: statedRoot(forgery) });
    expect(withMap({ signer: new Uint8Array(32).fill(8) })).toMatch(/not signed by the ledger/u);
    expect(withMap({ kind: 'finding' })).toMatch(/not signed by the ledger/u);
    expect(withMap({ payload: { ledger: 'other/1' } })).toMatch(/is of other/u);
    expect(withMap({ payload: { size: 19, mapId: '19' } })).toMatch(/size 19/u);
    expect(withMap({ payload: { mapId: '19' } })).toMatch(/no size/u);
    expect(withMap({ payload: { schema: 'custody-map/2' } })).toMatch(/not the root of a map/u);
    expect(withMap({ payload: { vrfSuite: 'X' } })).toMatch(/keys are not made by/u);
    expect(withMap({ payload: { root: toHex(leafHashOf(1)) } })).toMatch(/does not follow/u);
    const other = vrfKeyOf(new Uint8Array(32).fill(1));
    expect(withMap({ payload: { vrfKey: encodeBase64(other.publicKey) } })).toMatch(/not that of/u);
    expect(withMap({ mapIndex: 19 })).toMatch(/after it was signed/u);
    const { receipt } = statedRoot({ mapIndex: 21 });
    const mixed = { ...map, receipt: { ...receipt, index: 20 } };
    expect(refusalOf({ ...good, map: mixed })).not.toBe('it was taken');
  });

  it('fails when the ledger is another', () => {
    const key = formatVkey('rehearsal/ffffffffffff', publicKeyOf(ledgerKey));
    expect(checkCompleteness(good, key).ok).toBe(false);
  });

  it('fails, without an exception, when it is not of the form', () => {
    const { subject: _, ...rest } = good;
    const spoiled: unknown[] = [
      null,
      [],
      'proof',
      rest,
      { ...good, more: 1 },
      { ...good, subject: 7 },
      { ...good, subject: 'x'.repeat(2000) },
      { ...good, size: -1 },
      { ...good, size: 21 },
      { ...good, map: {} },
      { ...good, map: { statement: {}, receipt: {} } },
      { ...good, vrfProof: 'x' },
      { ...good, vrfProof: '' },
      { ...good, path: {} },
      { ...good, path: ['AA=='] },
      { ...good, path: [...good.path, encodeBase64(update.root)] },
      { ...good, leaf: {} },
      { ...good, entries: {} },
      { ...good, entries: [{ index: 3 }] },
      { ...good, entries: [{ index: 3, leafHash: 'AB' }] },
    ];
    for (const proof of spoiled) expect(checkCompleteness(proof, vkey).ok).toBe(false);
  });
});
