import { createPublicKey, verify } from 'node:crypto';
import { jwkOfPublicKey, verifyBy } from '../protocol/index.js';

/** For a command that checks a signature for each of thousands of statements: OpenSSL takes a hundredth of the time. */
export function verifyByOpenssl(): void {
  verifyBy((message, signature, publicKey) => {
    const key = createPublicKey({ key: { ...jwkOfPublicKey(publicKey) }, format: 'jwk' });
    return verify(null, message, key, signature);
  });
}
