import type { RegistrationFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { Judged } from './judged.js';
import { judgeSignatures } from './judge-signatures.js';
import { refuse } from './refuse.js';

/**
 * A new key of the ledger is signed by a registrar, by the key that it replaces, and by itself, so that neither a thief
 * of the ledger's key alone nor a registrar alone can bring one. The replaced key must be the ledger's as of the entry
 * before; earlier ones are revoked.
 */
export function judgeRotation(
  { facts, signatures }: Judged<RegistrationFacts>,
  directory: SignerDirectory,
): Refusal | undefined {
  const { keyid, replaces } = facts;
  const keyids = signatures.map((signature) => signature.keyid);
  const fault = judgeSignatures(signatures, directory, () => judgeSet(keyids, facts), keyid);
  if (fault !== undefined) return fault;
  const [registrar = ''] = keyids;
  if (!directory.isRegistrar(registrar))
    return refuse('role', `Key ${registrar} is not a registrar's.`);
  if (replaces === undefined || !directory.isLedgerKey(replaces))
    return refuse('role', `Key ${replaces} is not the ledger's, so it cannot be replaced.`);
  const known = keyid === undefined ? undefined : directory.key(keyid);
  if (known === undefined) return undefined;
  return refuse(
    'key-in-use',
    `Key ${known.keyid} was registered by entry ${known.registeredAt}; make a new one.`,
  );
}

function judgeSet(
  [registrar, outgoing, incoming, ...more]: readonly string[],
  { keyid, replaces }: RegistrationFacts,
): Refusal | undefined {
  const isInOrder = outgoing === replaces && incoming === keyid && more.length === 0;
  if (isInOrder && registrar !== replaces && registrar !== keyid && replaces !== keyid)
    return undefined;
  return refuse(
    'signature-set',
    'A new key of the ledger has three signatures: a registrar, the key it replaces, then the new key itself.',
  );
}
