import type { AdmittedStatement, FindingFacts, MapFacts } from '../admission/statement-facts.js';
import type { Refusal } from '../refusal.js';
import type { Judged, JudgementContext } from './judged.js';
import { judgeDecision } from './judge-decision.js';
import { judgeEvent } from './judge-event.js';
import { judgeRegistration } from './judge-registration.js';
import { judgeSignatures } from './judge-signatures.js';
import { refuse } from './refuse.js';

/**
 * May this statement be appended, as far as the registry can tell? The refusals are those of status 422, in the
 * order of the HTTP contract; the first failure answers. References to other statements are judged under the head's
 * lock. Pure: the same statement and directory give the same answer to a sequencer and to an auditor.
 */
export function judgeStatement(
  statement: AdmittedStatement,
  context: JudgementContext,
): Refusal | undefined {
  const { facts } = statement;
  if (facts.ledger !== context.origin) {
    return refuse(
      'wrong-ledger',
      `The statement was signed for ledger ${facts.ledger}; this is ${context.origin}.`,
    );
  }
  const { signatures } = statement;
  switch (facts.kind) {
    case 'event':
      return judgeEvent({ facts, signatures }, context);
    case 'registration':
      return judgeRegistration({ facts, signatures }, context);
    case 'decision':
      return judgeDecision({ facts, signatures }, context);
    case 'finding':
      return judgeOwn({ facts, signatures }, context, 'finding');
    case 'map':
      return judgeOwn({ facts, signatures }, context, 'map');
    case 'login':
      return refuse('role', 'A login is shown to the login endpoint; it is never appended.');
    default:
      return facts satisfies never;
  }
}

/** Statements that only the ledger itself makes. */
function judgeOwn(
  { signatures }: Judged<FindingFacts | MapFacts>,
  { directory }: JudgementContext,
  kind: 'finding' | 'map',
): Refusal | undefined {
  const fault = judgeSignatures(signatures, directory, (keys) =>
    keys.length === 1 ? undefined : refuse('signature-set', `A ${kind} has one signature.`),
  );
  if (fault !== undefined) return fault;
  const keyid = signatures[0]?.keyid ?? '';
  if (directory.isLedgerKey(keyid)) return undefined;
  return refuse('role', `Only the ledger itself signs ${kind}s.`);
}
