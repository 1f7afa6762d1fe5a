import type { Registration } from '../custody/vocabulary/registration.js';
import type { Refusal, RefusalCode } from '../ledger/refusal.js';
import {
  checkPublicKey,
  isSignedBy,
  publicKeyOfJwk,
  thumbprint,
  type Envelope,
} from '../protocol/index.js';
import type { RegisteredKey } from './registered.js';
import type { RegistryState } from './registry-state.js';

/** A registration as it was posted, already read and found to be of the right shape. */
export interface PostedRegistration {
  readonly envelope: Envelope;
  readonly registration: Registration;
}

/**
 * May this registration enter the log, as the registry stands? The checks come in the order of the refusal codes
 * (design `api.md`) and the first that fails answers. Pure, so the auditor can ask again for any entry.
 *
 * @param origin the ledger's own origin
 * @param state the registry as of the entry before the one this would become
 */
export function judgeRegistration(
  { envelope, registration }: PostedRegistration,
  origin: string,
  state: RegistryState,
): Refusal | undefined {
  const [first] = envelope.signatures;
  if (registration.ledger !== origin) {
    return refuse('wrong-ledger', `The statement is for another ledger; this one is ${origin}.`);
  }
  const signer = first === undefined ? undefined : state.key(first.keyid);
  if (signer === undefined) {
    return refuse('unknown-key', 'The first signature is by a key that is not registered here.');
  }
  if (signer.revokedAt !== undefined) {
    return refuse('key-revoked', `The signing key was revoked by entry ${signer.revokedAt}.`);
  }
  return (
    judgeSignatures(envelope, registration, signer) ??
    judgeRole(registration, signer, state) ??
    judgeReferences(registration, state) ??
    judgeNewKey(registration, state)
  );
}

/**
 * Is the key a registration brings fit for `ed25519/strict-1`? A key outside the profile could make signatures that
 * verifiers disagree on, or that anybody could have made.
 * @returns a `schema` refusal that says in words what is wrong with the key
 */
export function judgeKeyShape(registration: Registration): Refusal | undefined {
  if (registration.kind !== 'key') return undefined;
  const reason = checkPublicKey(publicKeyOfJwk(registration.key.jwk));
  if (reason === undefined) return undefined;
  return {
    status: 400,
    code: 'schema',
    detail: `The key cannot be registered: ${reason}. Make a new one, for example with "custody keygen".`,
    errors: [{ pointer: '/key/jwk/x', detail: reason }],
  };
}

function judgeSignatures(
  envelope: Envelope,
  registration: Registration,
  signer: RegisteredKey,
): Refusal | undefined {
  const required = [signer.publicKey];
  if (registration.kind === 'key') required.push(publicKeyOfJwk(registration.key.jwk));
  const isExactSet =
    envelope.signatures.length === required.length &&
    required.every((key, at) => envelope.signatures[at]?.keyid === thumbprint(key));
  if (!isExactSet) return refuse('signature-set', describeRequired(registration));
  const bad = required.findIndex((key, at) => !isSignedBy(envelope, at, key));
  if (bad < 0) return undefined;
  if (bad === 0) return refuse('bad-signature', 'The first signature does not hold.');
  return refuse(
    'bad-signature',
    'The second signature does not hold: the new key must sign the same bytes to prove possession.',
  );
}

function describeRequired(registration: Registration): string {
  if (registration.kind === 'key') {
    return 'A key registration carries exactly two signatures: the registrar first, then the new key itself.';
  }
  return 'This registration carries exactly one signature.';
}

function judgeRole(
  registration: Registration,
  signer: RegisteredKey,
  state: RegistryState,
): Refusal | undefined {
  if (registration.kind === 'ledger') {
    return refuse('role', 'The ledger registers itself once, as entry 0; nobody may do it again.');
  }
  if (registration.kind === 'key-revocation') return judgeRevoker(registration, signer, state);
  if (state.isRegistrar(signer.keyid)) return undefined;
  return refuse('role', 'Only a registrar may sign this registration.');
}

/** Constant answer for whoever is no registrar: it does not tell whether another's key is known. */
function judgeRevoker(
  { revocation }: Extract<Registration, { kind: 'key-revocation' }>,
  signer: RegisteredKey,
  state: RegistryState,
): Refusal | undefined {
  if (state.isLedgerKey(revocation.keyid)) {
    return refuse('role', "The ledger's own key cannot be revoked by a registration.");
  }
  if (state.isRegistrar(signer.keyid) || revocation.keyid === signer.keyid) return undefined;
  const target = state.key(revocation.keyid);
  const isOwn = target?.party !== undefined && target.party === signer.party;
  if (isOwn) return undefined;
  return refuse('role', 'A key may be revoked by a registrar or by a key of the same party.');
}

function judgeReferences(registration: Registration, state: RegistryState): Refusal | undefined {
  switch (registration.kind) {
    case 'key':
      return requireParty(registration.key.party, '/key/party', state);
    case 'delegation': {
      const { principal, agent } = registration.delegation;
      return (
        requireParty(principal, '/delegation/principal', state) ??
        requireParty(agent, '/delegation/agent', state)
      );
    }
    case 'key-revocation':
      if (state.key(registration.revocation.keyid) !== undefined) return undefined;
      return unknownReference('/revocation/keyid', 'No key with this keyid is registered.');
    default:
      // Facts may name parties of other ledgers (operators, listed persons): they give nobody a right to sign.
      return undefined;
  }
}

function requireParty(id: string, pointer: string, state: RegistryState): Refusal | undefined {
  if (state.parties.at(id) !== undefined) return undefined;
  return unknownReference(pointer, `No party "${id}" is registered; register the party first.`);
}

function judgeNewKey(registration: Registration, state: RegistryState): Refusal | undefined {
  if (registration.kind !== 'key') return undefined;
  const keyid = thumbprint(publicKeyOfJwk(registration.key.jwk));
  if (state.key(keyid) === undefined) return undefined;
  return refuse(
    'key-in-use',
    'This key is registered already, perhaps revoked. One key belongs to one party for ever: make a new one.',
  );
}

function unknownReference(pointer: string, detail: string): Refusal {
  return { status: 422, code: 'unknown-reference', detail, errors: [{ pointer, detail }] };
}

function refuse(code: RefusalCode, detail: string): Refusal {
  return { status: 422, code, detail };
}
