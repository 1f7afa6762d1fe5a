import { ProtocolError, type ProtocolErrorCode } from './errors.js';

const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * A non-negative safe integer in its one decimal spelling (no sign, no leading zero).
 *
 * @throws ProtocolError with the code given
 */
export function parseDecimal(text: string, code: ProtocolErrorCode): number {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw new ProtocolError(code, `${JSON.stringify(text)} is not a plain decimal number`);
  return value;
}

/** Is this a non-negative safe integer: an index or a size? */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
