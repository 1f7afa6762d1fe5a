import { Client } from 'pg';
import {
  appendToFrontier,
  checkConsistency,
  decodeEntryBundle,
  EMPTY_ROOT,
  type Entry,
  entryBytes,
  equalBytes,
  formatTime,
  type Frontier,
  hashLeaf,
  isSignedBy,
  type LedgerKey,
  type LedgerKeys,
  openCheckpoint,
  parseCanonical,
  parseEnvelope,
  parseVkey,
  proveConsistency,
  publicKeyOfJwk,
  rootOf,
  rootOfFrontier,
  statementHash,
  storedBytes,
  thumbprint,
  TILE_WIDTH,
  tilePath,
  tilesForSize,
  toHex,
  type PublicJwk,
} from '../../src/protocol/index.js';
import type { TestApp } from './app.js';

/** What a whole, sound log came to. */
export interface CheckedLedger {
  readonly size: number;
  readonly leafHashes: readonly Uint8Array[];
}

interface EntryRow {
  readonly idx: string;
  readonly recorded_at: Date;
  readonly kind: number;
  readonly statement_hash: Buffer;
  readonly leaf_hash: Buffer;
  readonly statement: Buffer;
}

/** Verifying one signature with the core takes a millisecond, so of a long log only some are looked at. */
const MOST_SIGNATURES = 300;

/**
 * Verifies the whole log from outside, with nothing of the service but the protocol core: entries, chain, statement
 * hashes, signatures, tree, every signed head, the head row, tiles and bundles as they are served.
 * @throws Error that says what is wrong and where
 */
