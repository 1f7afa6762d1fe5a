import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { LedgerClient } from '../../client/ledger-client.js';
import { LoginFirst } from '../session/login-first.js';
import { type SessionState, useSession } from '../session/session.js';
import { keepingFetch } from './keeping-fetch.js';
import { useOnline } from './use-online.js';

type LoggedIn = Extract<SessionState, { kind: 'in' }>;
type LoggedOut = Extract<SessionState, { kind: 'out' }>;

interface AsSeenProps {
  readonly title: string;
  /** The page, as the ledger told it before: to somebody without a role, who decides nothing. */
  readonly children: (session: LoggedIn) => ReactNode;
}

/** Nobody is logged in. Who has a key here and no network sees what the ledger told him before; everybody else logs in first. */
export function AsSeen({ title, children }: AsSeenProps) {
  const { state } = useSession();
  const isOnline = useOnline();
  if (isOnline || state.kind !== 'out' || state.fault !== 'unreachable' || state.key === undefined)
    return <LoginFirst title={title} />;
  return <Copies held={state.key}>{children}</Copies>;
}

interface CopiesProps extends Pick<AsSeenProps, 'children'> {
  readonly held: NonNullable<LoggedOut['key']>;
}

function Copies({ held, children }: CopiesProps) {
  const session = useMemo<LoggedIn>(() => {
    const fetch = keepingFetch(held.party);
    // Without a key: nobody is asked for a token that only the ledger gives.
    const client = new LedgerClient({ url: location.origin, fetch, retries: 0 });
    return { kind: 'in', key: held, roles: [], client };
  }, [held]);
  // Apart from what the ledger answers later: an old answer is never taken for one of now.
  const queries = useMemo(
    () => new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } }),
    [],
  );
  return <QueryClientProvider client={queries}>{children(session)}</QueryClientProvider>;
}
