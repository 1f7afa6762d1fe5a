import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { ProblemError } from '../../client/problem-error.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { AsSeen } from '../offline/as-seen.js';
import { type SessionState, useSession } from '../session/session.js';
import { AlertTable } from './alert-table.js';
import { alertAddress, type BarKey, barKeyOf, type KeyAim } from './decision-keys.js';
import { Filters } from './filters.js';
import { timeOfLedger } from '../rehearsal/time.js';
import { filterOf, type InboxFilter, queryOf, searchOf } from './inbox-filter.js';
import { Peek } from './peek.js';
import { DECIDES, type QuickChoice } from './quick-choice.js';
import { rangeOf } from './range-of.js';
import { TriageBar } from './triage-bar.js';
import { rowAt, rowsInOrder, useInboxKeys } from './use-inbox-keys.js';
import { useLiveAlerts } from './use-live-alerts.js';
import { useTriage } from './use-triage.js';
import { Views } from './views.js';
import { Loading } from '../frame/loading.js';

type LoggedIn = Extract<SessionState, { kind: 'in' }>;

export function AlertsPage() {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'in') return <Inbox session={state} />;
  return <AsSeen title={say('alerts.title')}>{(session) => <Inbox session={session} />}</AsSeen>;
}

function Inbox({ session }: { session: LoggedIn }) {
  const say = useSay();
  const { client, key, roles } = session;
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const alerts = useInfiniteQuery({
    queryKey: ['alerts', filter, key.party],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      client.alerts({
        ...queryOf(filter, key.party, timeOfLedger()),
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const live = useLiveAlerts(client);
  // Drawn in slices, as the library alone would not: a hundred rows at once keep a slow telephone from answering.
  const fetched = useDeferredValue(alerts.data?.pages);
  const isWaiting = alerts.isPending || (alerts.data !== undefined && fetched === undefined);
  const pages = useMemo(() => fetched?.map(({ items }) => items) ?? [], [fetched]);
  const shown = pages.flat();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = shown.filter(({ id }) => ids.has(id));
  const [lookedAt, setLookedAt] = useState<string>();
  const looked = shown.find(({ id }) => id === lookedAt);
  const queries = useQueryClient();
  const show = (): void => {
    live.clear();
    void queries.invalidateQueries({ queryKey: ['alerts'] });
  };
  /** From here a range goes on. */
  const anchor = useRef<string>(undefined);
  const select = useCallback((which: readonly string[], isSelected: boolean): void => {
    anchor.current = which.at(-1);
    setIds((before) => {
      const next = new Set(before);
      for (const id of which)
        if (isSelected) next.add(id);
        else next.delete(id);
      return next;
    });
  }, []);
  const selectUpTo = useCallback(
    (id: string): void => select(rangeOf(rowsInOrder(), anchor.current, id), true),
    [select],
  );
  const box = useRef<HTMLInputElement>(null);
  const change = (next: InboxFilter): void => setSearch(searchOf(next));
  const { triage, order, undo, sendNow, askLedger } = useTriage(session, () => {
    setIds(new Set());
    show();
  });
  const mayDecide = roles.some((role) => DECIDES.includes(role));
  const selection = useMemo(
    () => (mayDecide ? { ids, set: select, upTo: selectUpTo } : undefined),
    [mayDecide, ids, select, selectUpTo],
  );
  const [, go] = useLocation();
  const bar = useRef<Partial<Record<BarKey, HTMLElement | null>>>({});
  /** The key that was pressed before its button was there. */
  const [wanted, setWanted] = useState<BarKey>();
  useEffect(() => {
    if (wanted === undefined) return;
    bar.current[wanted]?.focus();
    setWanted(undefined);
  }, [wanted]);
  /** On what is selected, else on the row that the focus is in; what takes words is decided on the alert's own page. */
  const aim = (aimed: KeyAim, letter: string, id: string | undefined): void => {
    const [one, ...others] = selected.length > 0 ? selected.map((alert) => alert.id) : [id];
    if (!mayDecide || one === undefined) return;
    const barKey = barKeyOf(aimed);
    if (barKey === undefined && others.length === 0) return go(alertAddress(one, letter));
    if (barKey === undefined) return;
    if (selected.length === 0) select([one], true);
    setWanted(barKey);
  };
  const orderSelected = (choice: QuickChoice): void => {
    order(selected, choice);
    // The buttons go: keys go on from where they were pressed.
    rowAt(selected[0]?.id)?.focus();
  };
  useInboxKeys(shown.length, {
    fetchMore: async () => {
      if (!alerts.hasNextPage) return false;
      return !(await alerts.fetchNextPage()).isError;
    },
    select: (id) => select([id], !ids.has(id)),
    selectUpTo,
    filter: () => box.current?.focus(),
    look: setLookedAt,
    aim,
    undo,
  });
  // A role that reads no alerts has no use for filters and keys.
  if (alerts.error instanceof ProblemError && alerts.error.status === 403)
    return (
      <Page title={say('alerts.title')}>
        <Fault error={alerts.error} />
      </Page>
    );
  return (
    <Page title={say('alerts.title')} intro={say('alerts.intro')}>
      <div className="inbox">
        <Views client={client} party={key.party} filter={filter} change={change} />
        <div className="column">
          <Filters filter={filter} change={change} box={box} />
          {filter.incident === '' ? null : (
            <p className="notice" data-tone="wait">
              {say('incident.only')} <Link href="/alerts">{say('incident.leave')}</Link>
            </p>
          )}
          <div role="status">
            {live.news.length === 0 ? null : (
              <div className="notice" data-tone="wait">
                <p>{say('alerts.news', { count: live.news.length })}</p>
                <button type="button" onClick={show}>
                  {say('alerts.show')}
                </button>
              </div>
            )}
          </div>
          {alerts.error === null ? null : (
            <Fault error={alerts.error} retry={show} shownOf={alerts.dataUpdatedAt} />
          )}
          {isWaiting ? <Loading rows={8} /> : null}
          {alerts.data === undefined || isWaiting ? null : (
            <AlertTable pages={pages} selection={selection} look={setLookedAt} />
          )}
          {alerts.hasNextPage && !isWaiting ? (
            <div className="actions">
              <button
                type="button"
                disabled={alerts.isFetchingNextPage}
                onClick={() => void alerts.fetchNextPage()}
              >
                {say('alerts.more')}
              </button>
            </div>
          ) : null}
          {isWaiting ? null : <AfterTheList isLive={live.isLive} />}
        </div>
      </div>
      {looked === undefined ? null : (
        <Peek key={looked.id} alert={looked} client={client} close={() => setLookedAt(undefined)} />
      )}
      {mayDecide ? (
        <TriageBar
          selected={selected}
          client={client}
          party={key.party}
          triage={triage}
          order={orderSelected}
          buttons={bar}
          undo={undo}
          sendNow={sendNow}
          askLedger={askLedger}
          clear={() => setIds(new Set())}
        />
      ) : null}
    </Page>
  );
}

function AfterTheList({ isLive }: { isLive: boolean }) {
  const say = useSay();
  return (
    <>
      <p className="hint">
        {say(isLive ? 'alerts.live' : 'alerts.notLive')}{' '}
        <span className="keys">
          {say('alerts.keys')} <kbd>j</kbd> <kbd>k</kbd> <kbd>Enter</kbd> <kbd>Space</kbd>{' '}
          <kbd>x</kbd> <kbd>a</kbd> <kbd>i</kbd> <kbd>t</kbd> <kbd>r</kbd> <kbd>w</kbd> <kbd>f</kbd>{' '}
          · {say('text.label', { name: say('keys.title') })} <kbd>?</kbd>
        </span>
      </p>
      <p>
        <Link href="/webhooks">{say('alerts.webhooks')}</Link>
      </p>
    </>
  );
}
