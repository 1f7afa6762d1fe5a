import { type ReactNode, type RefObject, useState } from 'react';
import type { AlertDetail } from '../../client/alert-answers.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { MessageKey } from '../../messages/messages.js';
import { useSay } from '../language/language.js';
import type { DecisionRequest } from './decide.js';
import { OfficialOptions } from './official-options.js';
import { useOfficials } from './officials.js';
import { NeedsNetwork } from '../offline/needs-network.js';

export type HandOn = 'assign' | 'wait' | 'escalate';

const NAMES: Readonly<Record<HandOn, MessageKey>> = {
  assign: 'decide.assign',
  wait: 'decide.wait',
  escalate: 'decide.escalate',
};

interface HandOnFormProps {
  readonly alert: AlertDetail;
  readonly client: LedgerClient;
  readonly isBusy: boolean;
  readonly action: HandOn;
  readonly choose: (action: HandOn) => void;
  /** Where the cursor goes when a key chose the action. */
  readonly first: RefObject<HTMLSelectElement | null>;
  readonly act: (choice: Pick<DecisionRequest, 'action' | 'details'>) => void;
  /** What came of it, beside the button. */
  readonly told: ReactNode;
}

/** Gives the alert to somebody, puts it off until an answer comes, or calls for somebody above. */
export function HandOnForm(props: HandOnFormProps) {
  const { alert, client, isBusy, action, choose, first, act, told } = props;
  const say = useSay();
  const officials = useOfficials(client, alert.countries);
  const [assignee, setAssignee] = useState('');
  const [reason, setReason] = useState('');
  const hasNoUse = action === 'wait' && alert.state === 'WAITING_INFO';
  const isComplete = action === 'assign' ? assignee !== '' : reason.trim() !== '' && !hasNoUse;
  return (
    <form
      className="column"
      aria-label={say('decide.handOn')}
      onSubmit={(event) => {
        event.preventDefault();
        const details = {
          ...(action !== 'wait' && assignee !== '' && { assignee }),
          ...(reason.trim() !== '' && { reason: reason.trim() }),
        };
        act({ action, details });
        setReason('');
      }}
    >
      <div className="field">
        <label htmlFor="hand-on">{say('decide.what')}</label>
        <select
          id="hand-on"
          ref={first}
          value={action}
          onChange={({ target }) => {
            const chosen = ACTIONS.find((each) => each === target.value);
            if (chosen !== undefined) choose(chosen);
          }}
        >
          {ACTIONS.map((each) => (
            <option key={each} value={each}>
              {say(NAMES[each])}
            </option>
          ))}
        </select>
      </div>
      {action === 'wait' ? null : (
        <div className="field">
          <label htmlFor="assignee">
            {say('decide.to')}
            {action === 'escalate' ? <span className="soft"> {say('post.optional')}</span> : null}
          </label>
          <select
            id="assignee"
            value={assignee}
            onChange={({ target }) => setAssignee(target.value)}
          >
            <OfficialOptions officials={officials} />
          </select>
        </div>
      )}
      <div className="field">
        <label htmlFor="hand-on-reason">
          {say('decide.reason')}
          {action === 'assign' ? <span className="soft"> {say('post.optional')}</span> : null}
        </label>
        <textarea
          id="hand-on-reason"
          rows={2}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" disabled={!isComplete || isBusy}>
            {say('decide.signButton')}
          </button>
        </div>
      </NeedsNetwork>
      {told}
    </form>
  );
}

const ACTIONS: readonly HandOn[] = ['assign', 'wait', 'escalate'];
