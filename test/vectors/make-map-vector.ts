import {
  encodeBase64,
  entryBytes,
  EMPTY_CHAIN,
  extendChain,
  formatVkey,
  hashLeaf,
  MAP_SCHEMA,
  mapInputOf,
  type MapPage,
  mapPlaceOf,
  mapValueOf,
  proveInclusion,
  proveMapKey,
  proveVrf,
  publicKeyOf,
  receiptOf,
  rootOf,
  sha256,
  encodeUtf8,
  sign,
  signCheckpoint,
  signStatement,
  statementHash,
  storedBytes,
  toHex,
  updateMap,
  VRF_SUITE,
  vrfKeyOf,
  vrfOutput,
} from '../../src/protocol/index.js';

const ORIGIN = 'vectors.example/0123456789ab';
const LEDGER_SEED = new Uint8Array(32).fill(0x61);
const VRF_SEED = new Uint8Array(32).fill(0x62);
const SIZE = 40;

const vrf = vrfKeyOf(VRF_SEED);
const leafHashes = Array.from({ length: SIZE }, (_, i) => sha256(encodeUtf8(`entry ${i}`)));

/** Subject n names the entries whose index is n more than a multiple of n + 3: some many, some one. */
const SUBJECTS = Array.from({ length: 12 }, (_, n) => ({
  subject: n % 3 === 0 ? `consignment:6RW-${n}` : `item:LOT-${n}`,
  indexes: leafHashes.flatMap((_hash, i) => (i % (n + 3) === n ? [i] : [])),
}));
const ABSENT = ['item:NEVER', 'item:NONE-1', 'consignment:6RW-99', 'item:NONE-2', 'item:LOT-É'];

/** `map.json` from its seeds: a map of twelve subjects, its roots as it grew, and proofs of presence and absence. */
export function makeMapVector(): object {
  const pages = new Map<string, MapPage>();
  const roots: string[] = [];
  const subjects = SUBJECTS.map(({ subject, indexes }) => {
    const input = mapInputOf(subject);
    const place = mapPlaceOf(vrfOutput(vrf, input));
    const entries = indexes.map((index) => ({ index, leafHash: leafHashes[index]! }));
    const chain = entries.reduce((before, entry) => extendChain(before, entry), EMPTY_CHAIN);
    const value = mapValueOf({ salt: place.salt, count: entries.length, chain });
    const update = updateMap(pages, [{ key: place.key, value }]);
    for (const [at, page] of update.pages) pages.set(at, page);
    roots.push(toHex(update.root));
    return {
      subject,
      input: toHex(input),
      vrfProof: toHex(proveVrf(vrf, input)),
      vrfOutput: toHex(vrfOutput(vrf, input)),
      key: toHex(place.key),
      salt: toHex(place.salt),
      indexes,
      chain: toHex(chain),
      value: toHex(value),
    };
  });
  const map = stated(roots.at(-1)!);
  return {
    origin: ORIGIN,
    ledgerSeed: toHex(LEDGER_SEED),
    vkey: formatVkey(ORIGIN, publicKeyOf(LEDGER_SEED)),
    vrfSeed: toHex(VRF_SEED),
    vrfKey: toHex(vrf.publicKey),
    leafHashes: leafHashes.map(toHex),
    subjects,
    roots,
    proofs: [...SUBJECTS.map(({ subject }) => subject), ...ABSENT].map((subject) =>
      proofOf(subject, pages, map),
    ),
  };
}

function proofOf(subject: string, pages: ReadonlyMap<string, MapPage>, map: object): object {
  const indexes = SUBJECTS.find((one) => one.subject === subject)?.indexes ?? [];
  const { key } = mapPlaceOf(vrfOutput(vrf, mapInputOf(subject)));
  const { siblings, leaf } = proveMapKey(pages, key);
  const other = indexes.length === 0 ? leaf : undefined;
  return {
    subject,
    size: SIZE,
    map,
    vrfProof: encodeBase64(proveVrf(vrf, mapInputOf(subject))),
    path: siblings.map(encodeBase64),
    leaf: other ? { key: encodeBase64(other.key), value: encodeBase64(other.value) } : null,
    entries: indexes.map((index) => ({ index, leafHash: toHex(leafHashes[index]!) })),
  };
}

/** The root as the ledger signs it, at the entry behind those it speaks of, and its receipt. */
function stated(root: string): object {
  const payload = {
    schema: MAP_SCHEMA,
    ledger: ORIGIN,
    mapId: String(SIZE),
    size: SIZE,
    root,
    vrfSuite: VRF_SUITE,
    vrfKey: encodeBase64(vrf.publicKey),
  };
  const stored = storedBytes(signStatement('map', payload, [LEDGER_SEED]));
  const entry = {
    index: SIZE,
    previous: leafHashes.at(-1)!,
    statementHash: statementHash(stored),
    recordedAt: '2026-06-01T08:00:00.000Z',
  };
  const all = [...leafHashes, hashLeaf(entryBytes(entry))];
  const checkpoint = signCheckpoint(
    { origin: ORIGIN, size: all.length, root: rootOf(all) },
    (message) => sign(message, LEDGER_SEED),
    publicKeyOf(LEDGER_SEED),
  );
  const proof = proveInclusion(SIZE, all.length, (level, at) =>
    rootOf(all.slice(at * 2 ** level, (at + 1) * 2 ** level)),
  );
  return {
    statement: JSON.parse(new TextDecoder().decode(stored)),
    receipt: receiptOf(entry, { proof, checkpoint }),
  };
}
