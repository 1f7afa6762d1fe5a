import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import { useFormats, useSay } from '../language/language.js';
import { timeOfLedger } from '../rehearsal/time.js';
import { listenToAlerts } from './alert-news.js';
import { countOf, dueBefore } from './inbox-filter.js';

/** Alerts come in bursts: one question is asked for all that were heard of within this time. */
const TOGETHER_MS = 500;
/** For roles without a stream, and in case one broke unnoticed. */
const AGAIN_MS = 60_000;
/** What the room beside the link holds. */
const MOST = 999;

interface OpenCountProps {
  readonly client: LedgerClient;
  readonly party: string;
}

/** How many alerts of the reader are open, as it changes. Nothing where nobody knows: that is not none. */
export function OpenCount({ client, party }: OpenCountProps) {
  const say = useSay();
  const { number } = useFormats();
  const { data, error, refetch } = useQuery({
    // The inbox counts under the same name, and anew with its list.
    queryKey: ['alerts', 'counts', party],
    queryFn: () => client.alertCounts(dueBefore(timeOfLedger())),
    refetchInterval: AGAIN_MS,
    refetchOnWindowFocus: true,
  });
  useWhileSeen(client, refetch);
  const count = error === null ? countOf('open', data) : undefined;
  if (count === undefined) return null;
  return (
    <>
      <span aria-hidden="true">{count > MOST ? `${number(MOST)}+` : number(count)}</span>
      <span className="hidden">{say('nav.openAlerts', { count })}</span>
    </>
  );
}

/** Counts anew after what the stream tells. A page in the background leaves its connection to those that are seen. */
function useWhileSeen(client: LedgerClient, refetch: () => unknown): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let leave: (() => void) | undefined;
    const heard = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refetch();
      }, TOGETHER_MS);
    };
    const turn = (): void => {
      leave?.();
      leave = document.hidden ? undefined : listenToAlerts(client, { heard, refused });
    };
    turn();
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      leave?.();
      clearTimeout(timer);
    };
  }, [client, refetch]);
}

/** Then it is counted now and then. */
function refused(): void {}
