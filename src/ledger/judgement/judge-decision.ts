import { AUTHORITY_ROLES } from '../../custody/vocabulary/roles.js';
import type { DecisionFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { Judged, JudgementContext } from './judged.js';
import { judgeActorAndWitness, judgeSignatures } from './judge-signatures.js';
import { refuse } from './refuse.js';

/**
 * Signed by an authority's key. A witness is a second person: another key, of an authority, of the same party or
 * another. Whether a witness is needed depends on the alert, which the alerts judge.
 */
export function judgeDecision(
  { facts, signatures }: Judged<DecisionFacts>,
  { directory }: JudgementContext,
): Refusal | undefined {
  const { actor, witness } = facts;
  const fault = judgeSignatures(signatures, directory, (keys) =>
    judgeActorAndWitness(keys, actor, witness),
  );
  if (fault !== undefined) return fault;
  if (!isAuthority(directory, actor))
    return refuse(
      'role',
      `${actor} is neither inspector nor customs, and may not decide on alerts.`,
    );
  if (witness !== undefined && !isAuthority(directory, witness)) {
    return refuse(
      'witness-required',
      `The witness of a decision is inspector or customs; ${witness} is neither.`,
    );
  }
  return undefined;
}

function isAuthority(directory: SignerDirectory, party: string): boolean {
  const roles = directory.party(party)?.roles ?? [];
  return AUTHORITY_ROLES.some((role) => roles.includes(role));
}
