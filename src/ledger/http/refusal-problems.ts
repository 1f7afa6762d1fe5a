import { ApiProblems } from '../../platform/http/api-problems.js';
import type { RefusalCode } from '../refusal.js';
import type { PostedKind } from './statement.schemas.js';

const UNREADABLE: readonly RefusalCode[] = [
  'malformed-envelope',
  'bad-base64',
  'unsupported-payload-type',
  'not-canonical',
  'schema',
];
const UNAVAILABLE = ['overloaded', 'unavailable', 'rollback-detected', 'ledger-integrity'];

type AppendedKind = Exclude<PostedKind, 'login'>;
type Refusals = Readonly<Record<400 | 409 | 413 | 422, readonly RefusalCode[]>>;

/** In the order in which they are judged. */
const REFUSALS: Readonly<Record<AppendedKind, Refusals>> = {
  event: {
    413: ['too-large', 'too-many'],
    400: UNREADABLE,
    422: [
      'wrong-ledger',
      'unknown-key',
      'key-revoked',
      'actor-key-mismatch',
      'signature-set',
      'bad-signature',
      'role',
      'witness-required',
      'delegation',
      'unknown-reference',
    ],
    409: ['event-id-reused'],
  },
  registration: {
    413: ['too-large'],
    400: UNREADABLE,
    422: [
      'wrong-ledger',
      'unknown-key',
      'key-revoked',
      'signature-set',
      'bad-signature',
      'role',
      'unknown-reference',
      'key-in-use',
    ],
    409: ['event-id-reused'],
  },
  decision: {
    413: ['too-large'],
    400: UNREADABLE,
    422: [
      'wrong-ledger',
      'unknown-key',
      'key-revoked',
      'actor-key-mismatch',
      'signature-set',
      'bad-signature',
      'role',
      'witness-required',
    ],
    409: ['event-id-reused', 'alert-changed', 'not-open'],
  },
};

/** Documents every way in which a statement of this kind is refused, and that the log may be away. */
export function ApiRefusals(kind: AppendedKind): MethodDecorator {
  return ApiProblems({ ...REFUSALS[kind], 503: UNAVAILABLE });
}

/** The same for a login, which is read like a statement but never appended. */
export function ApiLoginRefusals(): MethodDecorator {
  return ApiProblems({
    400: UNREADABLE,
    401: ['login-refused'],
    413: ['too-large'],
    429: ['too-many-logins'],
  });
}