export async function checkLedger(
  app: Pick<TestApp, 'url' | 'testDatabase'>,
): Promise<CheckedLedger> {
  const known = await fetch(`${app.url}/.well-known/custody-ledger`);
  const { vkey, origin }: { vkey: string; origin: string } = JSON.parse(await known.text());
  const client = new Client({ connectionString: app.testDatabase.url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<EntryRow>('select * from log_entries order by idx');
    const leafHashes = checkEntries(rows);
    const ledgerKeys = checkStatements(rows, vkey, origin);
    const roots = rootsOf(leafHashes);
    await checkHeads(client, ledgerKeys, roots);
    await checkIdentities(client, rows);
    await client.query('commit');
    await checkServed(app.url, ledgerKeys, rows, leafHashes, roots);
    return { size: rows.length, leafHashes };
  } finally {
    await client.end();
  }
}

function checkEntries(rows: readonly EntryRow[]): Uint8Array[] {
  const leafHashes: Uint8Array[] = [];
  let previous: Uint8Array = new Uint8Array(32);
  let before = 0;
  rows.forEach((row, index) => {
    require(Number(row.idx) === index, `entry ${index} is missing`);
    require(row.recorded_at.getTime() >=
      before, `entry ${index} was recorded before its predecessor`);
    before = row.recorded_at.getTime();
    require(equalBytes(
      statementHash(row.statement),
      row.statement_hash,
    ), `entry ${index}: the statement has another hash`);
    previous = hashLeaf(entryBytes(entryOf(row, index, previous)));
    require(equalBytes(previous, row.leaf_hash), `entry ${index}: the leaf hash differs`);
    leafHashes.push(previous);
  });
  return leafHashes;
}

function entryOf(row: EntryRow, index: number, previous: Uint8Array): Entry {
  const recordedAt = formatTime(row.recorded_at.getTime());
  return { index, previous, statementHash: row.statement_hash, recordedAt };
}

/** Keys are folded from the registrations as the entries come, so a signature is judged by what stood before it. */
function checkStatements(rows: readonly EntryRow[], vkey: string, origin: string): LedgerKeys {
  const ledgerKeys: LedgerKey[] = [];
  const keys = new Map<string, Uint8Array>();
  const every = Math.max(1, Math.ceil(rows.length / MOST_SIGNATURES));
  const addKey = (publicKey: Uint8Array): void => {
    keys.set(thumbprint(publicKey), publicKey);
  };
  rows.forEach((row, index) => {
    const envelope = parseEnvelope(row.statement);
    require(equalBytes(
      storedBytes(envelope),
      row.statement,
    ), `entry ${index}: the stored bytes are not canonical`);
    const payload: any = parseCanonical(envelope.payload);
    require(payload['ledger'] === origin, `entry ${index} is of another ledger`);
    if (index === 0) {
      const ledgerKey: { vkey: string; registrarKeys: PublicJwk[] } = payload['ledgerKey'];
      ledgerKeys.push({ key: parseVkey(ledgerKey.vkey), from: 0 });
      addKey(parseVkey(ledgerKey.vkey).publicKey);
      for (const jwk of ledgerKey.registrarKeys) addKey(publicKeyOfJwk(jwk));
    }
    if (payload['kind'] === 'ledger-key' && row.kind === 2) {
      const key = parseVkey(payload['rotation'].vkey);
      ledgerKeys.push({ key, from: index });
      addKey(key.publicKey);
    }
    const isKey = payload['kind'] === 'key' && row.kind === 2;
    if (isKey) addKey(publicKeyOfJwk(payload['key'].jwk));
    if (!isKey && index % every !== 0) return;
    envelope.signatures.forEach(({ keyid }, at) => {
      const key = keys.get(keyid);
      require(key !== undefined &&
        isSignedBy(envelope, at, key), `entry ${index}: signature ${at} does not verify`);
    });
  });
  const { publicKey } = ledgerKeys.at(-1)!.key;
  require(equalBytes(
    publicKey,
    parseVkey(vkey).publicKey,
  ), 'the log names another key than the service');
  return ledgerKeys;
}

/** Root of the tree of each size. */
function rootsOf(leafHashes: readonly Uint8Array[]): Uint8Array[] {
  const roots = [EMPTY_ROOT];
  let frontier: Frontier = [];
  leafHashes.forEach((leafHash, size) => {
    frontier = appendToFrontier(frontier, size, leafHash);
    roots.push(rootOfFrontier(frontier, size + 1));
  });
  return roots;
}

async function checkHeads(
  client: Client,
  vkey: LedgerKeys,
  roots: readonly Uint8Array[],
): Promise<void> {
  const heads = await client.query<{ size: string; root: Buffer }>('select * from log_head');
  const head = heads.rows[0]!;
  require(Number(head.size) === roots.length - 1, 'the head has another size than the log');
  require(equalBytes(head.root, roots.at(-1)!), 'the head has another root than the log');
  const { rows } = await client.query<{ size: string; root: Buffer; note: string }>(
    'select * from log_checkpoints order by size',
  );
  require(rows.length > 0 || roots.length === 1, 'no head was ever signed');
  for (const { size, root, note } of rows) {
    const opened = openCheckpoint(note, vkey);
    require(opened.ok, `checkpoint ${size}: ${opened.ok ? '' : opened.reason}`);
    if (!opened.ok) continue;
    require(opened.checkpoint.size === Number(size), `checkpoint ${size} is of another size`);
    const expected = roots[Number(size)];
    require(expected !== undefined, `checkpoint ${size} is larger than the log`);
    require(equalBytes(opened.checkpoint.root, expected!), `checkpoint ${size} has another root`);
    require(equalBytes(root, expected!), `checkpoint ${size}: the stored root differs`);
  }
}

/** One identity for each entry, and one claim more for each decision. */
async function checkIdentities(client: Client, rows: readonly EntryRow[]): Promise<void> {
  const decisions = rows.filter(({ kind }) => kind === 3).length;
  const { rows: counted } = await client.query<{ all: string; entries: string }>(
    'select count(*) as all, count(distinct idx) as entries from log_identities',
  );
  require(Number(counted[0]!.entries) === rows.length, 'an entry has no identity');
  require(Number(counted[0]!.all) === rows.length + decisions, 'there are surplus identities');
}

/** What anybody can fetch: the published checkpoint, every tile it implies, the entries. */
async function checkServed(
  url: string,
  vkey: LedgerKeys,
  rows: readonly EntryRow[],
  leafHashes: readonly Uint8Array[],
  roots: readonly Uint8Array[],
): Promise<void> {
  const note = await (await fetch(`${url}/log/checkpoint`)).text();
  const opened = openCheckpoint(note, vkey);
  require(opened.ok, `the published checkpoint: ${opened.ok ? '' : opened.reason}`);
  if (!opened.ok) return;
  // It may be newer than what was read from the tables.
  const size = Math.min(opened.checkpoint.size, rows.length);
  if (opened.checkpoint.size === size)
    require(equalBytes(opened.checkpoint.root, roots[size]!), 'the published root differs');
  for (const { level, n, width } of tilesForSize(size)) {
    const path = tilePath(level, n, width);
    const served = await fetchBytes(`${url}/log/${path}`);
    const expected = Buffer.concat(hashesOfTile(Number(level), n, width, leafHashes));
    require(expected.equals(served), `${path} is served wrongly`);
  }
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const path = tilePath('entries', n, width);
    const entries = decodeEntryBundle(await fetchBytes(`${url}/log/${path}`));
    require(entries.length === width, `${path} has ${entries.length} entries`);
    entries.forEach((entry, i) => {
      const index = n * TILE_WIDTH + i;
      require(equalBytes(hashLeaf(entry), leafHashes[index]!), `${path}: entry ${index} differs`);
    });
  }
  if (size > 1) checkGrowth(Math.floor(size / 2), size, leafHashes, roots);
}

function checkGrowth(
  older: number,
  newer: number,
  leafHashes: readonly Uint8Array[],
  roots: readonly Uint8Array[],
): void {
  const proof = proveConsistency(older, newer, (level, index) =>
    rootOf(leafHashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
  const claim = { older, newer, olderRoot: roots[older]!, newerRoot: roots[newer]!, proof };
  require(checkConsistency(claim), `the tree of ${newer} does not continue that of ${older}`);
}

function hashesOfTile(
  level: number,
  n: number,
  width: number,
  leafHashes: readonly Uint8Array[],
): Uint8Array[] {
  const leaves = TILE_WIDTH ** level;
  return Array.from({ length: width }, (_, i) => {
    const start = (n * TILE_WIDTH + i) * leaves;
    return rootOf(leafHashes.slice(start, start + leaves));
  });
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url);
  require(response.ok, `${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

function require(holds: boolean, fault: string): void {
  if (!holds) throw new Error(`the ledger is not sound: ${fault}`);
}

/** For messages of failing tests. */
export function shortHex(bytes: Uint8Array): string {
  return toHex(bytes).slice(0, 12);
}
