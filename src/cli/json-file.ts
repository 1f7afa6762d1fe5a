import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject, type JsonValue } from '../protocol/index.js';
import { CommandError, EXIT } from './exit-codes.js';

/** Reads a text file, or standard input for `-`. */
export function readText(file: string): string {
  return readBytes(file).toString('utf8');
}

/** The same as bytes: what is hashed or verified must not be decoded on the way. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${whyUnreadable(error)}`, EXIT.usage, {
      cause: error,
    });
  }
}

function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'you may not read it';
  if (code === 'ENOENT') return 'there is no such file';
  return message;
}

export function readJson(file: string): JsonValue {
  return parseJson(readText(file), file);
}

/** Reads a JSON object; `what` names what it should hold, for the message. */
export function readJsonObject(file: string, what: string): JsonObject {
  const value = readJson(file);
  if (isJsonObject(value)) return value;
  throw new CommandError(`${file} must hold ${what} as a JSON object`, EXIT.usage);
}

export function parseJson(text: string, where: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new CommandError(`${where} is not JSON: ${(error as Error).message}`, EXIT.usage, {
      cause: error,
    });
  }
}
