/** https://www.w3.org/TR/trusted-types/ – as far as it is used here; browsers without it take plain texts. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

declare global {
  var trustedTypes: TrustedTypes | undefined;
}

const SERVICE_WORKER = '/service-worker.js';
const policy = globalThis.trustedTypes?.createPolicy('custody', { createScriptURL: ownAsset });

/** The only way to an address that may run: files of our own build, and the one that serves them offline. */
export function trustedScriptUrl(url: string): string {
  return policy === undefined ? ownAsset(url) : policy.createScriptURL(url);
}

function ownAsset(url: string): string {
  const { origin, pathname } = new URL(url, location.href);
  if (
    origin === location.origin &&
    (pathname.startsWith('/assets/') || pathname === SERVICE_WORKER)
  )
    return pathname;
  throw new TypeError(`${url} is not a script of this console`);
}
