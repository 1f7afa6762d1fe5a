import type { RegistrationFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { Judged, JudgementContext } from './judged.js';
import { judgeRotation } from './judge-rotation.js';
import { judgeSignatures } from './judge-signatures.js';
import { refuse } from './refuse.js';

/**
 * Signed by a registrar; a new key signs second and so proves that somebody holds it. A revocation may instead be
 * signed by any valid key of the party whose key it is, the very key included.
 */
export function judgeRegistration(
  { facts, signatures }: Judged<RegistrationFacts>,
  { directory }: JudgementContext,
): Refusal | undefined {
  if (facts.registers === 'recovery') return judgeRecovery(signatures, directory);
  if (facts.registers === 'ledger-key') return judgeRotation({ facts, signatures }, directory);
  const newKeyid = facts.registers === 'key' ? facts.keyid : undefined;
  const fault = judgeSignatures(
    signatures,
    directory,
    () =>
      judgeSet(
        signatures.map(({ keyid }) => keyid),
        newKeyid,
      ),
    newKeyid,
  );
  if (fault !== undefined) return fault;
  const signer = signatures[0]?.keyid ?? '';
  if (facts.registers === 'ledger')
    return refuse('role', 'The ledger registers itself, in entry 0 only.');
  if (!directory.isRegistrar(signer) && !isOwnRevocation(facts, signer, directory))
    return refuse('role', `Key ${signer} is not a registrar's.`);
  return judgeReferences(facts, directory);
}

/** A registrar answers for it, and the ledger itself: whoever has only one of both keys cannot end a history. */
function judgeRecovery(
  signatures: Judged<RegistrationFacts>['signatures'],
  directory: SignerDirectory,
): Refusal | undefined {
  return judgeSignatures(signatures, directory, () => {
    const [registrar, ledger, ...more] = signatures.map(({ keyid }) => keyid);
    const isSet = registrar !== undefined && ledger !== undefined && more.length === 0;
    if (isSet && directory.isRegistrar(registrar) && directory.isLedgerKey(ledger))
      return undefined;
    return refuse(
      'signature-set',
      'The declaration of a recovery has two signatures: a registrar signs, then the ledger itself.',
    );
  });
}

function judgeSet(keyids: readonly string[], newKeyid: string | undefined): Refusal | undefined {
  if (newKeyid === undefined) {
    if (keyids.length === 1) return undefined;
    return refuse('signature-set', 'This registration has one signature: the registrar signs.');
  }
  const [registrar, second] = keyids;
  if (keyids.length === 2 && second === newKeyid && registrar !== newKeyid) return undefined;
  return refuse(
    'signature-set',
    'The registration of a key has two signatures: the registrar signs, then the new key itself.',
  );
}

function isOwnRevocation(
  facts: RegistrationFacts,
  signer: string,
  directory: SignerDirectory,
): boolean {
  if (facts.registers !== 'key-revocation' || facts.keyid === undefined) return false;
  const party = directory.key(signer)?.party;
  return party !== undefined && party === directory.key(facts.keyid)?.party;
}

function judgeReferences(
  { registers, keyid, party }: RegistrationFacts,
  directory: SignerDirectory,
): Refusal | undefined {
  if (keyid === undefined) return undefined;
  const known = directory.key(keyid);
  if (registers === 'key-revocation') {
    if (known === undefined)
      return refuse('unknown-reference', `No key ${keyid} is registered, so it cannot be revoked.`);
    if (directory.isLedgerKey(keyid))
      return refuse(
        'role',
        "The ledger's own key cannot be revoked; it is replaced by custody rotate-ledger-key.",
      );
    return undefined;
  }
  if (party === undefined || directory.party(party) === undefined) {
    return refuse(
      'unknown-reference',
      `No party ${party} is registered; register the party before its key.`,
    );
  }
  if (known === undefined) return undefined;
  return refuse(
    'key-in-use',
    `Key ${keyid} was registered by entry ${known.registeredAt}. A key belongs to one party for ever; make a new one.`,
  );
}
