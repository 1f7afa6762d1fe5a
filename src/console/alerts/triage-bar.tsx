import { type RefObject, useState } from 'react';
import type { AlertSummary } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { Fault } from '../frame/fault.js';
import { useSay } from '../language/language.js';
import { OfficialOptions } from './official-options.js';
import { useOfficials } from './officials.js';
import type { BarKey } from './decision-keys.js';
import type { QuickChoice } from './quick-choice.js';
import { LedgerUnknown } from './ledger-unknown.js';
import type { Triage } from './triage.js';
import { NeedsNetwork } from '../offline/needs-network.js';

interface TriageBarProps {
  readonly selected: readonly AlertSummary[];
  readonly client: LedgerClient;
  readonly party: string;
  readonly triage: Triage;
  readonly order: (choice: QuickChoice) => void;
  readonly undo: () => void;
  readonly sendNow: () => void;
  /** For its key, which was not known when something was ordered. */
  readonly askLedger: () => Promise<void>;
  readonly clear: () => void;
  /** Where a key brings the focus. */
  readonly buttons: RefObject<Partial<Record<BarKey, HTMLElement | null>>>;
}

/** At the lower edge of the window: the list stays where it is. */
export function TriageBar(props: TriageBarProps) {
  const { selected, triage, undo, sendNow, askLedger } = props;
  const say = useSay();
  return (
    <div className="triage">
      <div role="status">
        <Told triage={triage} />
      </div>
      {triage.kind === 'ledgerUnknown' ? <LedgerUnknown retry={askLedger} /> : null}
      {triage.kind === 'waiting' ? (
        <div className="actions keys">
          <button type="button" className="main" onClick={undo}>
            {say('several.undo')} <kbd aria-hidden="true">u</kbd>
          </button>
          <button type="button" onClick={sendNow}>
            {say('several.now')}
          </button>
        </div>
      ) : null}
      {triage.kind === 'told'
        ? triage.failures.map(({ alert, error }) => (
            <div key={alert.id}>
              <p>
                {say('several.failed', { title: titleOfRule(alert.rule, say) ?? alert.rule })}{' '}
                <bdi className="mono">{alert.ucr ?? ''}</bdi>
              </p>
              <Fault error={error} />
            </div>
          ))
        : null}
      {selected.length === 0 || triage.kind === 'waiting' || triage.kind === 'sending' ? null : (
        <Choices {...props} />
      )}
    </div>
  );
}

function Told({ triage }: { triage: Triage }) {
  const say = useSay();
  if (triage.kind === 'idle' || triage.kind === 'ledgerUnknown') return null;
  if (triage.kind === 'waiting') {
    const { action } = triage.choice;
    const what = say(action === 'assign' ? 'decide.assign' : 'decide.acknowledge');
    return <p>{say('several.soon', { what, count: triage.alerts.length })}</p>;
  }
  if (triage.kind === 'told')
    return (
      <>
        {triage.proved === 0 ? null : <p>{say('several.recorded', { count: triage.proved })}</p>}
        {triage.unproved === 0 ? null : (
          <p data-tone="bad">{say('several.notProved', { count: triage.unproved })}</p>
        )}
      </>
    );
  return <p>{say(`several.${triage.kind}`)}</p>;
}

function Choices({ selected, client, party, order, clear, buttons }: TriageBarProps) {
  const say = useSay();
  const officials = useOfficials(
    client,
    selected.flatMap(({ countries }) => countries),
  );
  const [assignee, setAssignee] = useState('');
  return (
    <section aria-labelledby="several-title" className="choices-bar">
      <h2 id="several-title" className="hidden">
        {say('several.title')}
      </h2>
      <p>
        <strong>{say('several.count', { count: selected.length })}</strong>{' '}
        <span className="hint">{say('decide.signed', { party })}</span>
      </p>
      <NeedsNetwork>
        <div className="actions keys">
          <button
            type="button"
            ref={(button) => {
              buttons.current.a = button;
            }}
            onClick={() => order({ action: 'acknowledge' })}
          >
            {say('decide.acknowledge')} <kbd aria-hidden="true">a</kbd>
          </button>
          <button
            type="button"
            ref={(button) => {
              buttons.current.i = button;
            }}
            onClick={() => order({ action: 'assign', details: { assignee: party } })}
          >
            {say('decide.toMe')} <kbd aria-hidden="true">i</kbd>
          </button>
          <select
            ref={(choice) => {
              buttons.current.t = choice;
            }}
            aria-label={say('decide.to')}
            value={assignee}
            onChange={({ target }) => setAssignee(target.value)}
          >
            <OfficialOptions officials={officials} />
          </select>
          <button
            type="button"
            disabled={assignee === ''}
            onClick={() => order({ action: 'assign', details: { assignee } })}
          >
            {say('decide.assign')} <kbd aria-hidden="true">t</kbd>
          </button>
        </div>
      </NeedsNetwork>
      <div className="actions">
        <button type="button" onClick={clear}>
          {say('several.clear')}
        </button>
      </div>
    </section>
  );
}
