import { RULE_CODES } from '../../messages/rules/rule-titles.js';
import { filterOf, type InboxFilter, SEVERITIES, VIEWS } from './inbox-filter.js';

interface Term {
  readonly member: keyof InboxFilter;
  /** As the address has it. */
  readonly valueOf: (written: string) => string;
}

const asWritten = (written: string): string => written;
const raised = (written: string): string => written.toUpperCase();

/** What a word of the filter box sets. It is written the same in every language, like the codes behind it. */
const TERMS: ReadonlyMap<string, Term> = new Map<string, Term>([
  ['is', { member: 'show', valueOf: (written) => written.toLowerCase() }],
  ['severity', { member: 'severity', valueOf: raised }],
  ['rule', { member: 'rule', valueOf: raised }],
  ['country', { member: 'country', valueOf: raised }],
  ['assignee', { member: 'assignee', valueOf: asWritten }],
]);

export interface ReadFilter {
  readonly filter: InboxFilter;
  /** Words that mean nothing here. */
  readonly unread: readonly string[];
}

/** `is:mine severity:high rule:CUSTODY_BREAK 6RW…`; a word of its own is the number of a consignment. */
export function readFilter(text: string): ReadFilter {
  const search = new URLSearchParams();
  const unread: string[] = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const [name = '', ...rest] = word.split(':');
    const term = TERMS.get(name.toLowerCase());
    const written = rest.join(':');
    if (rest.length === 0) search.set('consignment', raised(word));
    else if (term !== undefined && isTaken(term, written))
      search.set(term.member, term.valueOf(written));
    else unread.push(word);
  }
  return { filter: filterOf(search), unread };
}

function isTaken({ member, valueOf }: Term, written: string): boolean {
  const value = valueOf(written);
  return value !== '' && filterOf(new URLSearchParams({ [member]: value }))[member] === value;
}

/** The same filter as it would be typed. */
export function textOf(filter: InboxFilter): string {
  const terms = [...TERMS]
    .filter(([, { member }]) => filter[member] !== filterOf(new URLSearchParams())[member])
    .map(([name, { member }]) => `${name}:${filter[member]}`);
  return [...terms, filter.consignment].filter(Boolean).join(' ');
}

const CODES_AFTER = 'rule:';

/** What the last word may become, each with the words before it. */
export function suggestionsFor(text: string): readonly string[] {
  const words = text.split(' ');
  const last = (words.at(-1) ?? '').toLowerCase();
  const before = words.slice(0, -1);
  const terms = [
    ...VIEWS.map((view) => `is:${view}`),
    ...SEVERITIES.map((severity) => `severity:${severity}`),
    ...(last.startsWith(CODES_AFTER) ? RULE_CODES.map((code) => `rule:${code}`) : [CODES_AFTER]),
    'country:',
    'assignee:',
  ];
  return terms
    .filter((term) => term.toLowerCase().startsWith(last) && term.toLowerCase() !== last)
    .map((term) => [...before, term].join(' '));
}
