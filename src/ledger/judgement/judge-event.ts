import { mayRoleSign, type Role } from '../../custody/vocabulary/roles.js';
import type { EventFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { Judged, JudgementContext } from './judged.js';
import { judgeActorAndWitness, judgeSignatures } from './judge-signatures.js';
import { refuse } from './refuse.js';

/** Signed by the actor, and by the witness where one is named; with a principal, the principal's role counts. */
export function judgeEvent(
  { facts, signatures }: Judged<EventFacts>,
  { directory, at }: JudgementContext,
): Refusal | undefined {
  const { type, actor, onBehalfOf, witness } = facts;
  const fault = judgeSignatures(signatures, directory, (keys) =>
    judgeActorAndWitness(keys, actor, witness),
  );
  if (fault !== undefined) return fault;

  const responsible = onBehalfOf ?? actor;
  const roles = directory.party(responsible)?.roles ?? [];
  if (!roles.some((role) => mayRoleSign(type, role))) {
    const has = roles.length === 0 ? 'has no role' : `is ${roles.join(', ')}`;
    return refuse('role', `${responsible} ${has}, and may not sign ${type}.`);
  }
  const witnessRoles = witness === undefined ? [] : (directory.party(witness)?.roles ?? []);
  if (facts.witnessRoles !== undefined && !shareRole(facts.witnessRoles, witnessRoles)) {
    return refuse(
      'witness-required',
      `This ${type} needs the signature of a witness who is ${facts.witnessRoles.join(' or ')}.`,
    );
  }
  if (onBehalfOf !== undefined && !directory.isDelegated(onBehalfOf, actor, type, at)) {
    return refuse(
      'delegation',
      `No delegation in force lets ${actor} sign ${type} for ${onBehalfOf}.`,
    );
  }
  return undefined;
}

function shareRole(wanted: readonly Role[], had: readonly Role[]): boolean {
  return had.some((role) => wanted.includes(role));
}
