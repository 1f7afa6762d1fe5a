import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { copyShownOf, tellCurrent } from './offline/shown-copy.js';
import { type SessionState, useSession } from './session/session.js';

/** Gives the pages inside it what they ask the ledger with; they share what it answered. */
export function Asking({ children }: { children: ReactNode }) {
  const { state } = useSession();
  const asked = queriesOf(state);
  useEffect(() => {
    const again = async (): Promise<void> => {
      if (copyShownOf() === undefined) return;
      await asked.refetchQueries({ type: 'active' });
      tellCurrent();
    };
    const start = (): void => void again();
    addEventListener('online', start);
    return () => removeEventListener('online', start);
  }, [asked]);
  return <QueryClientProvider client={asked}>{children}</QueryClientProvider>;
}

/** Party of the key that the answers were given to, empty without a key; not known while the key is looked for. */
let reader: string | undefined;
let queries = newQueries();

/** What one party may read is nothing to the next. */
function queriesOf(state: SessionState): QueryClient {
  if (state.kind === 'opening') return queries;
  const next = 'key' in state && state.key !== undefined ? state.key.party : '';
  if (reader !== undefined && reader !== next) queries = newQueries();
  reader = next;
  return queries;
}

/** The client of the ledger tries again by itself where that may help; a refusal is an answer. */
function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // A browser that thinks it is offline may still have what is asked for.
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
      },
    },
  });
}
