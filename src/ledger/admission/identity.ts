import { nativeSha256 } from '../native-sha256.js';
import type { AdmittedStatement, SignatureFacts, StatementFacts } from './statement-facts.js';

export const IDENTITY_BYTES = 16;

/**
 * What only one statement of the log can be. Ids are chosen by signers and unique per signer; 128 bits are enough
 * because a signer who finds a collision has only hurt himself.
 */
export function identityOf(
  facts: StatementFacts,
  signatures: readonly Pick<SignatureFacts, 'keyid'>[],
): Uint8Array {
  if (facts.kind === 'finding') return versionClaim(facts.alert, facts.version);
  const signer = 'actor' in facts ? facts.actor : (signatures[0]?.keyid ?? '');
  return keyOf(`${facts.kind}\n${signer}\n${facts.localId}`);
}

/**
 * A decision makes the next version of the alert it was taken on, so it claims that version; a finding's own
 * identity is such a claim. Whoever comes second finds it taken: `alert-changed`.
 */
export function claimOf(facts: StatementFacts): Uint8Array | undefined {
  if (facts.kind !== 'decision') return undefined;
  return versionClaim(facts.alert, facts.alertVersion + 1);
}

/** All that only this statement of the log can be: its identity, and its claim where it has one. */
export function identitiesOf({
  identity,
  claim,
}: Pick<AdmittedStatement, 'identity' | 'claim'>): readonly Uint8Array[] {
  return claim === undefined ? [identity] : [identity, claim];
}

function versionClaim(alert: string, version: number): Uint8Array {
  return keyOf(`alert:${alert}:${version}`);
}

function keyOf(text: string): Uint8Array {
  return nativeSha256(text).subarray(0, IDENTITY_BYTES);
}
