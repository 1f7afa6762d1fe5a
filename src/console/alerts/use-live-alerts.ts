import { useEffect, useState } from 'react';
import type { AlertNotice } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { listenToAlerts } from './alert-news.js';

export interface LiveAlerts {
  /** Told since the list was last drawn, the newest last. */
  readonly news: readonly AlertNotice[];
  /** False for roles without a stream, and after the stream was refused. */
  readonly isLive: boolean;
  readonly clear: () => void;
}

/** Follows the stream of alerts for as long as the page is open. The list itself never jumps under the reader. */
export function useLiveAlerts(client: LedgerClient): LiveAlerts {
  const [news, setNews] = useState<readonly AlertNotice[]>([]);
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    setLive(true);
    return listenToAlerts(client, {
      heard: (alert) => setNews((before) => [...before, alert]),
      refused: () => setLive(false),
    });
  }, [client]);
  return { news, isLive, clear: () => setNews([]) };
}
