import type { ShownVerdict } from '../../messages/verdict-lines.js';
import type { VerifyAnswer } from './verify-messages.js';

export type Proof =
  | { readonly kind: 'checking' }
  | { readonly kind: 'unavailable'; readonly error: unknown }
  | ({ readonly kind: 'checked' } & VerifyAnswer);

/** Was everything checked, and nothing found wrong? */
export function doesHold(proof: Proof): boolean {
  return proof.kind === 'checked' && proof.verification.verdict !== 'failed';
}

/** From the worst to the best. A party is told no verdict, only whether its evidence verifies. */
const ORDER: readonly ShownVerdict[] = [
  'TAMPERED',
  'BROKEN',
  'ALERT',
  'UNKNOWN',
  'REVIEW',
  'PENDING',
  'SUPPORTED',
  'PARTY',
];

export function worse(a: ShownVerdict, b: ShownVerdict): ShownVerdict {
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b;
}

/** The worse of what the service says and what this browser found, never the better. */
export function shownVerdict(told: ShownVerdict, proof: Proof): ShownVerdict {
  if (proof.kind !== 'checked') return told;
  if (proof.verification.verdict === 'failed') return 'TAMPERED';
  return proof.verdict === undefined ? told : worse(told, proof.verdict);
}

/** Open deadlines are not in the evidence: `PENDING` is what the browser sees as `SUPPORTED`. */
export function doVerdictsDiffer(told: ShownVerdict, proof: Proof): boolean {
  if (proof.kind !== 'checked' || proof.verdict === undefined) return false;
  const expected = told === 'PENDING' ? 'SUPPORTED' : told;
  return proof.verdict !== expected;
}
