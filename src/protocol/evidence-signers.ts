import { isJsonObject, type JsonObject, type JsonValue, parseCanonical } from './canonical-json.js';
import { checkPublicKey, PROFILE } from './ed25519.js';
import { ProtocolError } from './errors.js';
import type { EvidenceEntry } from './evidence.js';
import { exactMembers } from './exact-members.js';
import { publicKeyOfJwk, thumbprint } from './jwk.js';
import { isSameLedgerKey, ledgerKeyOf } from './ledger-keys.js';
import type { NoteKey } from './note-key.js';
import { attempt, failed, type Outcome } from './outcome.js';
import { rotationOf } from './rotation.js';
import { type Envelope, isSignedBy, kindOfPayloadType } from './statement.js';

/** A key as the registrations of a bundle tell it. */
interface KnownKey {
  readonly keyid: string;
  readonly publicKey: Uint8Array;
  readonly standing: 'ledger' | 'registrar' | 'party';
  /** Whose it is; only of a party's key. */
  readonly party?: string;
}

/** What the registrations so far add up to. */
interface Register {
  readonly keys: Map<string, KnownKey>;
  /** Index of the revocation, by key. */
  readonly revoked: Map<string, number>;
  /** Parties that may register, beside the holders of the keys that entry 0 lists. */
  readonly registrars: Set<string>;
}

/** Who must sign, in this order, and nobody else. */
interface Wanted {
  readonly who: string;
  readonly fits: (key: KnownKey) => boolean;
}

interface Demand {
  readonly wanted: readonly Wanted[];
  /** Keys that the statement itself registers, and so may already sign it. */
  readonly introduced: readonly KnownKey[];
}

export interface SignersChecked {
  readonly signatures: number;
  readonly keys: number;
  readonly revoked: number;
}

/**
 * Are all statements signed by those who had to sign, each with a key that the bundle shows to be registered before
 * and not revoked before? Statement `i` is judged by the registrations below `i`, as the ledger judged it. Roles and
 * delegations are not judged: that takes the vocabulary of events.
 *
 * @param entries in log order
 * @param ledger the key that entry 0 must register; the registrations say which followed it
 */
export function checkSigners(
  entries: readonly EvidenceEntry[],
  ledger: NoteKey,
): Outcome<SignersChecked> {
  const register: Register = { keys: new Map(), revoked: new Map(), registrars: new Set() };
  let signatures = 0;
  for (const { index, statement } of entries) {
    const judged = attempt(() => judge(index, statement, ledger, register));
    const fault = judged.ok ? judged.value : judged.reason;
    if (fault !== undefined) return failed(`statement ${index}: ${fault}`);
    signatures += statement.signatures.length;
  }
  return {
    ok: true,
    value: { signatures, keys: register.keys.size, revoked: register.revoked.size },
  };
}

/** The payload of a statement, which must be a canonical JSON object. */
export function payloadOf({ payload }: Envelope): JsonObject | undefined {
  const value = attempt(() => parseCanonical(payload));
  return value.ok && isJsonObject(value.value) ? value.value : undefined;
}

/** @returns what is wrong; otherwise what the statement registers is recorded */
function judge(
  index: number,
  statement: Envelope,
  ledger: NoteKey,
  register: Register,
): string | undefined {
  const payload = payloadOf(statement);
  if (payload === undefined) return 'its payload is not a canonical JSON object';
  if (payload['ledger'] !== ledger.name) return `it was not signed for the ledger ${ledger.name}`;
  const demand = demandOf(index, statement, payload, ledger, register);
  if (typeof demand === 'string') return demand;
  const fault = judgeSignatures(statement, demand, register);
  if (fault !== undefined) return fault;
  for (const key of demand.introduced) register.keys.set(key.keyid, key);
  if (kindOfPayloadType(statement.payloadType) === 'registration') record(index, payload, register);
  return undefined;
}

