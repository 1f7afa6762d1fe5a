import { Problem } from '../platform/http/problem.js';
import type { CompletenessProof } from './map/completeness.schemas.js';

/** UNKNOWN is a verdict of its own, never green; whether the goods are another's must not be told apart from it. */
export function noRecord(completeness?: CompletenessProof): Problem {
  return new Problem({
    status: 404,
    code: 'not-found',
    detail: 'There is no record of this consignment that you may read: its verdict is UNKNOWN.',
    members: { verdict: 'UNKNOWN', ...(completeness && { completeness }) },
  });
}
