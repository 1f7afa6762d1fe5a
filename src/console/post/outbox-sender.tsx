import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sendWaiting } from './send-waiting.js';
import { OUTBOX } from './use-outbox.js';

const TRY_MS = 10_000;

/** Sends what was signed offline, from whichever page is open when the network is back. Draws nothing. */
export function OutboxSender() {
  const queries = useQueryClient();
  useEffect(() => {
    const send = (isNow: boolean): void => {
      if (!navigator.onLine) return;
      void sendWaiting({ isNow }).then((answered) =>
        answered > 0 ? queries.invalidateQueries({ queryKey: [OUTBOX] }) : undefined,
      );
    };
    const sendAll = (): void => send(true);
    send(false);
    const timer = setInterval(() => send(false), TRY_MS);
    addEventListener('online', sendAll);
    return () => {
      clearInterval(timer);
      removeEventListener('online', sendAll);
    };
  }, [queries]);
  return null;
}