function record(index: number, payload: JsonObject, { revoked, registrars }: Register): void {
  if (payload['kind'] === 'ledger-key')
    revoked.set(thumbprint(rotationOf(payload).replaces.publicKey), index);
  const { keyid } = member(payload, 'revocation');
  const isFirst = typeof keyid === 'string' && !revoked.has(keyid);
  if (payload['kind'] === 'key-revocation' && isFirst) revoked.set(keyid, index);
  const { id, roles } = member(payload, 'party');
  if (payload['kind'] !== 'party' || typeof id !== 'string' || !Array.isArray(roles)) return;
  if (roles.includes('registrar')) registrars.add(id);
  else registrars.delete(id);
}

function judgeSignatures(
  statement: Envelope,
  { wanted, introduced }: Demand,
  { keys, revoked }: Register,
): string | undefined {
  const { signatures } = statement;
  if (signatures.length !== wanted.length)
    return `it has ${signatures.length} signatures and needs ${wanted.length}`;
  if (new Set(signatures.map(({ keyid }) => keyid)).size !== signatures.length)
    return 'two of its signatures are by one key';
  for (const [at, { keyid }] of signatures.entries()) {
    const key = introduced.find((each) => each.keyid === keyid) ?? keys.get(keyid);
    if (key === undefined)
      return `the bundle does not show that key ${keyid} was registered before`;
    const since = revoked.get(keyid);
    if (since !== undefined) return `key ${keyid} was revoked before, by entry ${since}`;
    const { who, fits } = wanted[at]!;
    if (!fits(key)) return `signature ${at + 1} is not by ${who}`;
    if (!isSignedBy(statement, at, key.publicKey))
      return `signature ${at + 1} does not verify under key ${keyid}`;
  }
  return undefined;
}

function demandOf(
  index: number,
  { payloadType }: Envelope,
  payload: JsonObject,
  ledger: NoteKey,
  register: Register,
): Demand | string {
  const kind = kindOfPayloadType(payloadType);
  switch (kind) {
    case 'event':
    case 'decision':
      return index === 0 ? NOT_FIRST : actorAndWitness(payload);
    case 'finding':
    case 'map':
      return index === 0 ? NOT_FIRST : { wanted: [THE_LEDGER], introduced: [] };
    case 'registration':
      return index === 0 ? firstRegistration(payload, ledger) : registration(payload, register);
    default:
      return 'it is of a type that never stands in a log';
  }
}

const NOT_FIRST = 'entry 0 must be the registration of the ledger itself';
const THE_LEDGER: Wanted = { who: 'the ledger', fits: ({ standing }) => standing === 'ledger' };

function aRegistrar({ registrars }: Register): Wanted {
  return { who: 'a registrar', fits: (key) => isRegistrar(key, registrars) };
}

function isRegistrar({ standing, party }: KnownKey, registrars: ReadonlySet<string>): boolean {
  return standing === 'registrar' || (party !== undefined && registrars.has(party));
}

function actorAndWitness({ actor, witness }: JsonObject): Demand | string {
  if (typeof actor !== 'string') return 'it names no actor';
  if (witness === undefined) return { wanted: [keyOfParty('actor', actor)], introduced: [] };
  if (typeof witness !== 'string') return 'its witness is no party';
  const wanted = [keyOfParty('actor', actor), keyOfParty('witness', witness)];
  return { wanted, introduced: [] };
}

function keyOfParty(part: string, id: string): Wanted {
  return { who: `the ${part} ${id}`, fits: ({ party }) => party === id };
}

/** Entry 0: signed by the ledger's key, then by each registrar key it lists. */
function firstRegistration(payload: JsonObject, ledger: NoteKey): Demand | string {
  const { origin, vkey, registrarKeys, profile } = member(payload, 'ledgerKey');
  if (payload['kind'] !== 'ledger') return NOT_FIRST;
  const isThisOne =
    origin === ledger.name &&
    typeof vkey === 'string' &&
    isSameLedgerKey(ledgerKeyOf(vkey), ledger);
  if (!isThisOne) return 'it registers another ledger or another key of it';
  if (profile !== PROFILE) return `its signature profile is not ${PROFILE}`;
  if (!Array.isArray(registrarKeys) || registrarKeys.length === 0)
    return 'it lists no registrar keys';
  const own: KnownKey = {
    keyid: thumbprint(ledger.publicKey),
    publicKey: ledger.publicKey,
    standing: 'ledger',
  };
  const registrars = registrarKeys.map((jwk): KnownKey => ({
    ...keyOf(jwk),
    standing: 'registrar',
  }));
  const unfit = registrars.map(({ publicKey }) => checkPublicKey(publicKey)).find(Boolean);
  if (unfit !== undefined) return unfit;
  const wanted = registrars.map(({ keyid }, at) => ({
    who: `registrar key ${at + 1} of its list`,
    fits: (key: KnownKey) => key.keyid === keyid,
  }));
  return { wanted: [THE_LEDGER, ...wanted], introduced: [own, ...registrars] };
}

