import { Problem } from '../../platform/http/problem.js';
import { LedgerUnavailable } from '../append/ledger-unavailable.js';
import { LedgerOverloaded } from '../append-statement.js';
import type { Refusal } from '../refusal.js';
import { LedgerAltered } from '../integrity/ledger-altered.js';
import { RollbackDetected } from '../signing/head-signer.js';

/** What every refusal of a code has in common. */
const TITLES: Partial<Record<Refusal['code'], string>> = {
  'too-large': 'The statement is too large',
  'too-many': 'Too many statements in one post',
  'malformed-envelope': 'Not a statement',
  'bad-base64': 'Not strict base64',
  'unsupported-payload-type': 'A statement of another kind',
  'not-canonical': 'The payload is not canonical JSON',
  schema: 'The payload does not fit its schema',
  'wrong-ledger': 'Signed for another ledger',
  'unknown-key': 'The key is not registered',
  'key-revoked': 'The key was revoked',
  'actor-key-mismatch': 'Not signed by the actor',
  'signature-set': 'Not the signatures this statement needs',
  'bad-signature': 'A signature does not verify',
  role: 'The signer may not sign this',
  'witness-required': 'A witness must sign too',
  delegation: 'No delegation in force',
  'unknown-reference': 'It refers to something unknown',
  'not-your-event': 'It refers to an event of another party',
  'key-in-use': 'The key belongs to somebody already',
  'event-id-reused': 'The id was used before',
  'alert-changed': 'The alert has changed',
  'not-open': 'The alert is not open',
};

/** A refused statement as problem details. */
export function problemOfRefusal({ status, code, detail, errors }: Refusal): Problem {
  return new Problem({ status, code, title: TITLES[code], detail, errors });
}

/** A failure to append as a problem; other errors are returned as they are. */
export function problemOfFailure(error: unknown): unknown {
  if (error instanceof RollbackDetected) return problemOfRollback(error);
  if (error instanceof LedgerAltered) return problemOfAlteration(error);
  if (error instanceof LedgerOverloaded) {
    return new Problem({ status: 503, code: 'overloaded', retryAfter: 1, cause: error });
  }
  if (error instanceof LedgerUnavailable) {
    return new Problem({ status: 503, code: 'unavailable', retryAfter: 1, cause: error.cause });
  }
  return error;
}

/** For posters, and for whoever asks for the checkpoint: an older one than was signed is not shown as the newest. */
export function problemOfRollback(error: RollbackDetected): Problem {
  const { signed, found } = error;
  return new Problem({
    status: 503,
    code: 'rollback-detected',
    title: 'The log went back behind what was signed',
    advice:
      `A head of ${signed.size} entries was signed, and the log, of ${found.size} entries, does not continue it. ` +
      'Nothing is appended until the operator has recovered it (custody recover). Keep your statements and receipts. ' +
      'When posts are taken again, post again all that you hold: what is there answers with its receipt.',
    cause: error,
  });
}

function problemOfAlteration(error: LedgerAltered): Problem {
  return new Problem({
    status: 503,
    code: 'ledger-integrity',
    title: 'The stored log is not the one that was signed',
    advice:
      'A check derived the log again and found it changed. Nothing is appended until the operator has mended it. ' +
      'Keep your statements and receipts. When posts are taken again, post again all that you hold: what is there ' +
      'answers with its receipt.',
    cause: error,
  });
}
