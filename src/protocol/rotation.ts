import { isJsonObject, type JsonObject, parseCanonical } from './canonical-json.js';
import { ProtocolError } from './errors.js';
import type { EvidenceEntry } from './evidence.js';
import { exactMembers } from './exact-members.js';
import {
  isSameLedgerKey,
  type LedgerKey,
  ledgerKeyOf,
  type LedgerKeys,
  ledgerKeysOf,
} from './ledger-keys.js';
import type { NoteKey } from './note-key.js';
import { attempt, failed, type Outcome } from './outcome.js';
import { checkReceipt, receiptOfJson } from './receipt.js';
import { type Envelope, envelopeOfJson, isSignedBy, kindOfPayloadType } from './statement.js';

/** What a `ledger-key` registration says: from the entry after it on, one key of the ledger signs instead of another. */
export interface Rotation {
  readonly ledger: string;
  readonly replaces: NoteKey;
  readonly key: NoteKey;
}

/** Who signs a rotation, in this order. */
export const ROTATION_SIGNERS = { registrar: 0, outgoing: 1, incoming: 2 } as const;
const SIGNER_COUNT = 3;
const REGISTRATION_MEMBERS = ['schema', 'ledger', 'registrationId', 'kind', 'rotation'];
const ROTATION_MEMBERS = ['replaces', 'vkey', 'reason'];
const MAX_ROTATIONS = 1000;

/**
 * Reads the payload of a `ledger-key` registration.
 *
 * @throws ProtocolError `malformed-rotation`, or `malformed-vkey` for one of its keys
 */
export function rotationOf(payload: JsonObject): Rotation {
  const { kind, ledger, rotation } = exactMembers(payload, REGISTRATION_MEMBERS) ?? {};
  const { replaces, vkey, reason } = exactMembers(rotation, ROTATION_MEMBERS) ?? {};
  if (kind !== 'ledger-key' || typeof ledger !== 'string')
    throw malformed('it is not the registration of a new key of a ledger');
  if (typeof replaces !== 'string' || typeof vkey !== 'string' || typeof reason !== 'string')
    throw malformed('rotation has not exactly the members replaces, vkey and reason');
  const read = { ledger, replaces: ledgerKeyOf(replaces), key: ledgerKeyOf(vkey) };
  if (read.replaces.name !== ledger || read.key.name !== ledger)
    throw malformed('one of its keys is of another ledger');
  return read;
}

/** The keys that the registrations of a bundle name; whether they were entitled to, the signatures must tell. */
export function ledgerKeysIn(entries: readonly EvidenceEntry[], claimed: NoteKey): LedgerKeys {
  const keys = entries.flatMap(({ index, statement }): LedgerKey[] => {
    if (kindOfPayloadType(statement.payloadType) !== 'registration') return [];
    const key = attempt(() => registeredKey(index, parseCanonical(statement.payload)));
    return key.ok && key.value?.name === claimed.name ? [{ key: key.value, from: index }] : [];
  });
  return keys.length === 0 ? ledgerKeysOf(claimed) : keys;
}

/**
 * Follows the keys of a ledger from one rotation to the next, without asking anybody: each is signed by the outgoing
 * and the new key, and stands in the log under a head that the new key has signed. That a registrar signed too is for
 * those to check who may know the registrars: an auditor, or the reader of a bundle.
 *
 * @param rotations parsed JSON, not yet believed: a list of `{"envelope", "receipt"}`, oldest first
 * @param trusted at least one of these keys must be among those the rotations name
 * @returns every key with its time
 */
export function checkRotations(
  rotations: unknown,
  trusted: readonly NoteKey[],
): Outcome<LedgerKeys> {
  const followed = attempt(() => follow(readAll(rotations)));
  if (!followed.ok) return followed;
  const isKnown = trusted.some((one) =>
    followed.value.some(({ key }) => isSameLedgerKey(key, one)),
  );
  if (isKnown) return followed;
  return failed('the rotations lead neither to the trusted key nor away from it');
}

interface Told {
  readonly index: number;
  readonly rotation: Rotation;
  readonly envelope: Envelope;
  readonly receipt: ReturnType<typeof receiptOfJson>;
}

function readAll(rotations: unknown): Told[] {
  if (!Array.isArray(rotations) || rotations.length === 0 || rotations.length > MAX_ROTATIONS)
    throw malformed('it is not a list of rotations');
  return rotations.map((value: unknown) => {
    const members = exactMembers(value, ['envelope', 'receipt']);
    if (members === undefined) throw malformed('it has not exactly an envelope and a receipt');
    const envelope = envelopeOfJson(members['envelope']);
    const receipt = receiptOfJson(members['receipt']);
    const payload = parseCanonical(envelope.payload);
    if (!isJsonObject(payload) || kindOfPayloadType(envelope.payloadType) !== 'registration')
      throw malformed('its statement is not a registration');
    return { index: receipt.index, rotation: rotationOf(payload), envelope, receipt };
  });
}

function follow(rotations: readonly Told[]): LedgerKeys {
  const keys: LedgerKey[] = [{ key: rotations[0]!.rotation.replaces, from: 0 }];
  for (const { index, rotation, envelope } of rotations) {
    const { key: current, from } = keys.at(-1)!;
    const where = `the rotation in entry ${index}`;
    if (index <= from) throw malformed(`${where} is not in the order of the log`);
    if (!isSameLedgerKey(rotation.replaces, current))
      throw malformed(`${where} replaces another key than the one before it`);
    if (keys.some(({ key }) => isSameLedgerKey(key, rotation.key)))
      throw malformed(`${where} brings back an earlier key`);
    const { outgoing, incoming } = ROTATION_SIGNERS;
    if (envelope.signatures.length !== SIGNER_COUNT)
      throw malformed(`${where} has not ${SIGNER_COUNT} signatures`);
    if (!isSignedBy(envelope, outgoing, current.publicKey))
      throw malformed(`${where} is not signed by the key that it replaces`);
    if (!isSignedBy(envelope, incoming, rotation.key.publicKey))
      throw malformed(`${where} is not signed by the new key`);
    keys.push({ key: rotation.key, from: index });
  }
  for (const { index, envelope, receipt } of rotations) {
    const checked = checkReceipt({ receipt, envelope, vkey: keys });
    if (!checked.ok) throw malformed(`the rotation in entry ${index}: ${checked.reason}`);
  }
  return keys;
}

function registeredKey(index: number, payload: unknown): NoteKey | undefined {
  if (!isJsonObject(payload)) return undefined;
  if (index > 0) return payload['kind'] === 'ledger-key' ? rotationOf(payload).key : undefined;
  const { vkey } = isJsonObject(payload['ledgerKey']) ? payload['ledgerKey'] : {};
  return typeof vkey === 'string' ? ledgerKeyOf(vkey) : undefined;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-rotation', why);
}
