import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import { type Clock, SimulatedClock } from '../platform/clock.js';
import {
  formatVkey,
  jwkOfPublicKey,
  ledgerKeyOf,
  PROFILE,
  publicKeyOf,
} from '../protocol/index.js';
import { AppendConnection, type BatchToWrite } from './append/append-connection.js';
import { type Head, linkBatch } from './append/link-batch.js';
import { identityOf } from './admission/identity.js';
import {
  findLedgerKey,
  type KeyFile,
  LEDGER_KEY_FILE,
  readOrMakeKey,
  REGISTRAR_KEY_FILE,
} from './ledger-keys.js';
import {
  LedgerIdentity,
  LedgerKeyMissing,
  REHEARSAL_PREFIX,
  signStored,
} from './ledger-identity.js';
import { readRotations } from './logged-keys.js';
import { checkedRegistration } from './logged-registrations.js';
import { MAP_SEED_FILE, mapSeedOf, readMapSeed } from './map-seed.js';
import { nativeSha256 } from './native-sha256.js';
import { queriesOf } from './own-connections.js';
import { readSignedHeads } from './signing/signer-state.js';
import { TreeWindow } from './tree/tree-window.js';

export interface OpenLedgerOptions {
  readonly pool: pg.Pool;
  readonly dataDir: string;
  /** `undefined`: made on the first run, then what entry 0 says. */
  readonly origin: string | undefined;
  readonly clock: Clock;
  readonly isProduction: boolean;
}

export interface OpenedLedger {
  readonly identity: LedgerIdentity;
  readonly keys: readonly KeyFile[];
  /** The log was empty: this process wrote entry 0. */
  readonly isNew: boolean;
}

/** This process must not serve this database; the message says what to do. */
export class WrongLedger extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongLedger';
  }
}

/** `registrationId` of entry 0. */
const GENESIS_ID = 'ledger';

/**
 * Opens the ledger of a database with the keys of a data folder. The first run makes the keys and writes entry 0, the
 * ledger's own registration, signed by the ledger's key and then by the registrar's.
 * @throws WrongLedger
 */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenedLedger> {
  const connection = await AppendConnection.open(options.pool);
  try {
    const { head } = await connection.openBatch([]);
    if (head.size > 0) {
      await connection.rollback();
      return await openExisting(options);
    }
    return await beginLedger(options, connection, head);
  } finally {
    connection.close();
  }
}

async function beginLedger(
  options: OpenLedgerOptions,
  connection: AppendConnection,
  head: Head,
): Promise<OpenedLedger> {
  const { dataDir, clock } = options;
  await refuseLostLog(dataDir);
  const ledgerKey = await readOrMakeKey(dataDir, LEDGER_KEY_FILE);
  const registrarKey = await readOrMakeKey(dataDir, REGISTRAR_KEY_FILE);
  const prefix = clock instanceof SimulatedClock ? REHEARSAL_PREFIX : 'custody.local/';
  const origin = options.origin ?? `${prefix}${randomBytes(6).toString('hex')}`;
  checkClock(origin, options);
  const identity = new LedgerIdentity({
    origin,
    keys: [{ vkey: formatVkey(origin, publicKeyOf(ledgerKey.secretKey)), from: 0 }],
    secretOf: (publicKey) => findLedgerKey(dataDir, publicKey),
    registrarKeys: [jwkOfPublicKey(publicKeyOf(registrarKey.secretKey))],
    mapSeed: mapSeedOf(ledgerKey.secretKey),
  });
  const stored = ownRegistration(identity, [ledgerKey.secretKey, registrarKey.secretKey]);
  await connection.writeBatch(firstBatch(identity, stored, head, clock.now()));
  return { identity, keys: [ledgerKey, registrarKey], isNew: true };
}

/** A second entry 0 under the same key would be another history, and nothing of the first could be put back. */
async function refuseLostLog(dataDir: string): Promise<void> {
  const heads = await readSignedHeads(dataDir);
  if (heads.length === 0) return;
  const size = Math.max(...heads.map((head) => head.size));
  throw new WrongLedger(
    `The log is empty, but a head of ${size} entries was signed from ${dataDir} (rollback-detected). Bring the database ` +
      'back, or put the entries back with "npx custody recover"; to begin another ledger, use another DATA_DIR.',
  );
}

