/** What a {@link ProtocolError} is about; stable, kebab-case. */
export type ProtocolErrorCode =
  | 'bad-argument'
  | 'bad-base64'
  | 'bad-hex'
  | 'bad-key'
  | 'bad-time'
  | 'bad-utf8'
  | 'malformed-bundle'
  | 'malformed-checkpoint'
  | 'malformed-entry'
  | 'malformed-envelope'
  | 'malformed-note'
  | 'malformed-policy'
  | 'malformed-proof'
  | 'malformed-receipt'
  | 'malformed-request'
  | 'malformed-rotation'
  | 'malformed-vkey'
  | 'member-twice'
  | 'not-canonical'
  | 'not-json'
  | 'too-deep'
  | 'too-large';

/**
 * Input that cannot be read, or an argument outside its range. A signature or a proof that merely does
 * not hold is a result (`false`, `{ ok: false }`), never an exception.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
