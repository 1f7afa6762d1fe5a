import type { AlertFilter, AlertState } from '../../client/alert-answers.js';

/** What the address of the inbox may say; everything else in it is ignored. */
export interface InboxFilter {
  readonly show: 'open' | 'mine' | 'unassigned' | 'closed' | 'all';
  readonly severity: '' | 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  readonly consignment: string;
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
  return { show, severity, consignment: search.get('consignment') ?? '' };
}

export function searchOf({ show, severity, consignment }: InboxFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (show !== 'open') search.set('show', show);
  if (severity !== '') search.set('severity', severity);
  if (consignment !== '') search.set('consignment', consignment);
  return search;
}

/** The question to the service. @param party who is logged in */
export function queryOf({ show, severity, consignment }: InboxFilter, party: string): AlertFilter {
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
