import type { AlertFilter, AlertState } from '../../client/alert-answers.js';

/** What the address of the inbox may say; everything else in it is ignored. */
export interface InboxFilter {
  readonly show: 'open' | 'mine' | 'unassigned' | 'closed' | 'all';
  readonly severity: '' | 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  readonly consignment: string;
  /** The alert that began it: all of its alerts are shown, whatever their state. */
  readonly incident: string;
}

const SHOWN: readonly InboxFilter['show'][] = ['open', 'mine', 'unassigned', 'closed', 'all'];
const SEVERITIES: readonly InboxFilter['severity'][] = [
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'INFO',
];
const OPEN: readonly AlertState[] = [
  'OPEN',
  'ASSIGNED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'WAITING_INFO',
  'ESCALATED',
  'REOPENED',
];
/** Where nobody has taken it yet. */
const UNASSIGNED: readonly AlertState[] = ['OPEN', 'REOPENED'];

export function filterOf(search: URLSearchParams): InboxFilter {
  const show = SHOWN.find((each) => each === search.get('show')) ?? 'open';
  const severity = SEVERITIES.find((each) => each === search.get('severity')) ?? '';
  const [consignment = '', incident = ''] = ['consignment', 'incident'].map(
    (name) => search.get(name) ?? '',
  );
  return { show, severity, consignment, incident };
}

export function searchOf({ show, severity, consignment, incident }: InboxFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (show !== 'open') search.set('show', show);
  if (severity !== '') search.set('severity', severity);
  if (consignment !== '') search.set('consignment', consignment);
  if (incident !== '') search.set('incident', incident);
  return search;
}

/** The question to the service. @param party who is logged in */
export function queryOf(filter: InboxFilter, party: string): AlertFilter {
  const { show, severity, consignment, incident } = filter;
  if (incident !== '') return { limit: 100, incident };
  const states = {
    open: OPEN,
    mine: OPEN,
    unassigned: UNASSIGNED,
    closed: ['RESOLVED', 'CURED_LATE'],
    all: [],
  }[show];
  return {
    limit: 100,
    ...(states.length > 0 && { state: states.join(',') }),
    ...(show === 'mine' && { assignee: party }),
    ...(severity !== '' && { severity }),
    ...(consignment !== '' && { about: consignment }),
  };
}