function registration(payload: JsonObject, register: Register): Demand | string {
  switch (payload['kind']) {
    case 'ledger':
      return 'the ledger registers itself in entry 0 only';
    case 'key':
      return keyRegistration(member(payload, 'key'), register);
    case 'ledger-key':
      return keyRotation(payload, register);
    case 'key-revocation':
      return keyRevocation(member(payload, 'revocation'), register);
    case 'recovery':
      return { wanted: [aRegistrar(register), THE_LEDGER], introduced: [] };
    default:
      return { wanted: [aRegistrar(register)], introduced: [] };
  }
}

/** Signed by a registrar, then by the new key, which so proves that somebody holds it. */
function keyRegistration({ party, jwk }: JsonObject, register: Register): Demand | string {
  if (typeof party !== 'string') return 'it registers a key of nobody';
  const key: KnownKey = { ...keyOf(jwk), standing: 'party', party };
  const unfit = checkPublicKey(key.publicKey);
  if (unfit !== undefined) return unfit;
  if (register.keys.has(key.keyid))
    return `key ${key.keyid} was registered before, and belongs to one party`;
  const itself: Wanted = {
    who: 'the new key itself',
    fits: ({ keyid }) => keyid === key.keyid,
  };
  return { wanted: [aRegistrar(register), itself], introduced: [key] };
}

/** Signed by a registrar, by the ledger's key so far, then by the new key: no thief of one of them is enough. */
function keyRotation(payload: JsonObject, register: Register): Demand | string {
  const { replaces, key } = rotationOf(payload);
  const outgoing = thumbprint(replaces.publicKey);
  const keyid = thumbprint(key.publicKey);
  if (register.keys.has(keyid)) return `key ${keyid} was registered before`;
  const wanted = [
    aRegistrar(register),
    {
      who: 'the key of the ledger that it replaces',
      fits: (one: KnownKey) => one.standing === 'ledger' && one.keyid === outgoing,
    },
    { who: 'the new key of the ledger', fits: (one: KnownKey) => one.keyid === keyid },
  ];
  return { wanted, introduced: [{ keyid, publicKey: key.publicKey, standing: 'ledger' }] };
}

/** Signed by a registrar, or by any key of the party whose key it is. */
function keyRevocation({ keyid }: JsonObject, { keys, registrars }: Register): Demand | string {
  const key = typeof keyid === 'string' ? keys.get(keyid) : undefined;
  if (key === undefined) return 'it revokes a key that the bundle does not show to be registered';
  if (key.standing === 'ledger') return "the ledger's own key cannot be revoked";
  const wanted: Wanted = {
    who: 'a registrar or the party of the revoked key',
    fits: (signer) =>
      isRegistrar(signer, registrars) || (signer.party !== undefined && signer.party === key.party),
  };
  return { wanted: [wanted], introduced: [] };
}

/** @throws ProtocolError `bad-key` */
function keyOf(jwk: JsonValue | undefined): Pick<KnownKey, 'keyid' | 'publicKey'> {
  const { kty, crv, x } = exactMembers(jwk, ['kty', 'crv', 'x']) ?? {};
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string')
    throw new ProtocolError('bad-key', 'it registers what is not an Ed25519 key');
  const publicKey = publicKeyOfJwk({ kty, crv, x });
  return { keyid: thumbprint(publicKey), publicKey };
}

function member(payload: JsonObject, name: string): JsonObject {
  const value = payload[name];
  return isJsonObject(value) ? value : {};
}
