import type { ShownVerdict } from '../../messages/verdict-lines.js';
import { doesHold, type Proof } from '../proof/shown-verdict.js';
import type { SignedAnswer } from '../proof/signed-answer.js';

/** What a page shows of a consignment, and the verdict it was told. */
export interface ShownAnswer {
  readonly answer: SignedAnswer;
  readonly told: ShownVerdict;
}

/**
 * What the ledger signed takes the place of what it told, once its evidence holds: the checks are of that. The verdict
 * told is kept to be compared; a party is told none, whatever came.
 */
export function shownAnswer(
  told: SignedAnswer,
  signed: SignedAnswer | undefined,
  proof: Proof,
): ShownAnswer {
  const word = told.verdict ?? 'PARTY';
  if (!doesHold(proof) || signed === undefined) return { answer: told, told: word };
  return { answer: signed, told: signed.view === 'party' ? 'PARTY' : word };
}
