import type { AlertCounts, AlertFilter, AlertState } from '../../client/alert-answers.js';
import type { Severity } from '../../custody/vocabulary/finding.js';
import { RULE_CODES } from '../../messages/rules/rule-titles.js';

/** What an inbox is opened on; the first when nothing is said. */
export const VIEWS = [
  'open',
  'mine',
  'unassigned',
  'due',
  'escalated',
  'waiting',
  'closed',
  'all',
] as const;
export type View = (typeof VIEWS)[number];

/** From the gravest; the vocabulary's own list would bring the checking of schemas along. */
export const SEVERITIES: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'];

/** What the address of the inbox may say; everything else in it is ignored. Empty is what is not asked for. */
export interface InboxFilter {
  readonly show: View;
  readonly severity: Severity | '';
  readonly rule: string;
  readonly country: string;
  readonly assignee: string;
  readonly consignment: string;
  /** The alert that began it: all of its alerts are shown, whatever their state. */
  readonly incident: string;
}

const OPEN: readonly AlertState[] = [
  'OPEN',
  'ASSIGNED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'WAITING_INFO',
  'ESCALATED',
  'REOPENED',
];

const STATES: Readonly<Record<View, readonly AlertState[]>> = {
  open: OPEN,
  mine: OPEN,
  // Where nobody has taken it yet.
  unassigned: ['OPEN', 'REOPENED'],
  due: OPEN,
  escalated: ['ESCALATED'],
  waiting: ['WAITING_INFO'],
  closed: ['RESOLVED', 'CURED_LATE'],
  all: [],
};

const DAY_MS = 86_400_000;

export function filterOf(search: URLSearchParams): InboxFilter {
  const said = (name: string): string => search.get(name) ?? '';
  return {
    show: VIEWS.find((each) => each === said('show')) ?? 'open',
    severity: SEVERITIES.find((each) => each === said('severity')) ?? '',
    rule: RULE_CODES.find((each) => each === said('rule')) ?? '',
    country: /^[A-Z]{2}$/u.test(said('country')) ? said('country') : '',
    assignee: said('assignee'),
    consignment: said('consignment'),
    incident: said('incident'),
  };
}

export function searchOf(filter: InboxFilter): URLSearchParams {
  const said = Object.entries(filter).filter(
    ([name, value]) => value !== '' && !(name === 'show' && value === 'open'),
  );
  return new URLSearchParams(said);
}

/** Soon: within a day. */
export function dueBefore(now: Date): string {
  return new Date(now.getTime() + DAY_MS).toISOString();
}

/** The question to the service. @param party who is logged in */
export function queryOf(filter: InboxFilter, party: string, now: Date): AlertFilter {
  const { show, severity, rule, country, consignment, incident } = filter;
  if (incident !== '') return { limit: 100, incident };
  const states = STATES[show];
  const assignee = filter.assignee === '' && show === 'mine' ? party : filter.assignee;
  return {
    limit: 100,
    ...(states.length > 0 && { state: states.join(',') }),
    ...(show === 'due' && { dueBefore: dueBefore(now) }),
    ...(assignee !== '' && { assignee }),
    ...(severity !== '' && { severity }),
    ...(rule !== '' && { rule }),
    ...(country !== '' && { country }),
    ...(consignment !== '' && { about: consignment }),
  };
}

/** How many alerts a view holds; of all together nobody counts. */
export function countOf(view: View, counts: AlertCounts | undefined): number | undefined {
  return view === 'all' ? undefined : counts?.[view];
}
