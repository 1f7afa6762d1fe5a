import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ToldRule } from '../../custody/rules/rule.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Sentence } from '../frame/sentence.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { SeverityBadge } from '../provenance/severity-badge.js';

const WORST_FIRST = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;

/** Every rule as the catalogue holds it: the very list the ledger judges by. */
export function RulesPage() {
  const say = useSay();
  const rules = useQuery({ queryKey: ['rules'], staleTime: Infinity, queryFn: readRules });
  const { data } = rules;
  useEffect(() => {
    const code = decodeURIComponent(location.hash.slice(1));
    if (data !== undefined) document.getElementById(code)?.scrollIntoView();
  }, [data]);
  if (rules.error !== null)
    return (
      <Page title={say('rules.title')}>
        <Fault error={rules.error} retry={() => void rules.refetch()} />
      </Page>
    );
  if (data === undefined) return <Waiting />;
  return (
    <Page title={say('rules.title')} intro={say('rules.intro', { count: data.length })}>
      <nav aria-label={say('rules.list')}>
        <ul className="rule-list plain">
          {data.map(({ code, severity, title }) => (
            <li key={code}>
              <SeverityBadge severity={severity} />
              <a href={`#${code}`}>{titleOfRule(code, say) ?? title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {data.map((rule) => (
        <RulePanel key={rule.code} rule={rule} />
      ))}
    </Page>
  );
}

/** How grave it is, and when it is graver. */
function Severities({ rule }: { rule: ToldRule }) {
  const cases = WORST_FIRST.filter((severity) => rule.severities?.[severity] !== undefined);
  return (
    <ul className="plain severities">
      {(cases.length === 0 ? [rule.severity] : cases).map((severity) => (
        <li key={severity}>
          <SeverityBadge severity={severity} />{' '}
          <Sentence text={rule.severities?.[severity] ?? ''} />
        </li>
      ))}
    </ul>
  );
}

async function readRules(): Promise<readonly ToldRule[]> {
  const answer = await fetch('/console/rules');
  if (!answer.ok) throw new Error(`the rules could not be read: ${answer.status}`);
  return answer.json();
}

function RulePanel({ rule }: { rule: ToldRule }) {
  const say = useSay();
  const title = titleOfRule(rule.code, say) ?? rule.title;
  return (
    <section className="panel" id={rule.code}>
      <h2>{title}</h2>
      <p className="hint">
        <bdi className="mono">
          {rule.code} ({rule.id})
        </bdi>
      </p>
      <Severities rule={rule} />
      <p>
        <Sentence text={rule.explanation} />
      </p>
      <p className="hint" lang="en" dir="ltr">
        {rule.authority}
      </p>
      <h3>{say('alert.innocent')}</h3>
      <ul>
        {rule.innocent.map((text) => (
          <li key={text}>
            <Sentence text={text} />
          </li>
        ))}
      </ul>
      <h3>{say('alert.closes')}</h3>
      <p>
        <Sentence text={rule.closedBy} />
      </p>
    </section>
  );
}
