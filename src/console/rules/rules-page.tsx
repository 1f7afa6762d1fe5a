import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import type { ToldRule } from '../../custody/rules/rule.js';
import { textOfRule, type ToldText } from '../../messages/rule-texts/rule-texts.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { keepingFetch } from '../offline/keeping-fetch.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { RuleProse, useRuleTexts } from './rule-prose.js';

const WORST_FIRST = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;

/** A rule leads to another on the same page: by a press of a link only the hash of the address changes. */
function useHash(): string {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return hash;
}

/** Every rule as the catalogue holds it: the very list the ledger judges by. */
export function RulesPage() {
  const say = useSay();
  const rules = useQuery({ queryKey: ['rules'], staleTime: Infinity, queryFn: readRules });
  const { isPending, texts } = useRuleTexts();
  // All rules at once would keep a slow telephone from answering: they are drawn in slices.
  const data = useDeferredValue(isPending ? undefined : rules.data);
  const hash = useHash();
  useEffect(() => {
    // Codes need no decoding, and what is no code is not looked for.
    if (data !== undefined) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [data, hash]);
  if (rules.error !== null)
    return (
      <Page title={say('rules.title')}>
        <Fault error={rules.error} retry={() => void rules.refetch()} />
      </Page>
    );
  if (data === undefined) return <Waiting />;
  return (
    <Page title={say('rules.title')} intro={say('rules.intro', { count: data.length })}>
      <p className="hint">{say('rules.severity')}</p>
      <nav aria-label={say('rules.list')}>
        <ul className="rule-list plain">
          {data.map((rule) => (
            <RuleLine key={rule.code} rule={rule} />
          ))}
        </ul>
      </nav>
      {data.map((rule) => (
        <RulePanel key={rule.code} rule={rule} told={textOfRule(rule.code, texts)} />
      ))}
    </Page>
  );
}

/** With its usual severity, and the gravest that it knows where that is another. */
function RuleLine({ rule }: { rule: ToldRule }) {
  const say = useSay();
  const { code, severity, severities, title } = rule;
  const gravest = WORST_FIRST.find((each) => each === severity || severities?.[each] !== undefined);
  return (
    <li>
      <SeverityBadge severity={severity} />
      <span>
        <a href={`#${code}`}>{titleOfRule(code, say) ?? title}</a>
        {gravest === undefined || gravest === severity ? null : (
          <span className="soft">
            {' '}
            ({say('rules.upTo', { severity: say(`severity.${gravest}`) })})
          </span>
        )}
      </span>
    </li>
  );
}

interface RuleProps {
  readonly rule: ToldRule;
  readonly told: ToldText | undefined;
}

/** How grave it is, and when it is graver. */
function Severities({ rule, told }: RuleProps) {
  const cases = WORST_FIRST.filter((severity) => rule.severities?.[severity] !== undefined);
  return (
    <ul className="plain severities">
      {(cases.length === 0 ? [rule.severity] : cases).map((severity) => (
        <li key={severity}>
          <SeverityBadge severity={severity} />{' '}
          <RuleProse text={rule.severities?.[severity] ?? ''} told={told?.severities?.[severity]} />
        </li>
      ))}
    </ul>
  );
}

async function readRules(): Promise<readonly ToldRule[]> {
  const answer = await keepingFetch('')('/console/rules');
  if (!answer.ok) throw new Error(`the rules could not be read: ${answer.status}`);
  return answer.json();
}

function RulePanel({ rule, told }: RuleProps) {
  const say = useSay();
  const title = titleOfRule(rule.code, say) ?? rule.title;
  return (
    <section className="panel rule" id={rule.code}>
      <h2>{title}</h2>
      <p className="hint">
        <bdi className="mono">
          {rule.code} ({rule.id})
        </bdi>
      </p>
      <Severities rule={rule} told={told} />
      <p>
        <RuleProse text={rule.explanation} told={told?.explanation} />
      </p>
      <p className="hint" lang="en" dir="ltr">
        {rule.authority}
      </p>
      <h3>{say('alert.innocent')}</h3>
      <ul>
        {rule.innocent.map((text, at) => (
          <li key={text}>
            <RuleProse text={text} told={told?.innocent[at]} />
          </li>
        ))}
      </ul>
      <h3>{say('alert.closes')}</h3>
      <p>
        <RuleProse text={rule.closedBy} told={told?.closedBy} />
      </p>
    </section>
  );
}
