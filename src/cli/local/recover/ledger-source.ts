import type { LedgerClient } from '../../../client/ledger-client.js';
import type { RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import {
  checkRotations,
  envelopeOfJson,
  type LedgerKeys,
  openCheckpoint,
  parseEntry,
  ProtocolError,
  receiptOfJson,
} from '../../../protocol/index.js';
import { readEntries } from '../../../client/log-source.js';

export interface LedgerSource {
  readonly client: LedgerClient;
  readonly url: string;
  /** With a key: statements are asked for, too. Without, the public log gives only what they hash to. */
  readonly mayRead: boolean;
  /** Those of the ledger that are known; a rotation that was lost may have brought another. */
  readonly keys: LedgerKeys;
}

const PAGE = 200;

/** Another copy of the ledger that still answers: its public entries, and the statements its reader may see. */
export async function readLedgerSource(
  { client, url, mayRead, keys }: LedgerSource,
  from: number,
  finds: RecoveryFinds,
): Promise<void> {
  const now = await addRotations({ client, url, keys }, finds);
  const note = await client.checkpoint();
  finds.addNote(note, url);
  const opened = openCheckpoint(note, now);
  // Not even its head is this ledger's: what else it tells is not asked for.
  if (!opened.ok) return;
  const head = opened.checkpoint;
  try {
    for await (const bytes of readEntries(client, from, head.size))
      finds.addEntry(parseEntry(bytes));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    finds.reject(url, `its entries cannot be read: ${error.message}`);
  }
  if (!mayRead) return;
  for (let after = from - 1; ;) {
    const page = await client.feed({ after, limit: PAGE });
    for (const { envelope } of page.items) finds.addEnvelope(envelopeOfJson(envelope));
    if (page.next === null) return;
    after = Number(page.next);
  }
}

/** @returns the keys its head is to be opened with: of a rotation that was lost it may be the only witness */
async function addRotations(
  { client, url, keys }: Pick<LedgerSource, 'client' | 'url' | 'keys'>,
  finds: RecoveryFinds,
): Promise<LedgerKeys> {
  const { rotations } = await client.wellKnown();
  const checked = checkRotations(
    rotations,
    keys.map(({ key }) => key),
  );
  if (!checked.ok) return keys;
  for (const { envelope, receipt } of rotations) {
    finds.addEnvelope(envelopeOfJson(envelope));
    finds.addReceipt(receiptOfJson(receipt), `${url}, rotation in entry ${receipt.index}`);
  }
  return checked.value;
}
