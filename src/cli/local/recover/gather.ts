import { LedgerClient } from '../../../client/ledger-client.js';
import type { RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import type { Config } from '../../../platform/config/config.js';
import { DatabaseServer } from '../../../platform/database/database-server.js';
import { Database } from '../../../platform/database/database.js';
import { createLogger } from '../../../platform/logging/pino-logger.js';
import { jwkOfSecretKey, ledgerKeyAt, type LedgerKeys } from '../../../protocol/index.js';
import { CommandError, EXIT } from '../../exit-codes.js';
import { readKeyFile } from '../../key-file.js';
import type { RecoverOptions } from '../../local-commands.js';
import { refuseMissingLedger } from '../recorded-ledger.js';
import { readDatabaseSource } from './database-source.js';
import { readFileSource } from './file-source.js';
import { readLedgerSource } from './ledger-source.js';
import { readWitnessSource } from './witness-source.js';

interface Gathering {
  /** Index of the first entry that is wanted. */
  readonly from: number;
  readonly finds: RecoveryFinds;
  readonly config: Config;
  /** Of the ledger, as far as they are known without the sources. */
  readonly keys: LedgerKeys;
}

/** Reads every source that was named; the more there are, the smaller the gaps. */
export async function gather(options: RecoverOptions, gathering: Gathering): Promise<void> {
  const { from, finds, config, keys } = gathering;
  for (const file of options.fromFile) readFileSource(file, finds);
  for (const url of options.fromDatabase)
    await fromDatabase({ ...config, database: { ...config.database, url } }, gathering, 'database');
  for (const dataDir of options.fromDataDir) {
    const database = { ...config.database, url: undefined };
    const source = { ...config, dataDir, database };
    refuseMissingLedger(source);
    await fromDatabase(source, gathering, dataDir);
  }
  for (const url of options.fromWitness)
    await readWitnessSource(url, ledgerKeyAt(keys, 0).name, finds);
  for (const url of options.fromUrl) {
    const key = readerKey(options);
    const client = new LedgerClient({ url, ...(key === undefined ? {} : { key }) });
    await readLedgerSource({ client, url, mayRead: key !== undefined, keys }, from, finds);
  }
}

/** @param name how reports call it: a URL may hold a password */
async function fromDatabase(
  config: Config,
  { from, finds }: Gathering,
  name: string,
): Promise<void> {
  const logger = createLogger(config);
  const server = await DatabaseServer.startUnchanged(config, logger);
  try {
    const database = await Database.open(server, config, logger);
    try {
      await readDatabaseSource(database, from, finds, name);
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

function readerKey({ key, party }: RecoverOptions) {
  if (key === undefined && party === undefined) return undefined;
  if (key === undefined || party === undefined)
    throw new CommandError(
      'to read statements from a ledger give both --key and --party',
      EXIT.usage,
    );
  return { party, jwk: jwkOfSecretKey(readKeyFile(key).secretKey) };
}
