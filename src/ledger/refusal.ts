/** Why a statement was not appended (`problems.md`, "Refused statements"). */
export type RefusalCode =
  | 'too-large'
  | 'too-many'
  | 'malformed-envelope'
  | 'bad-base64'
  | 'unsupported-payload-type'
  | 'not-canonical'
  | 'schema'
  | 'wrong-ledger'
  | 'unknown-key'
  | 'key-revoked'
  | 'actor-key-mismatch'
  | 'signature-set'
  | 'bad-signature'
  | 'role'
  | 'witness-required'
  | 'delegation'
  | 'unknown-reference'
  | 'not-your-event'
  | 'key-in-use'
  | 'event-id-reused'
  | 'alert-changed'
  | 'not-open';

export interface RefusalError {
  /** JSON pointer (RFC 6901) into the payload. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Refusal {
  readonly status: 400 | 409 | 413 | 422;
  readonly code: RefusalCode;
  /** What is wrong and how to mend it, for the person who posted. */
  readonly detail: string;
  readonly errors?: readonly RefusalError[];
}

/** What the protocol core says of a fault, as the sentence that a person is told. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
