import { Link } from 'wouter';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { usePublished } from '../log/use-published.js';
import { Loading } from '../frame/loading.js';
import { timeOfLedger } from '../rehearsal/time.js';

/** How far the signed state of the log reaches, and how old its newest entry is. */
export function PublishedState() {
  const say = useSay();
  const { time, number, duration } = useFormats();
  const { data, error, again } = usePublished();
  return (
    <section className="panel" aria-labelledby="published-title">
      <h2 id="published-title">{say('health.published')}</h2>
      {error === null ? null : <Fault error={error} retry={() => void again()} />}
      {data === undefined && error === null ? <Loading rows={4} /> : null}
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
                  duration: duration(timeOfLedger().getTime() - Date.parse(data.newest.recordedAt)),
                })}
          </dd>
          <dt>{say('log.signature')}</dt>
          <dd>✓ {say('log.signed')}</dd>
        </dl>
      )}
      {data?.isBad === true ? (
        <p className="notice" data-tone="bad" role="alert">
          <Link href="/log">{say('log.both')}</Link>
        </p>
      ) : null}
    </section>
  );
}
