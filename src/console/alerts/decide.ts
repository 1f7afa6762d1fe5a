import type { LedgerClient } from '../../client/ledger-client.js';
import { type Signer, signWith } from '../../client/signer.js';
import type { Decision, DecisionAction } from '../../custody/vocabulary/decision.js';
import type { LedgerVkey } from '../../protocol/index.js';
import { type Recorded, recordedOf } from '../proof/recorded.js';

export interface Person {
  readonly party: string;
  readonly signer: Signer;
}

export interface DecisionRequest {
  readonly alert: string;
  /** The version that was seen: a decision on an older one is refused. */
  readonly version: number;
  readonly action: DecisionAction;
  readonly details?: Pick<Decision, 'finding' | 'reason' | 'assignee'>;
  readonly actor: Person;
  readonly witness?: Person | undefined;
}

/**
 * Signs a decision, posts it, and checks the receipt.
 *
 * @param vkey the ledger's keys as far as this browser knows them
 * @throws ProblemError when the ledger refuses
 */
export async function decide(
  client: LedgerClient,
  vkey: LedgerVkey,
  request: DecisionRequest,
): Promise<Recorded> {
  const { alert, version, action, details = {}, actor, witness } = request;
  const { origin } = await client.wellKnown();
  const decision: Decision = {
    schema: 'custody-decision/1',
    ledger: origin,
    decisionId: crypto.randomUUID(),
    actor: actor.party,
    alert,
    alertVersion: version,
    action,
    ...details,
    ...(witness && { witness: witness.party }),
  };
  const signers = [actor.signer, ...(witness ? [witness.signer] : [])];
  const envelope = await signWith('decision', decision, signers);
  const { receipt } = await client.decide(alert, envelope);
  return recordedOf({ receipt, envelope, vkey });
}
