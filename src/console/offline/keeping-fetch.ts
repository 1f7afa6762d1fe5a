import { forgetAnswer, keepAnswer, keptAnswer } from './answer-store.js';
import { tellCopy } from './shown-copy.js';

/** Alerts, parties, rules, and the log; consignments are kept as the evidence that proves them (`seen-store`). */
const KEPT = /^\/(?:v1\/(?:alerts(?!\/stream)|parties)|console\/rules|log)(?:\/|$)/u;
/** No page of the console is longer; what is would push all others away. */
const MOST_BYTES = 2_000_000;
/** Moves with the clock, and what is asked for is the same. */
const MOVING = ['dueBefore'];

/**
 * `fetch`, and without a network what it brought before. A refusal stays a refusal, and a ledger that is away while there is a
 * network is told to be away: only a device that has none is shown what is old.
 *
 * @param party whom the ledger answers; empty where everybody is told the same
 */
export function keepingFetch(party: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.origin);
    if ((init?.method ?? 'GET') !== 'GET' || !KEPT.test(url.pathname)) return fetch(input, init);
    for (const name of MOVING) url.searchParams.delete(name);
    const path = url.pathname + url.search;
    // The browser's own cache may still answer, and does not say of when that is.
    const kept = navigator.onLine
      ? undefined
      : await keptAnswer(party, path).catch(() => undefined);
    if (kept !== undefined) {
      tellCopy(kept.seenAt);
      return new Response(kept.bytes, { headers: { 'content-type': kept.type } });
    }
    const answer = await fetch(input, init);
    // A browser that keeps nothing still shows everything.
    void note(party, path, answer.clone()).catch(() => undefined);
    return answer;
  };
}

async function note(party: string, path: string, answer: Response): Promise<void> {
  if (answer.status === 403 || answer.status === 404) return forgetAnswer(party, path);
  if (!answer.ok) return undefined;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > MOST_BYTES) return undefined;
  const type = answer.headers.get('content-type') ?? '';
  return keepAnswer({ party, path, type, bytes, seenAt: new Date().toISOString() });
}
