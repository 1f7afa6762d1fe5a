import type { ExtraJudge } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';
import { registrationIn } from './registered.js';
import type { RegistryCache } from './registry-cache.js';

/**
 * A delegation names two parties of this ledger; the ledger's own judgement does not look at them. Facts for the
 * rules (sites, ranges, screening) may name parties nobody registered: they give nobody a right to sign.
 */
export function judgeDelegation(cache: RegistryCache): ExtraJudge {
  return async (statement) => {
    if (statement.facts.kind !== 'registration') return undefined;
    if (statement.facts.registers !== 'delegation') return undefined;
    const registration = registrationIn(statement.stored);
    if (registration.kind !== 'delegation') return undefined;
    const { principal, agent } = registration.delegation;
    // Another process may have registered the party a moment ago.
    if (cache.party(principal) === undefined || cache.party(agent) === undefined) {
      await cache.catchUpWithHead();
    }
    if (cache.party(principal) === undefined) return unknownParty('principal', principal);
    if (cache.party(agent) === undefined) return unknownParty('agent', agent);
    return undefined;
  };
}

function unknownParty(member: 'principal' | 'agent', id: string): Refusal {
  const detail = `No party ${id} is registered; register the party before the delegation.`;
  return {
    status: 422,
    code: 'unknown-reference',
    detail,
    errors: [{ pointer: `/delegation/${member}`, detail }],
  };
}
