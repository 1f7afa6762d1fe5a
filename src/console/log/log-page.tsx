import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { type CosignerReport, encodeBase64, type Entry, toHex } from '../../protocol/index.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { useFormats, useSay } from '../language/language.js';
import { keysOf } from '../proof/known-ledger.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { timeOfLedger } from '../rehearsal/time.js';
import { publicClient } from '../session/connection.js';
import { checkCosigners } from './check-cosigners.js';
import { EntrySection } from './entry-section.js';
import { wantedOf } from './find-entry.js';
import { HashSearch } from './hash-search.js';
import { BadCheckpoint, entriesBelow, type LogState, readLog } from './read-log.js';
import { SaveBoth } from './save-both.js';
import { useUntilRecorded } from './use-until-recorded.js';
import { WitnessList } from './witness-list.js';
import { Loading } from '../frame/loading.js';

const PAGE = 25;

interface CheckedLog extends LogState {
  /** `undefined` when they could not be checked. */
  readonly witnesses: CosignerReport | undefined;
  /** A checkpoint tells no time; this does. None in an empty log. */
  readonly newest: Entry | undefined;
}

/** The public log: how large it is, who signed for it, and whether it is the one this browser saw before. */
export function LogPage() {
  const say = useSay();
  const ledger = useKnownLedger();
  const known = ledger.data;
  const untilRecorded = useUntilRecorded();
  const log = useQuery({
    queryKey: ['log', known?.vkey],
    enabled: known !== undefined,
    refetchInterval: ({ state }) => untilRecorded(state.data),
    queryFn: async () => {
      if (known === undefined) throw new Error('no ledger is known yet');
      const read = await readLog(publicClient, keysOf(known), localStorage, new Date());
      const { size } = read.checkpoint;
      const [newest] = await entriesBelow(publicClient, size, size, 1);
      return { ...read, newest, witnesses: await checkCosigners(read.note, known.policy) };
    },
  });
  const error = ledger.error ?? log.error;
  // The list would move when the entry comes.
  const [search] = useSearchParams();
  const isNamed = search.has('entry') || search.has('hash');
  return (
    <Page title={say('log.title')} intro={say('log.intro')}>
      {error instanceof BadCheckpoint ? (
        <div className="notice" data-tone="bad" role="alert">
          <p>{say('log.bad')}</p>
          <p className="hint mono" lang="en" dir="ltr">
            {error.message}
          </p>
        </div>
      ) : null}
      {error === null || error instanceof BadCheckpoint ? null : (
        <Fault error={error} retry={() => void log.refetch()} />
      )}
      {log.data === undefined ? (
        error === null ? (
          <Loading rows={8} />
        ) : null
      ) : (
        <>
          <ContinuityNotice log={log.data} />
          <State
            log={log.data}
            hasPolicy={known?.policy !== null}
            again={() => void log.refetch()}
          />
          <OneEntry log={log.data} />
          {isNamed ? null : <Entries size={log.data.checkpoint.size} />}
        </>
      )}
    </Page>
  );
}

function ContinuityNotice({ log }: { log: LogState }) {
  const say = useSay();
  const { time } = useFormats();
  const { before, continuity } = log;
  const isBad = continuity === 'forked' || continuity === 'shorter';
  const values = before === undefined ? {} : { size: before.size, at: time(before.at) };
  return (
    <div className="notice" data-tone={isBad ? 'bad' : 'good'} role={isBad ? 'alert' : 'status'}>
      <p>
        {isBad ? '✕ ' : '✓ '}
        {say(`log.${continuity}`, values)}
      </p>
      {isBad && before !== undefined ? (
        <details open>
          <summary>{say('log.both')}</summary>
          <pre className="mono scrolls" dir="ltr">
            {before.note}
            {'\n'}
            {log.note}
          </pre>
        </details>
      ) : null}
      {isBad && before !== undefined ? <SaveBoth before={before} log={log} /> : null}
    </div>
  );
}

interface StateProps {
  readonly log: CheckedLog;
  readonly hasPolicy: boolean;
  readonly again: () => void;
}