/** Entry 0: origin, key, registrar keys and signature profile. */
function ownRegistration(identity: LedgerIdentity, secretKeys: readonly Uint8Array[]): Uint8Array {
  const { origin, vkey, registrarKeys } = identity;
  const payload = {
    schema: 'custody-registration/1',
    ledger: origin,
    registrationId: GENESIS_ID,
    kind: 'ledger',
    ledgerKey: {
      origin,
      vkey,
      registrarKeys: registrarKeys.map((jwk) => ({ ...jwk })),
      profile: PROFILE,
    },
  };
  return signStored('registration', payload, secretKeys);
}

function firstBatch(
  { origin, keyid }: LedgerIdentity,
  stored: Uint8Array,
  head: Head,
  now: number,
): BatchToWrite {
  const window = new TreeWindow(0, []);
  const hash = nativeSha256(stored);
  const statement = { kind: 'registration', stored, hash, changesSigners: true } as const;
  const facts = {
    kind: 'registration',
    registers: 'ledger',
    ledger: origin,
    localId: GENESIS_ID,
    party: undefined,
    keyid: undefined,
  } as const;
  return {
    linked: linkBatch(head, [statement], now, window),
    identities: [[identityOf(facts, [{ keyid }]), 0]],
    window,
    sizeBefore: 0,
  };
}

async function openExisting(options: OpenLedgerOptions): Promise<OpenedLedger> {
  const { rows } = await options.pool.query<{ statement: Buffer }>(
    'select statement from log_entries where idx = 0',
  );
  const stored = rows[0]?.statement;
  if (stored === undefined)
    throw new WrongLedger('The log has a head but no entry 0: run "custody audit".');
  const entry0 = checkedRegistration(stored);
  if (entry0.kind !== 'ledger')
    throw new WrongLedger('Entry 0 does not register a ledger: run "custody audit".');
  const { origin, vkey, registrarKeys } = entry0.ledgerKey;
  if (options.origin !== undefined && options.origin !== origin) {
    throw new WrongLedger(
      `LEDGER_ORIGIN is ${options.origin}, but this database holds ledger ${origin}. ` +
        'Unset LEDGER_ORIGIN to serve it, or use another database to begin a new ledger.',
    );
  }
  checkClock(origin, options);
  const { dataDir, pool } = options;
  const keys = [{ vkey, from: 0 }, ...(await readRotations(queriesOf(pool)))];
  const mapSeed = await mapSeedFor(dataDir, vkey);
  const identity = new LedgerIdentity({
    origin,
    keys,
    secretOf: (publicKey) => findLedgerKey(dataDir, publicKey),
    registrarKeys,
    mapSeed,
  });
  requireOwnKey(identity, dataDir);
  return { identity, keys: [], isNew: false };
}

async function mapSeedFor(dataDir: string, firstVkey: string): Promise<Uint8Array> {
  const written = await readMapSeed(dataDir);
  if (written !== undefined) return written;
  const { publicKey } = ledgerKeyOf(firstVkey);
  const firstKey = findLedgerKey(dataDir, publicKey);
  if (firstKey !== undefined) return mapSeedOf(firstKey);
  throw new WrongLedger(
    `The ledger of this database was begun with the key ${firstVkey}, but no file ledger*.jwk.json in ` +
      `${join(dataDir, 'keys')} holds it, nor is there a ${MAP_SEED_FILE} beside it. ` +
      `Bring the folder keys/ of the data folder in which the ledger was begun, or use another database.`,
  );
}

function requireOwnKey(identity: LedgerIdentity, dataDir: string): void {
  try {
    identity.requireKey();
  } catch (error) {
    if (!(error instanceof LedgerKeyMissing)) throw error;
    throw new WrongLedger(
      `The ledger of this database has the key ${identity.vkey}, but no file ledger*.jwk.json in ` +
        `${join(dataDir, 'keys')} holds it. Bring the file from the data folder in which the ledger was begun, ` +
        `or its key was rotated, or use another database.`,
    );
  }
}

/** A simulated clock could date evidence at will, so it runs only on a ledger that says so in its name. */
function checkClock(origin: string, { clock, isProduction }: OpenLedgerOptions): void {
  if (!(clock instanceof SimulatedClock)) return;
  if (isProduction) throw new WrongLedger('A simulated clock never runs with NODE_ENV=production.');
  if (origin.startsWith(REHEARSAL_PREFIX)) return;
  throw new WrongLedger(
    `A simulated clock runs only on a ledger whose origin begins with ${REHEARSAL_PREFIX}; this is ${origin}.`,
  );
}
