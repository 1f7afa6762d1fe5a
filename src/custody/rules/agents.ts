import type { DelegationFact, Facts } from '../lineage.js';
import type { EventType } from '../vocabulary/event.js';
import { isInForce } from './time-limits.js';

/** Does a delegation in force let an agent receive goods for a principal? */
export function mayReceiveFor(principal: string, agent: string, at: number, facts: Facts): boolean {
  return maySignFor('RECEIVE', principal, agent, at, facts);
}

/** Does a delegation in force let an agent sign acts of a type for a principal? */
export function maySignFor(
  type: EventType,
  principal: string,
  agent: string,
  at: number,
  { delegations }: Facts,
): boolean {
  if (delegations === undefined || delegations.length === 0) return false;
  const own = byAgent(delegations).get(agent) ?? [];
  return own.some(
    (each) =>
      each.principal === principal &&
      each.types.includes(type) &&
      isInForce(at, each.validFrom, each.validTo),
  );
}

type ByAgent = ReadonlyMap<string, readonly DelegationFact[]>;

/** The registry is the same for every act of a judgement, and for many judgements. */
const known = new WeakMap<readonly DelegationFact[], ByAgent>();

function byAgent(delegations: readonly DelegationFact[]): ByAgent {
  const before = known.get(delegations);
  if (before !== undefined) return before;
  const grouped = new Map<string, DelegationFact[]>();
  for (const delegation of delegations) {
    const own = grouped.get(delegation.agent);
    if (own === undefined) grouped.set(delegation.agent, [delegation]);
    else own.push(delegation);
  }
  known.set(delegations, grouped);
  return grouped;
}
