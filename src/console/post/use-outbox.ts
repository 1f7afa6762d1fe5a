import { useQuery } from '@tanstack/react-query';
import { signedBy } from './posting-store.js';

/** First member of the keys of queries about it. */
export const OUTBOX = 'outbox';

const LOOK_MS = 3000;

/** What this party signed here, the newest first. Another page may send it, so it is looked at again while it waits. */
export function useOutbox(party: string) {
  return useQuery({
    queryKey: [OUTBOX, party],
    networkMode: 'always',
    staleTime: 0,
    queryFn: () => signedBy(party),
    refetchInterval: ({ state }) =>
      state.data?.some(({ outcome }) => outcome.kind === 'waiting') === true ? LOOK_MS : false,
  });
}
