import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { MessageKey } from '../../messages/messages.js';
import { useIsPhone } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';
import { timeOfLedger } from '../rehearsal/time.js';
import {
  countOf,
  dueBefore,
  filterOf,
  type InboxFilter,
  searchOf,
  type View,
  VIEWS,
} from './inbox-filter.js';

const NAMES: Readonly<Record<View, MessageKey>> = {
  open: 'alerts.open',
  mine: 'alerts.mine',
  unassigned: 'alerts.unassigned',
  due: 'views.due',
  escalated: 'views.escalated',
  waiting: 'views.waiting',
  closed: 'alerts.closed',
  all: 'alerts.all',
};

interface ViewsProps {
  readonly client: LedgerClient;
  readonly party: string;
  readonly filter: InboxFilter;
  readonly change: (filter: InboxFilter) => void;
}

/** What an inbox is opened on, and how much there is of it: beside the list, on a phone in one line above it. */
export function Views({ client, party, filter, change }: ViewsProps) {
  const say = useSay();
  const { number } = useFormats();
  const id = useId();
  const isPhone = useIsPhone();
  // What is shown of a closed list would move when its number comes; nobody reads the others before it is opened.
  const [isOpened, setOpened] = useState(false);
  const { data } = useQuery({
    // Also counted anew with the list.
    queryKey: ['alerts', 'counts', party],
    queryFn: () => client.alertCounts(dueBefore(timeOfLedger())),
  });
  const here = filter.incident === '' ? filter.show : undefined;
  const views = VIEWS.map((view) => ({ view, name: say(NAMES[view]), count: countOf(view, data) }));
  if (isPhone)
    return (
      <div className="field">
        <label htmlFor={id}>{say('alerts.filterShow')}</label>
        <select
          id={id}
          value={here ?? 'all'}
          onFocus={() => setOpened(true)}
          onChange={({ target }) => change(viewOf(VIEWS.find((each) => each === target.value)))}
        >
          {views.map(({ view, name, count }) => (
            <option key={view} value={view}>
              {count === undefined || !isOpened ? name : `${name} (${number(count)})`}
            </option>
          ))}
        </select>
      </div>
    );
  return (
    <nav className="views" aria-label={say('views.title')}>
      <ul className="plain">
        {views.map(({ view, name, count }) => (
          <li key={view}>
            <Link href={addressOf(view)} aria-current={view === here ? 'page' : undefined}>
              {name} <span className="soft">{count === undefined ? null : number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The view and nothing else: as many as are counted. */
function viewOf(view: View | undefined): InboxFilter {
  return filterOf(new URLSearchParams({ show: view ?? 'open' }));
}

function addressOf(view: View): string {
  const search = searchOf(viewOf(view)).toString();
  return search === '' ? '/alerts' : `/alerts?${search}`;
}
