import { trustedScriptUrl } from '../proof/trusted-url.js';

/** Lets the console open without a network from now on. Where a browser will not, the console works as before. */
export async function installOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker
    .register(trustedScriptUrl('/service-worker.js'), { scope: '/', updateViaCache: 'none' })
    .catch(() => undefined);
}
