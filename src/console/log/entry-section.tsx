import { useQuery } from '@tanstack/react-query';
import { type Checkpoint, encodeBase64, toHex } from '../../protocol/index.js';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { publicClient } from '../session/connection.js';
import { type ProvedEntry, proveEntry } from './prove-entry.js';
import { Loading } from '../frame/loading.js';
import { StatementSection } from './statement-section.js';

interface EntrySectionProps {
  readonly index: number;
  /** The state the ledger signed, as this browser verified it. */
  readonly checkpoint: Checkpoint;
}

/** One entry, and the way from it up to the root that is signed. */
export function EntrySection({ index, checkpoint }: EntrySectionProps) {
  const say = useSay();
  const { number } = useFormats();
  const isThere = index < checkpoint.size;
  const proved = useQuery({
    queryKey: ['entry', index, checkpoint.size],
    enabled: isThere,
    queryFn: () => proveEntry(publicClient, index, checkpoint),
  });
  const { data, error } = proved;
  return (
    <section className="panel" aria-labelledby="entry-title">
      <h2 id="entry-title">
        {say('log.index')} {number(index)}
      </h2>
      {isThere ? null : <p>{say('log.noEntry', { size: checkpoint.size })}</p>}
      {error === null ? null : <Fault error={error} retry={() => void proved.refetch()} />}
      {isThere && proved.isPending ? <Loading rows={4} /> : null}
      {data === undefined ? null : <Proof proved={data} checkpoint={checkpoint} />}
    </section>
  );
}

function Proof({ proved, checkpoint }: { proved: ProvedEntry; checkpoint: Checkpoint }) {
  const say = useSay();
  const { time } = useFormats();
  const { entry, leaf, path, holds } = proved;
  return (
    <>
      <p className="notice" data-tone={holds ? 'good' : 'bad'} role={holds ? 'status' : 'alert'}>
        {say(holds ? 'log.included' : 'log.notIncluded')}
      </p>
      <StatementSection hash={toHex(entry.statementHash)} />
      <dl className="facts">
        <dt>{say('log.recorded')}</dt>
        <dd>{time(entry.recordedAt)}</dd>
        <dt>{say('log.hash')}</dt>
        <dd className="mono" dir="ltr">
          {toHex(entry.statementHash)}
        </dd>
      </dl>
      <details>
        <summary>{say('log.path', { count: path.length })}</summary>
        <ol className="ladder mono" dir="ltr">
          <li data-tone="wait">{toHex(leaf)}</li>
          {path.map((hash, at) => (
            <li key={`${at} ${toHex(hash)}`}>{toHex(hash)}</li>
          ))}
          <li data-tone={holds ? 'good' : 'bad'}>
            {say('log.root')} {encodeBase64(checkpoint.root)}
          </li>
        </ol>
      </details>
    </>
  );
}
