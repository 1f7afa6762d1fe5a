import { useEffect, useState } from 'react';
import type { AlertNotice } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';

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
    const ending = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const { alert } of client.alertStream({ signal: ending.signal })) {
        setNews((before) => [...before, alert]);
      }
    };
    setLive(true);
    follow().catch(() => {
      if (!ending.signal.aborted) setLive(false);
    });
    return () => ending.abort();
  }, [client]);
  return { news, isLive, clear: () => setNews([]) };
}
