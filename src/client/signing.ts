import type { Decision } from '../custody/vocabulary/decision.js';
import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { Registration } from '../custody/vocabulary/registration.js';
import { type Envelope, type SecretJwk, secretKeyOfJwk, signStatement } from '../protocol/index.js';

/**
 * Signs a custody event. The first key is the actor's; where the event names a witness, the second is his.
 *
 * @example
 * const envelope = signEvent({ schema: 'custody-event/1', ledger, eventId, type: 'ARRIVE', … }, [myKey]);
 * const { receipt } = await client.postEvent(envelope);
 *
 * @throws ProtocolError `bad-key`, `bad-argument`, or for a payload larger than a ledger takes
 */
export function signEvent(event: CustodyEvent, keys: readonly SecretJwk[]): Envelope {
  return signStatement('event', event, secretKeysOf(keys));
}

/** Signs a change of the registry: a registrar's key, and for kind `key` then the new key itself. */
export function signRegistration(registration: Registration, keys: readonly SecretJwk[]): Envelope {
  return signStatement('registration', registration, secretKeysOf(keys));
}

/** Signs a decision on an alert: the inspector's key, and where it names a witness then the second person's. */
export function signDecision(decision: Decision, keys: readonly SecretJwk[]): Envelope {
  return signStatement('decision', decision, secretKeysOf(keys));
}

function secretKeysOf(keys: readonly SecretJwk[]): Uint8Array[] {
  return keys.map(secretKeyOfJwk);
}