function State({ log, hasPolicy, again }: StateProps) {
  const say = useSay();
  const { number, time, duration } = useFormats();
  const { origin, size, root } = log.checkpoint;
  const { newest } = log;
  return (
    <section className="panel" aria-labelledby="state-title">
      <h2 id="state-title">{say('log.state')}</h2>
      <dl className="facts">
        <dt>{say('log.ledger')}</dt>
        <dd className="mono" dir="ltr">
          {origin}
        </dd>
        <dt>{say('log.size')}</dt>
        <dd>{number(size)}</dd>
        <dt>{say('log.age')}</dt>
        <dd>
          {newest === undefined
            ? say('health.empty')
            : say('health.ago', {
                time: time(newest.recordedAt),
                duration: duration(timeOfLedger().getTime() - Date.parse(newest.recordedAt)),
              })}
        </dd>
        <dt>{say('log.root')}</dt>
        <dd className="mono" dir="ltr">
          {encodeBase64(root)}
        </dd>
        <dt>{say('log.signature')}</dt>
        <dd>✓ {say('log.signed')}</dd>
        <dt>{say('log.witnesses')}</dt>
        <dd>
          <WitnessList report={log.witnesses} hasPolicy={hasPolicy} />
        </dd>
      </dl>
      <div className="actions">
        <button type="button" onClick={again}>
          {say('log.again')}
        </button>
      </div>
    </section>
  );
}

/** The entry that the address names by number or hash; where it names none, which one to show. */
function OneEntry({ log }: { log: LogState }) {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const named = search.get('entry') ?? search.get('hash') ?? '';
  const wanted = wantedOf(named);
  const isMalformed = named !== '' && wanted.kind === 'malformed';
  return (
    <>
      <form
        className="filters"
        role="search"
        key={named}
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('entry');
          if (typeof typed === 'string') setSearch(searchFor(typed.trim()));
        }}
      >
        <div className="field">
          <label htmlFor="entry">{say('find.label')}</label>
          <input
            id="entry"
            name="entry"
            maxLength={200}
            required
            dir="ltr"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby={isMalformed ? 'entry-fault entry-hint' : 'entry-hint'}
            aria-invalid={isMalformed}
            defaultValue={named}
          />
        </div>
        <button type="submit">{say('log.show')}</button>
      </form>
      {isMalformed ? (
        <p id="entry-fault" className="notice" data-tone="bad" role="alert">
          {say('find.malformed', { text: named })}
        </p>
      ) : null}
      <p className="hint" id="entry-hint">
        {say('find.hint')}
      </p>
      {named === '' ? null : (
        <p>
          <Link href="/log">{say('find.all')}</Link>
        </p>
      )}
      {wanted.kind === 'index' ? (
        <EntrySection index={wanted.index} checkpoint={log.checkpoint} />
      ) : null}
      {wanted.kind === 'hash' ? (
        <HashSearch key={wanted.hash} hash={wanted.hash} checkpoint={log.checkpoint} />
      ) : null}
    </>
  );
}

function searchFor(typed: string): { readonly entry: string } | { readonly hash: string } {
  return wantedOf(typed).kind === 'hash' ? { hash: typed } : { entry: typed };
}

function Entries({ size }: { size: number }) {
  const say = useSay();
  const [search] = useSearchParams();
  const wanted = Number(search.get('below') ?? size);
  const end = Number.isInteger(wanted) ? Math.min(size, Math.max(1, wanted)) : size;
  const entries = useQuery({
    queryKey: ['entries', end, size],
    queryFn: () => entriesBelow(publicClient, end, size, PAGE),
  });
  return (
    <section className="panel" aria-labelledby="entries-title">
      <h2 id="entries-title">{say('log.entries')}</h2>
      <p className="hint">{say('log.commitments')}</p>
      {entries.error === null ? null : <Fault error={entries.error} />}
      {entries.data === undefined ? null : (
        <>
          <EntryTable entries={entries.data} />
          <div className="actions">
            {end < size ? (
              <Link className="button" href={`/log?below=${Math.min(size, end + PAGE)}`}>
                {say('log.newer')}
              </Link>
            ) : null}
            {end > PAGE ? (
              <Link className="button" href={`/log?below=${end - PAGE}`}>
                {say('log.older')}
              </Link>
            ) : null}
          </div>
        </>
      )}
    </section>
  );
}

function EntryTable({ entries }: { entries: Awaited<ReturnType<typeof entriesBelow>> }) {
  const say = useSay();
  const { time, number } = useFormats();
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-labelledby="entries-title">
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {say('log.index')}
            </th>
            <th scope="col">{say('log.recorded')}</th>
            <th scope="col">{say('log.hash')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ index, recordedAt, statementHash }) => (
            <tr key={index}>
              <td className="number">
                <Link href={`/log?entry=${index}`}>{number(index)}</Link>
              </td>
              <td>{time(recordedAt)}</td>
              <td className="mono" dir="ltr">
                {toHex(statementHash)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
