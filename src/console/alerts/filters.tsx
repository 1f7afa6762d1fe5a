import { type RefObject, useEffect, useId, useState } from 'react';
import type { MessageKey } from '../../messages/messages.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { countryIn } from '../language/country-name.js';
import { useSay, useSpoken } from '../language/language.js';
import { readFilter, suggestionsFor, textOf } from './filter-text.js';
import { filterOf, type InboxFilter, SEVERITIES } from './inbox-filter.js';
import { SeverityOptions } from './severity-options.js';

interface FiltersProps {
  readonly filter: InboxFilter;
  readonly change: (filter: InboxFilter) => void;
  /** Where a key brings the cursor. */
  readonly box: RefObject<HTMLInputElement | null>;
}

export function Filters({ filter, change, box }: FiltersProps) {
  const say = useSay();
  const id = useId();
  const shown = textOf(filter);
  const [text, setText] = useState(shown);
  const [unread, setUnread] = useState<readonly string[]>([]);
  // Chosen elsewhere: a view, a severity, a step back.
  useEffect(() => setText(shown), [shown]);
  const apply = (): void => {
    if (text.trim() === shown) return;
    const read = readFilter(text);
    setUnread(read.unread);
    change(read.filter);
  };
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-text`}>{say('filter.label')}</label>
        <input
          id={`${id}-text`}
          ref={box}
          list={`${id}-words`}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          value={text}
          onChange={({ target }) => setText(target.value)}
          onBlur={apply}
          aria-describedby={`${id}-hint`}
        />
        <datalist id={`${id}-words`}>
          {suggestionsFor(text).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <p className="hint" id={`${id}-hint`}>
          {say('filter.hint')} <bdi className="mono">rule:CUSTODY_BREAK country:RW 6RW…</bdi>
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-severity`}>{say('alerts.severity')}</label>
        <select
          id={`${id}-severity`}
          value={filter.severity}
          onChange={({ target }) =>
            change(filterOf(new URLSearchParams({ ...filter, severity: target.value })))
          }
        >
          <option value="">{say('alerts.any')}</option>
          <SeverityOptions severities={SEVERITIES} />
        </select>
      </div>
      <Terms filter={filter} change={change} />
      {unread.length === 0 ? null : (
        <p className="notice" data-tone="warn" role="alert">
          {say('filter.unread')} <bdi className="mono">{unread.join(' ')}</bdi>
        </p>
      )}
    </form>
  );
}

/** What narrows the view, in the reader's words; one press takes it away. */
function Terms({ filter, change }: Omit<FiltersProps, 'box'>) {
  const { say, language } = useSpoken();
  const { severity, rule, country, assignee, consignment } = filter;
  const labelled = (name: MessageKey, what: string): string =>
    `${say('text.label', { name: say(name) })} ${what}`;
  const terms = [
    ['severity', severity === '' ? '' : labelled('alerts.severity', say(`severity.${severity}`))],
    ['rule', rule === '' ? '' : (titleOfRule(rule, say) ?? rule)],
    ['country', country === '' ? '' : countryIn(language, country)],
    ['assignee', assignee === '' ? '' : labelled('alerts.assignee', assignee)],
    ['consignment', consignment],
  ] as const;
  const set = terms.filter(([, words]) => words !== '');
  if (set.length === 0) return null;
  return (
    <ul className="plain terms" aria-label={say('filter.set')}>
      {set.map(([member, words]) => (
        <li key={member}>
          <button
            type="button"
            aria-label={say('filter.remove', { what: words })}
            onClick={() => change(filterOf(new URLSearchParams({ ...filter, [member]: '' })))}
          >
            <bdi>{words}</bdi> <span aria-hidden="true">✕</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
