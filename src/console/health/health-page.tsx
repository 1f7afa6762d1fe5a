import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { useFormats, useSay } from '../language/language.js';
import { wordsOfCheck } from './check-words.js';
import { PublishedState } from './published-state.js';
import {
  type CheckState,
  type Condition,
  conditionOf,
  readChecks,
  type WitnessStanding,
  witnessesOf,
} from './readiness.js';
import { WaitingWork } from './waiting-work.js';
import { Loading } from '../frame/loading.js';

const AGAIN_MS = 15_000;
const TONES = { ready: 'good', notReady: 'warn', halted: 'bad', rollback: 'bad' } as const;

/** Whether the service may be relied on now, and what helps where not. */
export function HealthPage() {
  const say = useSay();
  const { time } = useFormats();
  const checks = useQuery({
    queryKey: ['health'],
    queryFn: readChecks,
    refetchInterval: AGAIN_MS,
  });
  // Drawn in slices: what a query answers would be drawn at once.
  const data = useDeferredValue(checks.data);
  const isWaiting = data === undefined && checks.error === null;
  const seen = new Date(checks.dataUpdatedAt).toISOString();
  return (
    <Page title={say('health.title')}>
      {checks.error === null ? null : (
        <Fault
          error={checks.error}
          retry={() => void checks.refetch()}
          shownOf={checks.dataUpdatedAt}
        />
      )}
      {isWaiting ? <Loading rows={6} /> : null}
      {data === undefined ? null : (
        <>
          <ConditionNotice condition={conditionOf(data)} />
          <p className="hint">{say('health.asOf', { at: time(seen) })}</p>
          <div className="columns">
            <div className="column">
              <Checks checks={data} />
            </div>
            <div className="column">
              <Witnesses told={witnessesOf(data)} />
              <PublishedState />
            </div>
          </div>
        </>
      )}
      {isWaiting ? null : <WaitingWork />}
    </Page>
  );
}

function ConditionNotice({ condition }: { condition: Condition }) {
  const say = useSay();
  const isGrave = condition !== 'ready';
  return (
    <div className="notice" data-tone={TONES[condition]} role={isGrave ? 'alert' : 'status'}>
      <h2>
        <span aria-hidden="true">{isGrave ? '✕ ' : '✓ '}</span>
        {say(`health.${condition}`)}
      </h2>
      <p>{say(`health.${condition}Long`)}</p>
    </div>
  );
}

function Checks({ checks }: { checks: readonly CheckState[] }) {
  const say = useSay();
  return (
    <section className="panel" aria-labelledby="checks-title">
      <h2 id="checks-title">{say('health.checks')}</h2>
      <ul className="proof" aria-labelledby="checks-title">
        {checks.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Check({ check }: { check: CheckState }) {
  const say = useSay();
  const { time, number } = useFormats();
  const { name, isUp, details } = check;
  const words = wordsOfCheck(name);
  const { next, passedAt, message } = details;
  return (
    <li data-tone={isUp ? 'good' : 'bad'}>
      <span className="mark">
        <span aria-hidden="true">{isUp ? '✓' : '✕'}</span>
        <span className="hidden">{say(isUp ? 'health.up' : 'health.down')}</span>
      </span>
      <div>
        <p>
          {words === undefined ? name : say(words.holds)}{' '}
          <bdi className="mono soft" dir="ltr">
            {name}
          </bdi>
        </p>
        {typeof next === 'number' ? (
          <p className="hint">{say('health.nextEntry', { index: number(next) })}</p>
        ) : null}
        {typeof passedAt === 'string' ? (
          <p className="hint">{say('health.passedAt', { at: time(passedAt) })}</p>
        ) : null}
        {isUp ? null : (
          <>
            <p>
              <strong>{say(words?.mend ?? 'mend.other')}</strong>
            </p>
            {typeof message === 'string' ? (
              <p className="hint mono" lang="en" dir="ltr">
                {message}
              </p>
            ) : null}
          </>
        )}
      </div>
    </li>
  );
}

interface WitnessesProps {
  readonly told:
    { readonly hasQuorum: boolean; readonly witnesses: readonly WitnessStanding[] } | undefined;
}

function Witnesses({ told }: WitnessesProps) {
  const say = useSay();
  const { number } = useFormats();
  return (
    <section className="panel" aria-labelledby="witnesses-title">
      <h2 id="witnesses-title">{say('log.witnesses')}</h2>
      {told === undefined ? <p>{say('health.noWitnesses')}</p> : null}
      {told === undefined ? null : (
        <>
          <p>{say(told.hasQuorum ? 'health.quorum' : 'health.noQuorum')}</p>
          <div className="scrolls" tabIndex={0} role="group" aria-labelledby="witnesses-title">
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('health.witness')}</th>
                  <th scope="col" className="number">
                    {say('health.lag')}
                  </th>
                  <th scope="col" className="number">
                    {say('health.failures')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {told.witnesses.map(({ name, lagEntries, failures }) => (
                  <tr key={name} data-tone={failures > 0 ? 'warn' : undefined}>
                    <td>
                      <bdi className="mono">{name}</bdi>
                    </td>
                    <td className="number">{number(lagEntries)}</td>
                    <td className="number">{number(failures)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
