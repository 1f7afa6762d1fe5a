import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { countersignedBy } from '../client/key-request.js';
import { signerOfJwk } from '../client/signer.js';
import {
  isSignedBy,
  jwkOfPublicKey,
  jwkOfSecretKey,
  signStatement,
  storedBytes,
} from '../protocol/index.js';
import { keyPairOf } from './key-file.js';
import { readKeyRequest } from './key-request.js';

const holder = keyPairOf(new Uint8Array(32).fill(7));
const registrar = keyPairOf(new Uint8Array(32).fill(8));
const folder = mkdtempSync(join(tmpdir(), 'key-request-'));

function requestFile(over: object = {}, signers = [holder]): string {
  const payload = {
    schema: 'custody-registration/1',
    ledger: 'custody.local/0123456789ab',
    registrationId: 'r-1',
    kind: 'key',
    key: { party: 'P-1', jwk: { ...jwkOfPublicKey(holder.publicKey) } },
    ...over,
  };
  const secretKeys = signers.map(({ secretKey }) => secretKey);
  const file = join(folder, 'request.json');
  writeFileSync(file, storedBytes(signStatement('registration', payload, secretKeys)));
  return file;
}

describe('a key request', () => {
  it('is the registration of a key, to which the registrar adds the first signature', async () => {
    const request = readKeyRequest(requestFile());
    const signer = signerOfJwk(jwkOfSecretKey(registrar.secretKey));
    const envelope = await countersignedBy(request, signer);

    expect(request.registration.key.party).toBe('P-1');
    expect(isSignedBy(envelope, 0, registrar.publicKey)).toBe(true);
    expect(isSignedBy(envelope, 1, holder.publicKey)).toBe(true);
  });

  it.each([
    ['signed by another key', requestFile.bind(undefined, {}, [registrar])],
    ['signed by more than its key', requestFile.bind(undefined, {}, [holder, registrar])],
    ['of something else than a key', requestFile.bind(undefined, { kind: 'party' })],
  ])('is refused when it is %s', (_name, make) => {
    expect(() => readKeyRequest(make())).toThrow('is no key request');
  });

  it('is refused when it is no envelope at all', () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"a":1}');

    expect(() => readKeyRequest(file)).toThrow('is no key request');
  });
});
