import type { SignatureFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { SignerDirectory, SignerKey } from '../signer-directory.js';
import { refuse } from './refuse.js';

/**
 * What every statement's signatures must pass, in the contract's order: each key known, none revoked, then the
 * kind's own rule for the set, then each signature valid.
 *
 * @param judgeSet whose keys they must be, how many, in which order; also says `actor-key-mismatch`
 * @param newKeyid a key that signs its own registration and so need not be known
 */
export function judgeSignatures(
  signatures: readonly SignatureFacts[],
  directory: SignerDirectory,
  judgeSet: (keys: readonly (SignerKey | undefined)[]) => Refusal | undefined,
  newKeyid?: string,
): Refusal | undefined {
  const keys: (SignerKey | undefined)[] = [];
  for (const { keyid } of signatures) {
    const key = directory.key(keyid);
    if (key === undefined && keyid !== newKeyid)
      return refuse('unknown-key', `No key ${keyid} is registered with this ledger.`);
    keys.push(key);
  }
  for (const key of keys) {
    if (key?.revokedAt !== undefined && key.keyid !== newKeyid) {
      return refuse(
        'key-revoked',
        `Key ${key.keyid} was revoked by entry ${key.revokedAt}; sign with another key of the party.`,
      );
    }
  }
  const fault = judgeSet(keys);
  if (fault !== undefined) return fault;
  const bad = signatures.findIndex(({ standing }) => standing !== 'valid');
  if (bad < 0) return undefined;
  return refuse(
    'bad-signature',
    `Signature ${bad + 1} does not verify over the DSSE pre-authentication encoding under key ${signatures[bad]?.keyid}.`,
  );
}

/**
 * The rule for statements of an actor: his key first, then, where a witness is named, a key of the witness; nothing
 * else, and no key twice.
 */
export function judgeActorAndWitness(
  keys: readonly (SignerKey | undefined)[],
  actor: string,
  witness: string | undefined,
): Refusal | undefined {
  const [first, second] = keys;
  if (first?.party !== actor) {
    // The actor did sign, only not in the first place: that is a matter of order, not of the wrong key.
    if (keys.some((key) => key?.party === actor))
      return refuse('signature-set', `The first signature must be the one of the actor ${actor}.`);
    return refuse(
      'actor-key-mismatch',
      `The first signature is not by a key of the actor ${actor}.`,
    );
  }
  const expected = witness === undefined ? 1 : 2;
  if (keys.length < expected)
    return refuse('signature-set', `The signature of the witness ${witness} is missing.`);
  if (keys.length > expected) {
    return refuse(
      'signature-set',
      `There are ${keys.length} signatures; only ${expected === 1 ? 'the actor signs' : 'actor and witness sign'}.`,
    );
  }
  if (witness === undefined) return undefined;
  if (second?.party !== witness)
    return refuse(
      'signature-set',
      `The second signature is not by a key of the witness ${witness}.`,
    );
  if (second.keyid === first.keyid)
    return refuse('signature-set', 'Actor and witness must sign with different keys.');
  return undefined;
}
