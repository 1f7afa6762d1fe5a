import { trustedScriptUrl } from '../proof/trusted-url.js';

/** When nothing has come for so long, the page is drawn and what it shows is verified. */
const QUIET_MS = 2000;

/**
 * Lets the console open without a network from now on. Where a browser will not, the console works as before. It fetches
 * every file there is: on a thin line, and beside a slow processor, the evidence of the page would wait for them.
 */
export async function installOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await quiet();
  await navigator.serviceWorker
    .register(trustedScriptUrl('/service-worker.js'), { scope: '/', updateViaCache: 'none' })
    .catch(() => undefined);
}

function quiet(): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        observer.disconnect();
        resolve();
      }, QUIET_MS);
    };
    const observer = new PerformanceObserver(wait);
    observer.observe({ type: 'resource' });
    wait();
  });
}
