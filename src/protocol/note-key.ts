import {
  concatBytes,
  decodeBase64,
  encodeBase64,
  encodeUtf8,
  isWellFormed,
  toHex,
} from './bytes.js';
import { checkPublicKey } from './ed25519.js';
import { ProtocolError } from './errors.js';
import { sha256 } from './hash.js';

/** C2SP signed-note signature types this ledger knows. */
export const NOTE_KEY_TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;
export type NoteKeyType = (typeof NOTE_KEY_TYPES)[keyof typeof NOTE_KEY_TYPES];

/** A verifier key (vkey), read. */
export interface NoteKey {
  readonly name: string;
  readonly type: NoteKeyType;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

const ID_HEX = /^[0-9a-f]{8}$/;

/** Non-empty, no white space in the Unicode sense, no plus sign. */
export function isKeyName(name: string): boolean {
  return name !== '' && isWellFormed(name) && !/[\p{White_Space}+\p{Cc}]/u.test(name);
}

/** First four bytes of SHA-256(name || LF || type || public key). */
export function noteKeyId(name: string, type: NoteKeyType, publicKey: Uint8Array): Uint8Array {
  const bytes = concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(type), publicKey);
  return sha256(bytes).slice(0, 4);
}

/**
 * `name+hex8(key id)+base64(type || public key)`
 *
 * @throws ProtocolError `malformed-vkey` for a name that cannot be a key name
 */
export function formatVkey(
  name: string,
  publicKey: Uint8Array,
  type: NoteKeyType = NOTE_KEY_TYPES.ed25519,
): string {
  if (!isKeyName(name)) throw malformed('its name is empty or has white space or a plus sign');
  const key = encodeBase64(concatBytes(Uint8Array.of(type), publicKey));
  return `${name}+${toHex(noteKeyId(name, type, publicKey))}+${key}`;
}

/**
 * Reads and checks a vkey, its key included. Only the first two plus signs separate: the base64 part may
 * hold more.
 *
 * @throws ProtocolError `malformed-vkey`
 */
export function parseVkey(vkey: string): NoteKey {
  const first = vkey.indexOf('+');
  const second = vkey.indexOf('+', first + 1);
  if (first < 0 || second < 0) throw malformed('it is not <name>+<id>+<key>');
  const name = vkey.slice(0, first);
  const id = vkey.slice(first + 1, second);
  if (!isKeyName(name) || !ID_HEX.test(id)) throw malformed('its name or key id is malformed');
  const [type, publicKey] = decodeKey(vkey.slice(second + 1));
  const keyId = noteKeyId(name, type, publicKey);
  if (toHex(keyId) !== id) throw malformed('its key id does not belong to its key');
  return { name, type, keyId, publicKey };
}

function decodeKey(base64: string): [NoteKeyType, Uint8Array] {
  const bytes = decodeStrict(base64);
  const type = Object.values(NOTE_KEY_TYPES).find((known) => known === bytes[0]);
  if (type === undefined) throw malformed('its type is neither Ed25519 nor cosignature/v1');
  const publicKey = bytes.slice(1);
  const fault = checkPublicKey(publicKey);
  if (fault !== undefined) throw malformed(fault);
  return [type, publicKey];
}

function decodeStrict(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new ProtocolError('malformed-vkey', 'the vkey is malformed: its key is not base64', {
      cause,
    });
  }
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-vkey', `the vkey is malformed: ${why}`);
}
