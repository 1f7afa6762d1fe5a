import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { AlertSummary } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { textOfRule } from '../../messages/rule-texts/rule-texts.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay } from '../language/language.js';
import { SeverityBadge } from '../provenance/severity-badge.js';
import { RuleProse, useRuleTexts } from '../rules/rule-prose.js';
import { StateBadge } from './state-badge.js';

interface PeekProps {
  readonly alert: AlertSummary;
  readonly client: LedgerClient;
  readonly close: () => void;
}

/** What an alert is about, beside the list and without leaving it. */
export function Peek({ alert, client, close }: PeekProps) {
  const say = useSay();
  const { time } = useFormats();
  const dialog = useRef<HTMLDialogElement>(null);
  const detail = useQuery({ queryKey: ['alert', alert.id], queryFn: () => client.alert(alert.id) });
  const { texts } = useRuleTexts();
  useEffect(() => dialog.current?.showModal(), []);
  const told = textOfRule(alert.rule, texts);
  return (
    <dialog ref={dialog} className="peek" aria-labelledby="peek-title" onClose={close}>
      <div className="column">
        <h2 id="peek-title">{titleOfRule(alert.rule, say) ?? alert.rule}</h2>
        <p className="actions">
          <SeverityBadge severity={alert.severity} />
          <StateBadge state={alert.state} />
        </p>
        <p>
          <ToldFinding rule={alert.rule} sentence={alert.sentence} />
        </p>
        <p className="hint">
          {say('text.label', { name: say('alert.opened') })} {time(alert.openedAt)}
        </p>
        {detail.error === null ? null : (
          <Fault error={detail.error} retry={() => void detail.refetch()} />
        )}
        {detail.isPending ? <p className="busy">{say('state.loading')}</p> : null}
        {detail.data === undefined ? null : (
          <>
            <h3>{say('alert.innocent')}</h3>
            <ul>
              {detail.data.innocentExplanations.map((text, at) => (
                <li key={text}>
                  <RuleProse text={text} told={told?.innocent[at]} />
                </li>
              ))}
            </ul>
            <h3>{say('alert.closes')}</h3>
            <p>
              <RuleProse text={detail.data.closedBy ?? ''} told={told?.closedBy} />
            </p>
          </>
        )}
        <div className="actions">
          <Link href={`/alerts/${alert.id}`} className="button">
            {say('peek.open')}
          </Link>
          <button type="button" onClick={() => dialog.current?.close()}>
            {say('peek.close')}
          </button>
        </div>
      </div>
    </dialog>
  );
}
