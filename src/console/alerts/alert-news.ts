import type { AlertNotice } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';

export interface AlertListener {
  readonly heard: (alert: AlertNotice) => void;
  /** The service streams nothing to this reader: trying again would not help. */
  readonly refused: () => void;
}

interface Following {
  readonly listeners: Set<AlertListener>;
  readonly ending: AbortController;
  isRefused: boolean;
}

const followings = new WeakMap<LedgerClient, Following>();

/**
 * Follows the stream of alerts until the answered function is called. Whoever listens in one page shares one stream: a
 * browser opens six connections of HTTP/1.1 to a service, and each stream holds one.
 */
export function listenToAlerts(client: LedgerClient, listener: AlertListener): () => void {
  const following = followings.get(client) ?? follow(client);
  following.listeners.add(listener);
  if (following.isRefused) listener.refused();
  return () => {
    following.listeners.delete(listener);
    if (following.listeners.size > 0) return;
    following.ending.abort();
    followings.delete(client);
  };
}

function follow(client: LedgerClient): Following {
  const ending = new AbortController();
  const following: Following = { listeners: new Set(), ending, isRefused: false };
  followings.set(client, following);
  const tell = async (): Promise<void> => {
    for await (const { alert } of client.alertStream({ signal: ending.signal }))
      for (const { heard } of following.listeners) heard(alert);
  };
  tell().catch(() => {
    if (ending.signal.aborted) return;
    following.isRefused = true;
    for (const { refused } of following.listeners) refused();
  });
  return following;
}
