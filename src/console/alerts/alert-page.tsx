import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AlertDetail, AlertStep } from '../../client/alert-answers.js';
import { ProblemError } from '../../client/problem-error.js';
import { textOfRule, type ToldText } from '../../messages/rule-texts/rule-texts.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { ToldFinding } from '../frame/told-finding.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { AsSeen } from '../offline/as-seen.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { RuleProse, useRuleTexts } from '../rules/rule-prose.js';
import { type SessionState, useSession } from '../session/session.js';
import { AlertGoods, CarriedIn } from './carried-in.js';
import { CHANGES, CLOSED, findingName } from './alert-words.js';
import { DecisionPanel } from './decision-panel.js';
import { IncidentSection } from './incident-section.js';
import { OnRecord } from './on-record.js';
import { ProofSection } from './proof-section.js';
import { StateBadge } from './state-badge.js';

type LoggedIn = Extract<SessionState, { kind: 'in' }>;

export function AlertPage({ id }: { id: string }) {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'in') return <Alert session={state} id={id} />;
  return (
    <AsSeen title={say('alert.title')}>{(session) => <Alert session={session} id={id} />}</AsSeen>
  );
}

function Alert({ session, id }: { session: LoggedIn; id: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const { client } = session;
  const alert = useQuery({ queryKey: ['alert', id], queryFn: () => client.alert(id) });
  const { isPending, texts } = useRuleTexts();
  if (alert.error !== null && alert.data === undefined) {
    const isMissing = alert.error instanceof ProblemError && alert.error.status === 404;
    return (
      <Page title={say('alert.title')}>
        {isMissing ? (
          <p className="notice">{say('alert.missing')}</p>
        ) : (
          <Fault error={alert.error} retry={() => void alert.refetch()} />
        )}
        <p>
          <Link href="/alerts">{say('alert.back')}</Link>
        </p>
      </Page>
    );
  }
  // Together, or what comes later pushes away what is read.
  if (alert.data === undefined || isPending) return <Waiting />;
  const detail = alert.data;
  return (
    <Page title={titleOfRule(detail.rule, say) ?? detail.rule}>
      <Claim alert={detail} />
      <div className="columns">
        <div className="column">
          <Explanation alert={detail} told={textOfRule(detail.rule, texts)} />
          <IncidentSection alert={detail} client={client} />
          <OnRecord alert={detail} />
          <ProofSection alert={detail} client={client} />
        </div>
        <div className="column">
          <DecisionPanel
            alert={detail}
            session={session}
            decided={() => {
              void alert.refetch();
              void queries.invalidateQueries({ queryKey: ['alerts'] });
            }}
          />
          <History steps={detail.history} />
        </div>
      </div>
    </Page>
  );
}

/** What is claimed, of what, and who has until when. */
function Claim({ alert }: { alert: AlertDetail }) {
  const say = useSay();
  const { time } = useFormats();
  const isClosed = CLOSED.includes(alert.state);
  return (
    <section className="panel">
      <p className="actions">
        <SeverityBadge severity={alert.severity} />
        <StateBadge state={alert.state} />
        <bdi className="mono soft">{alert.rule}</bdi>
        <Link href={`/rules#${alert.rule}`}>{say('alert.severityWhy')}</Link>
      </p>
      <p>
        <strong>
          <ToldFinding rule={alert.rule} sentence={alert.sentence} />
        </strong>
      </p>
      <dl className="facts">
        <dt>{say('banner.consignment')}</dt>
        <dd>
          <CarriedIn alert={alert} />
        </dd>
        {alert.items.length === 0 ? null : (
          <>
            <dt>{say('record.goods')}</dt>
            <dd>
              <AlertGoods alert={alert} />
            </dd>
          </>
        )}
        <dt>{say('alert.opened')}</dt>
        <dd>{time(alert.openedAt)}</dd>
        {alert.acknowledgeBy === null || isClosed || alert.acknowledgedAt !== null ? null : (
          <>
            <dt>{say('alerts.due')}</dt>
            <dd>
              {time(alert.acknowledgeBy)}{' '}
              {alert.isOverdue ? <strong>{say('alerts.overdue')}</strong> : null}
            </dd>
          </>
        )}
        <dt>{say('alerts.assignee')}</dt>
        <dd>
          <bdi>{alert.assignee ?? say('alerts.nobody')}</bdi>
        </dd>
      </dl>
    </section>
  );
}

interface ExplanationProps {
  readonly alert: AlertDetail;
  readonly told: ToldText | undefined;
}

function Explanation({ alert, told }: ExplanationProps) {
  const say = useSay();
  const { number } = useFormats();
  const innocent = alert.innocentExplanations;
  return (
    <>
      <Section id="means" title={say('alert.means')} isOpen>
        <p>
          <RuleProse text={alert.explanation ?? ''} told={told?.explanation} />
        </p>
        <p className="hint" lang="en" dir="ltr">
          {alert.authority}
        </p>
      </Section>
      <Section id="innocent" title={say('alert.innocent')} note={number(innocent.length)}>
        <ul>
          {innocent.map((text, at) => (
            <li key={text}>
              <RuleProse text={text} told={told?.innocent[at]} />
            </li>
          ))}
        </ul>
      </Section>
      <Section id="closes" title={say('alert.closes')}>
        <p>
          <RuleProse text={alert.closedBy ?? ''} told={told?.closedBy} />
        </p>
      </Section>
    </>
  );
}

function History({ steps }: { steps: readonly AlertStep[] }) {
  const say = useSay();
  const { number } = useFormats();
  return (
    <Section id="history" title={say('alert.history')} note={number(steps.length)}>
      <ol className="history">
        {steps.map((step) => (
          <StepOf key={step.index} step={step} />
        ))}
      </ol>
    </Section>
  );
}

function StepOf({ step }: { step: AlertStep }) {
  const say = useSay();
  const { time } = useFormats();
  const finding = step.finding === null ? undefined : findingName(step.finding);
  return (
    <li>
      <strong>{say(CHANGES[step.change])}</strong>{' '}
      {step.actor === null ? say('alert.byRules') : <bdi>{step.actor}</bdi>}
      {step.witness === null ? null : (
        <>
          {' '}
          {say('alert.with')} <bdi>{step.witness}</bdi>
        </>
      )}
      {step.change === 'assign' && step.assignee !== null ? (
        <>
          {' → '}
          <bdi>{step.assignee}</bdi>
        </>
      ) : null}
      {finding === undefined ? null : ` – ${say(finding)}`}
      {step.reason === null ? null : <p dir="auto">{step.reason}</p>}
      <p className="hint">
        {time(step.recordedAt)} ·{' '}
        <Link href={`/log?entry=${step.index}`}>{say('chain.entry', { index: step.index })}</Link>
      </p>
    </li>
  );
}
