import { lookup } from 'node:dns/promises';
import { isNativeError } from 'node:util/types';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress, literalAddress } from './webhook-address.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** The endpoint's host is, or resolves to, an address that subscribers may not reach through the service. */
export class ForbiddenAddressError extends Error {
  readonly code = 'forbidden-address';

  constructor() {
    super('the endpoint is not at a public address');
    this.name = 'ForbiddenAddressError';
  }
}

/**
 * An HTTP agent that connects only to vetted addresses. The check sits in the connector because undici calls a `lookup`
 * option only for names, never for literals. It connects to the very address it vetted, so that a name that changes
 * between check and connection (DNS rebinding) gains nothing; TLS still asks for the name. It follows no redirects and
 * reads no proxy settings.
 *
 * @param resolve every address of a name; the operating system's resolver unless a test gives another
 */
export function guardedAgent(allowPrivate: boolean, resolve = resolveAll): Agent {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  const guarded: buildConnector.connector = (options, callback) => {
    vettedAddress(options.hostname, allowPrivate, resolve).then(
      (address) => connect({ ...options, hostname: address }, callback),
      (error: unknown) => callback(asError(error), null),
    );
  };
  return new Agent({ connect: guarded, connections: 4, maxHeaderSize: 16_384 });
}

async function vettedAddress(
  hostname: string,
  allowPrivate: boolean,
  resolve: typeof resolveAll,
): Promise<string> {
  const literal = literalAddress(hostname);
  const addresses = literal === undefined ? await resolve(hostname) : [literal];
  const [first] = addresses;
  if (first === undefined) throw new ForbiddenAddressError();
  // One private address among public ones is an attempt, not an accident: none is used.
  if (!allowPrivate && !addresses.every(isPublicAddress)) throw new ForbiddenAddressError();
  return first;
}

async function resolveAll(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

function asError(error: unknown): Error {
  return isNativeError(error) ? error : new Error(String(error));
}
