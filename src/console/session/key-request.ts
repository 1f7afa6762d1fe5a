import { signWith } from '../../client/signer.js';
import type { Registration } from '../../custody/vocabulary/registration.js';
import { storedBytes } from '../../protocol/index.js';
import { signerOfKey } from './browser-key.js';
import { publicClient } from './connection.js';
import type { HeldKey } from './key-store.js';

/**
 * The registration of a key held here, signed by the key itself as proof that somebody holds it. A registrar adds his
 * signature (`custody register key-request`).
 */
export async function keyRequestOf({ party, keyid, x, privateKey }: HeldKey): Promise<Uint8Array> {
  const { origin } = await publicClient.wellKnown();
  const registration: Registration = {
    schema: 'custody-registration/1',
    ledger: origin,
    registrationId: crypto.randomUUID(),
    kind: 'key',
    key: { party, jwk: { kty: 'OKP', crv: 'Ed25519', x } },
  };
  return storedBytes(
    await signWith('registration', registration, [signerOfKey(keyid, privateKey)]),
  );
}
