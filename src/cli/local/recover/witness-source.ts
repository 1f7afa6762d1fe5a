import { ProblemError } from '../../../client/problem-error.js';
import { Transport } from '../../../client/transport.js';
import { nativeSha256 } from '../../../ledger/native-sha256.js';
import type { RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import { encodeUtf8, toHex } from '../../../protocol/index.js';

const MOST_BYTES = 64 * 1024;

/**
 * A witness has no entries, but the largest head that it has cosigned of this ledger: how far the log had come, and
 * the proof for what other sources bring without a signature (C2SP tlog-witness, the monitoring route).
 *
 * @throws UnreachableError when it does not answer
 */
export async function readWitnessSource(
  url: string,
  origin: string,
  finds: RecoveryFinds,
): Promise<void> {
  const path = `${toHex(nativeSha256(encodeUtf8(origin)))}/checkpoint`;
  const transport = new Transport({ url });
  try {
    const request = { method: 'GET', path, isRepeatable: true, mostBytes: MOST_BYTES } as const;
    finds.addNote(await (await transport.send(request)).text(), url);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    finds.reject(url, `the witness has no checkpoint of ${origin} (status ${error.status})`);
  }
}
