import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { LedgerIdentity } from '../../../ledger/ledger-identity.js';
import { findLedgerKey, keyFilePath, REGISTRAR_KEY_FILE } from '../../../ledger/ledger-keys.js';
import { declareRecovery } from '../../../ledger/recovery/declare-recovery.js';
import type { SignedHead } from '../../../ledger/signing/signer-state.js';
import type { Config } from '../../../platform/config/config.js';
import type { Database } from '../../../platform/database/database.js';
import { CommandError, EXIT } from '../../exit-codes.js';
import { readKeyFile } from '../../key-file.js';
import type { RecoverOptions } from '../../local-commands.js';
import { loggedPeriods } from './own-keys.js';

export interface Loss {
  readonly origin: string;
  readonly left: SignedHead;
  readonly abandoned: SignedHead;
  readonly reason: string;
}

/** @returns the index of the declaration */
export async function declare(
  database: Database,
  { dataDir }: Config,
  loss: Loss,
  options: RecoverOptions,
): Promise<number> {
  const { origin, left, abandoned, reason } = loss;
  if (left.size === 0)
    throw new CommandError(
      'nothing is left of this ledger, so it cannot go on: begin another one under a new origin',
      EXIT.negative,
    );
  // A rotation that is lost never happened in this log: what is left says which key signs.
  const periods = await loggedPeriods(database);
  const identity = new LedgerIdentity({
    origin,
    keys: periods,
    secretOf: (publicKey) => findLedgerKey(dataDir, publicKey),
    registrarKeys: [],
    mapSeed: new Uint8Array(),
  });
  const ledgerKey = findLedgerKey(dataDir, identity.publicKey);
  if (ledgerKey === undefined)
    throw new CommandError(
      `no file ledger*.jwk.json in ${join(dataDir, 'keys')} holds ${identity.vkey}, which is the key of this ledger ` +
        'for its next entry: a recovery is declared with it. Bring that file; nothing was declared',
      EXIT.usage,
    );
  const registrar = options.registrar ?? keyFilePath(dataDir, REGISTRAR_KEY_FILE);
  const { secretKey: registrarKey } = readKeyFile(registrar);
  if (options.yes !== true) await confirm(loss);
  const now = Date.now();
  return declareRecovery({
    pool: database.pool,
    identity,
    ledgerKey,
    registrarKey,
    left,
    abandoned,
    reason,
    now,
  });
}

async function confirm({ origin, left, abandoned }: Loss): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CommandError('declaring a loss cannot be undone: add --yes', EXIT.usage);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(
      `Give up ${abandoned.size - left.size} signed entries of ${origin} (${left.size} to ${abandoned.size - 1}) for good?\n` +
        'Everybody will be able to prove that this ledger has two histories. This cannot be undone.\n' +
        'Type the origin of the ledger to go on: ',
    );
    if (answer.trim() !== origin)
      throw new CommandError('not declared; nothing changed', EXIT.negative);
  } finally {
    lines.close();
  }
}
