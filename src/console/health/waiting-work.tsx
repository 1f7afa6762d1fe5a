import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageKey } from '../../messages/messages.js';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { type Sample, samplesOf, sumOf } from './metrics-text.js';
import { Loading } from '../frame/loading.js';

interface Measure {
  readonly title: MessageKey;
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** From here on somebody should look. */
  readonly late: number;
}

/** What docs/how-to/operate-a-ledger.md tells operators to watch, as far as one moment tells anything. */
const MEASURES: readonly Measure[] = [
  { title: 'health.projector', metric: 'custody_projector_lag_entries', late: 1000 },
  { title: 'health.skipped', metric: 'custody_projector_skipped_total', late: 1 },
  { title: 'health.map', metric: 'custody_map_lag_entries', late: 10_000 },
  { title: 'health.judgements', metric: 'custody_judgements_waiting', late: 1000 },
  { title: 'health.parked', metric: 'custody_judgements_parked', late: 1 },
  {
    title: 'health.jobsWaiting',
    metric: 'custody_jobs',
    labels: { state: 'waiting' },
    late: 1000,
  },
  { title: 'health.jobsFailed', metric: 'custody_jobs', labels: { state: 'failed' }, late: 1 },
];

/** How much is behind. The metrics are the operator's: on the machine itself they are open, elsewhere they take a token. */
export function WaitingWork() {
  const say = useSay();
  const [token, setToken] = useState('');
  const metrics = useQuery({
    queryKey: ['metrics', token],
    queryFn: () => readMetrics(token),
    // A token is kept no longer than the page shows what it opens.
    gcTime: 0,
    refetchInterval: 15_000,
  });
  return (
    <section className="panel" aria-labelledby="work-title">
      <h2 id="work-title">{say('health.work')}</h2>
      {metrics.error === null ? null : (
        <Fault error={metrics.error} retry={() => void metrics.refetch()} />
      )}
      {metrics.isPending ? <Loading rows={5} /> : null}
      {metrics.data === null ? <TokenForm isRefused={token !== ''} give={setToken} /> : null}
      {metrics.data === undefined || metrics.data === null ? null : (
        <Measures samples={metrics.data} />
      )}
    </section>
  );
}

/** @returns `null` where the service keeps them from this reader */
async function readMetrics(token: string): Promise<Sample[] | null> {
  const headers: HeadersInit = token === '' ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch('/metrics', { headers });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the metrics could not be read: ${answer.status}`);
  return samplesOf(await answer.text());
}

function TokenForm({ isRefused, give }: { isRefused: boolean; give: (token: string) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        give(typed.trim());
      }}
    >
      <p>{say('health.workDenied')}</p>
      <div className="field">
        <label htmlFor="token">{say('health.token')}</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          dir="ltr"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {isRefused ? (
        <p className="notice" data-tone="bad" role="alert">
          {say('health.tokenRefused')}
        </p>
      ) : null}
      <div className="actions">
        <button type="submit" disabled={typed.trim() === ''}>
          {say('health.show')}
        </button>
      </div>
    </form>
  );
}

function Measures({ samples }: { samples: readonly Sample[] }) {
  const say = useSay();
  const { number } = useFormats();
  const rows = MEASURES.flatMap((measure) => {
    const value = sumOf(samples, measure.metric, measure.labels);
    return value === undefined ? [] : [{ ...measure, value }];
  });
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('health.measure')}</th>
          <th scope="col" className="number">
            {say('health.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, value, late }) => (
          <tr key={title} data-tone={value >= late ? 'warn' : undefined}>
            <td>{say(title)}</td>
            <td className="number">
              {value >= late ? `! ${say('health.late')} ` : ''}
              {number(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
