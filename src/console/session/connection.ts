import { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import { keepingFetch } from '../offline/keeping-fetch.js';
import { signerOfKey } from './browser-key.js';
import type { HeldKey } from './key-store.js';
import type { SessionState } from './session.js';

/** Reads what everybody may read. */
export const publicClient = new LedgerClient({ url: location.origin, fetch: keepingFetch('') });

/** Logs in with the key that this browser holds. */
export async function stateOfKey(key: HeldKey): Promise<SessionState> {
  const { party, keyid, privateKey } = key;
  const login = { party, signer: signerOfKey(keyid, privateKey) };
  const client = new LedgerClient({ url: location.origin, key: login, fetch: keepingFetch(party) });
  try {
    const loggedIn = await client.logIn();
    if (loggedIn === undefined) return { kind: 'out' };
    void openPages(loggedIn.token);
    return { kind: 'in', key, roles: loggedIn.roles, client };
  } catch (error) {
    const isRefused = error instanceof ProblemError && error.status < 500;
    return { kind: 'out', key, fault: isRefused ? 'refused' : 'unreachable' };
  }
}

/** Lets the service write verdicts into the pages it sends; scripts cannot read the cookie it sets. */
async function openPages(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  await fetch('/console/session', { method: 'POST', headers }).catch(() => undefined);
}
