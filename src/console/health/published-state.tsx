import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { entriesBelow, readLog } from '../log/read-log.js';
import { keysOf } from '../proof/known-ledger.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { publicClient } from '../session/connection.js';

/** How far the signed state of the log reaches, and how old its newest entry is. */
export function PublishedState() {
  const say = useSay();
  const { time, number, duration } = useFormats();
  const ledger = useKnownLedger();
  const known = ledger.data;
  const published = useQuery({
    queryKey: ['published', known?.vkey],
    enabled: known !== undefined,
    queryFn: async () => {
      if (known === undefined) throw new Error('no ledger is known yet');
      const log = await readLog(publicClient, keysOf(known), localStorage, new Date());
      const { size } = log.checkpoint;
      const [newest] = await entriesBelow(publicClient, size, size, 1);
      return { log, newest };
    },
  });
  const error = ledger.error ?? published.error;
  const { data } = published;
  const isBad = data?.log.continuity === 'forked' || data?.log.continuity === 'shorter';
  return (
    <section className="panel" aria-labelledby="published-title">
      <h2 id="published-title">{say('health.published')}</h2>
      {error === null ? null : <Fault error={error} retry={() => void published.refetch()} />}
      {data === undefined && error === null ? (
        <p role="status">{say('state.loadingLong')}</p>
      ) : null}
      {data === undefined ? null : (
        <dl className="facts">
          <dt>{say('health.size')}</dt>
          <dd>{number(data.log.checkpoint.size)}</dd>
          <dt>{say('health.newest')}</dt>
          <dd>
            {data.newest === undefined
              ? say('health.empty')
              : say('health.ago', {
                  time: time(data.newest.recordedAt),
                  duration: duration(Date.now() - Date.parse(data.newest.recordedAt)),
                })}
          </dd>
          <dt>{say('log.signature')}</dt>
          <dd>✓ {say('log.signed')}</dd>
        </dl>
      )}
      {isBad ? (
        <p className="notice" data-tone="bad" role="alert">
          <Link href="/log">{say('log.both')}</Link>
        </p>
      ) : null}
    </section>
  );
}
