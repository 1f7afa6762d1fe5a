import { signWith } from '../../client/signer.js';
import { decodeUtf8, statementHash, storedBytes, toHex } from '../../protocol/index.js';
import { type BrowserKey, signerOfKey } from '../session/browser-key.js';
import type { HeldKey } from '../session/key-store.js';
import type { Draft } from './draft.js';
import { eventOfDraft } from './event-of-draft.js';
import { outbox, type SignedEvent } from './posting-store.js';

interface Signatures {
  readonly key: HeldKey;
  /** Of whoever the event names as its witness. */
  readonly witness: BrowserKey | undefined;
  /** Origin of the ledger it is meant for. */
  readonly ledger: string;
}

/** Signs the event and keeps it on this device; only then may it be sent. */
export async function signDraft(draft: Draft, signatures: Signatures): Promise<SignedEvent> {
  const { key, witness, ledger } = signatures;
  const event = eventOfDraft(draft, { actor: key.party, ledger });
  const keys = witness === undefined ? [key] : [key, witness];
  const signers = keys.map(({ keyid, privateKey }) => signerOfKey(keyid, privateKey));
  const envelope = await signWith('event', event, signers);
  const stored = storedBytes(envelope);
  const signed: SignedEvent = {
    hash: toHex(statementHash(stored)),
    party: key.party,
    draft,
    envelope: decodeUtf8(stored),
    signedAt: new Date().toISOString(),
    outcome: { kind: 'waiting' },
  };
  await outbox.put(signed.hash, signed);
  return signed;
}
