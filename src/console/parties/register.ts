import type { KeyRequest } from '../../client/key-request.js';
import { type Signer, signWith } from '../../client/signer.js';
import type {
  PartyFact,
  Registration,
  RevocationFact,
} from '../../custody/vocabulary/registration.js';
import type { Envelope, LedgerVkey } from '../../protocol/index.js';
import { type Recorded, recordedOf } from '../proof/recorded.js';
import { publicClient } from '../session/connection.js';

/** The request was made for another ledger: here its signature means nothing. */
export class OtherLedger extends Error {
  override readonly name = 'OtherLedger';
}

/** @throws ProblemError when the ledger refuses, as for a key that is no registrar's */
export async function registerParty(
  party: PartyFact,
  registrar: Signer,
  vkey: LedgerVkey,
): Promise<Recorded> {
  const registration: Registration = { ...(await newRegistration()), kind: 'party', party };
  return posted(await signWith('registration', registration, [registrar]), vkey);
}

/**
 * @param signer a registrar, or any key of the same party, the very key included
 * @throws ProblemError when the ledger refuses
 */
export async function revokeKey(
  revocation: RevocationFact,
  signer: Signer,
  vkey: LedgerVkey,
): Promise<Recorded> {
  const registration: Registration = {
    ...(await newRegistration()),
    kind: 'key-revocation',
    revocation,
  };
  return posted(await signWith('registration', registration, [signer]), vkey);
}

/** @throws OtherLedger, and ProblemError when the ledger refuses */
export async function approveKey(
  request: KeyRequest,
  registrar: Signer,
  vkey: LedgerVkey,
): Promise<Recorded> {
  const { origin } = await publicClient.wellKnown();
  const { ledger } = request.registration;
  if (ledger !== origin) throw new OtherLedger(`the request is for ${ledger}, not for ${origin}`);
  const { countersignedBy } = await import('../../client/key-request.js');
  return posted(await countersignedBy(request, registrar), vkey);
}

async function newRegistration() {
  const { origin } = await publicClient.wellKnown();
  const registrationId = crypto.randomUUID();
  return { schema: 'custody-registration/1', ledger: origin, registrationId } as const;
}

async function posted(envelope: Envelope, vkey: LedgerVkey): Promise<Recorded> {
  const { receipt } = await publicClient.postRegistration(envelope);
  return recordedOf({ receipt, envelope, vkey });
}
