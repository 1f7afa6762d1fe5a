import { readFileSync } from 'node:fs';
import { type KeyRequest, parseKeyRequest, UnfitKeyRequest } from '../client/key-request.js';
import { CommandError, EXIT } from './exit-codes.js';

/** @throws CommandError for what is not such a request, or is not signed by the very key it names */
export function readKeyRequest(path: string): KeyRequest {
  const bytes = readBytes(path);
  try {
    return parseKeyRequest(bytes);
  } catch (error) {
    if (!(error instanceof UnfitKeyRequest)) throw error;
    throw new CommandError(`${path} is no key request: ${error.message}`, EXIT.usage, {
      cause: error,
    });
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`cannot read ${path}: ${(error as Error).message}`, EXIT.usage, {
      cause: error,
    });
  }
}
