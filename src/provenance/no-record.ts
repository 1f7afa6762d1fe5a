import { Problem } from '../platform/http/problem.js';
import type { CompletenessProof } from './map/completeness.schemas.js';

/** What a 404 has beside its problem members where it proves that there is none. */
export interface ProvenAbsence {
  readonly completeness: CompletenessProof;
  /** Index of the last entry that the answer speaks of; absent where it was not asked as of one. */
  readonly asOf?: number;
}

/** UNKNOWN is a verdict of its own, never green; whether the goods are another's must not be told apart from it. */
export function noRecord(proved?: ProvenAbsence): Problem {
  return new Problem({
    status: 404,
    code: 'not-found',
    detail: 'There is no record of this consignment that you may read: its verdict is UNKNOWN.',
    members: { verdict: 'UNKNOWN', ...proved },
  });
}
