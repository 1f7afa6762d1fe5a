import { ProtocolError } from '../../src/protocol/index.js';

/** Code of the ProtocolError that `act` throws; `undefined` when it throws nothing. */
export function refusal(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return undefined;
}
