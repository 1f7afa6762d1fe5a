import { useQuery } from '@tanstack/react-query';
import { keysOf } from '../proof/known-ledger.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { publicClient } from '../session/connection.js';
import { entriesBelow, readLog } from './read-log.js';
import { useUntilRecorded } from './use-until-recorded.js';

/** The newest signed state of the log, compared with the one this browser saw before, and the newest entry under it. */
export function usePublished() {
  const ledger = useKnownLedger();
  const known = ledger.data;
  const untilRecorded = useUntilRecorded();
  const published = useQuery({
    queryKey: ['published', known?.vkey],
    enabled: known !== undefined,
    refetchInterval: ({ state }) => untilRecorded(state.data?.log),
    queryFn: async () => {
      if (known === undefined) throw new Error('no ledger is known yet');
      const log = await readLog(publicClient, keysOf(known), localStorage, new Date());
      const { size } = log.checkpoint;
      const [newest] = await entriesBelow(publicClient, size, size, 1);
      const isBad = log.continuity === 'forked' || log.continuity === 'shorter';
      return { log, newest, isBad };
    },
  });
  return { data: published.data, error: ledger.error ?? published.error, again: published.refetch };
}
