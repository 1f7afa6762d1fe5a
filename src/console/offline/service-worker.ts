/** Names of the files of this build, which the build writes in. */
declare const ASSETS: readonly string[];
/** Changes with the build. */
declare const BUILD: string;

/** https://w3c.github.io/ServiceWorker/ – as far as it is used here. */
interface Waits extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Fetches extends Waits {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', act: (event: Waits) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetches) => void): void;
}

/**
 * Lets the console open without a network: its files, its empty page, and who the ledger is. What the ledger answers to
 * a login is never kept here, nor is a page that was asked for by an address: either may hold what concerns one reader.
 */
const NAME = `custody-shell-${BUILD}`;
const SHELL = '/';
const LEDGER = '/.well-known/custody-ledger';
const scope: Scope = Object(globalThis);

scope.addEventListener('install', (event) => {
  event.waitUntil(install());
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (pathname === LEDGER) event.respondWith(ledger(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll([SHELL, LEDGER, ...ASSETS]);
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('custody-shell-') && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The service writes pages in the reader's language and with his verdict: it is asked first, always. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    return kept(SHELL, error);
  }
}

/** A file never changes under its name. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function ledger(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(NAME)).put(LEDGER, answer.clone());
    return answer;
  } catch (error) {
    return kept(LEDGER, error);
  }
}

async function kept(path: string, error: unknown): Promise<Response> {
  const found = await caches.match(path, { ignoreVary: true });
  if (found === undefined) throw error;
  return found;
}
