import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { AlertDetail } from '../../client/alert-answers.js';
import type { DecisionAction } from '../../custody/vocabulary/decision.js';
import { Fault } from '../frame/fault.js';
import { isTyping } from '../frame/is-typing.js';
import { useSay } from '../language/language.js';
import { keysOf } from '../proof/known-ledger.js';
import { type Recorded, RecordedNotice } from '../proof/recorded.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { signerOfKey } from '../session/browser-key.js';
import type { SessionState } from '../session/session.js';
import { CLOSED } from './alert-words.js';
import { decide, type DecisionRequest } from './decide.js';
import { aimOf, aimOfKey, type Finding, type KeyAim, type QuickKey } from './decision-keys.js';
import { type HandOn, HandOnForm } from './hand-on-form.js';
import { LedgerUnknown } from './ledger-unknown.js';
import { DECIDES, REACHED } from './quick-choice.js';
import { ResolveForm } from './resolve-form.js';
import { NeedsNetwork } from '../offline/needs-network.js';
import { useOnline } from '../offline/use-online.js';

type LoggedIn = Extract<SessionState, { kind: 'in' }>;
type Choice = Pick<DecisionRequest, 'action' | 'details' | 'witness'>;
/** Where a button was pressed. */
type Place = 'quick' | 'resolve' | 'handOn' | 'reopen';

interface DecisionPanelProps {
  readonly alert: AlertDetail;
  readonly session: LoggedIn;
  readonly decided: () => void;
}

/** What an official may decide; every decision is signed with his key and stays in the log. */
export function DecisionPanel({ alert, session, decided }: DecisionPanelProps) {
  const say = useSay();
  const isOnline = useOnline();
  const ledger = useKnownLedger();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly at: Place; readonly error?: unknown }>();
  const [recorded, setRecorded] = useState<Recorded>();
  const [handOn, setHandOn] = useState<HandOn>('assign');
  const handOnFold = useRef<HTMLDetailsElement>(null);
  const firstOfHandOn = useRef<HTMLSelectElement>(null);
  const [finding, setFinding] = useState('');
  const findings = useRef<HTMLSelectElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // The forms go when an alert is closed, and the page with them: what came of it must stay in sight.
  useEffect(() => {
    if (recorded !== undefined || failure !== undefined) outcome.current?.focus();
  }, [recorded, failure]);
  const { key, client, roles } = session;
  const vkey = ledger.data && keysOf(ledger.data);
  const act = async (at: Place, choice: Choice): Promise<void> => {
    if (isBusy) return;
    setFailure(undefined);
    setRecorded(undefined);
    // Without it no receipt can be checked: nothing is signed.
    if (vkey === undefined) return setFailure({ at });
    setBusy(true);
    try {
      const actor = { party: key.party, signer: signerOfKey(key.keyid, key.privateKey) };
      const { id, version } = alert;
      setRecorded(await decide(client, vkey, { alert: id, version, actor, ...choice }));
    } catch (error) {
      setFailure({ at, error });
    } finally {
      setBusy(false);
      decided();
    }
  };
  if (!roles.some((role) => DECIDES.includes(role)))
    return <p className="panel">{say(isOnline ? 'decide.readOnly' : 'state.needsNetwork')}</p>;
  const isClosed = CLOSED.includes(alert.state);
  /** Beside the button; above all where the button is gone. */
  const shown: Place | undefined = isClosed && failure?.at !== 'reopen' ? 'quick' : failure?.at;
  const failed = (at: Place): ReactNode =>
    failure === undefined || shown !== at ? null : (
      <div ref={outcome} tabIndex={-1}>
        {'error' in failure ? (
          <Fault error={failure.error} />
        ) : (
          <LedgerUnknown
            retry={async () => {
              if ((await ledger.refetch()).isSuccess) setFailure(undefined);
            }}
          />
        )}
      </div>
    );
  return (
    <section className="panel" aria-labelledby="decide-title" aria-busy={isBusy}>
      <h2 id="decide-title">{say('decide.title')}</h2>
      <p className="hint">{say('decide.signed', { party: key.party })}</p>
      {recorded === undefined ? null : (
        <div ref={outcome} tabIndex={-1}>
          <RecordedNotice recorded={recorded} />
        </div>
      )}
      {isClosed ? failed('quick') : null}
      {isClosed ? (
        <ReopenForm act={(choice) => void act('reopen', choice)} told={failed('reopen')} />
      ) : (
        <>
          <QuickDecisions
            alert={alert}
            party={key.party}
            act={(choice) => void act('quick', choice)}
            handOn={(action) => {
              setHandOn(action);
              if (handOnFold.current !== null) handOnFold.current.open = true;
              firstOfHandOn.current?.focus();
            }}
            resolve={(chosen) => {
              if (chosen !== undefined) setFinding(chosen);
              findings.current?.focus();
            }}
          />
          {failed('quick')}
          <ResolveForm
            alert={alert}
            finding={finding}
            own={key}
            choose={setFinding}
            first={findings}
            act={(choice) => void act('resolve', choice)}
            isBusy={isBusy}
            told={failed('resolve')}
          />
          <details ref={handOnFold}>
            <summary>{say('decide.handOn')}</summary>
            <HandOnForm
              alert={alert}
              client={client}
              isBusy={isBusy}
              action={handOn}
              choose={setHandOn}
              first={firstOfHandOn}
              act={(choice) => void act('handOn', choice)}
              told={failed('handOn')}
            />
          </details>
        </>
      )}
    </section>
  );
}

interface ActProps {
  readonly act: (choice: Choice) => void;
}

interface QuickDecisionsProps extends ActProps {
  readonly alert: AlertDetail;
  readonly party: string;
  /** These take more than a key: where to, or why. */
  readonly handOn: (action: HandOn) => void;
  /** Leads to the form, where the finding may be chosen already. */
  readonly resolve: (finding: Finding | undefined) => void;
}

function QuickDecisions({ alert, party, act, handOn, resolve }: QuickDecisionsProps) {
  const say = useSay();
  const can = (action: DecisionAction): boolean => REACHED[action]?.includes(alert.state) !== true;
  const assign: Choice = { action: 'assign', details: { assignee: party } };
  const decisions = [
    {
      key: 'a',
      label: 'decide.acknowledge',
      choice: { action: 'acknowledge' },
      isOn: can('acknowledge'),
    },
    { key: 'i', label: 'decide.toMe', choice: assign, isOn: alert.assignee !== party },
    {
      key: 'n',
      label: 'decide.investigate',
      choice: { action: 'investigate' },
      isOn: can('investigate'),
    },
  ] as const;
  const buttons = useRef<Partial<Record<QuickKey, HTMLButtonElement | null>>>({});
  const lead = (aim: KeyAim | undefined): void => {
    if (aim?.to === 'button') buttons.current[aim.key]?.focus();
    if (aim?.to === 'handOn') handOn(aim.action);
    if (aim?.to === 'resolve') resolve(aim.finding);
  };
  const latest = useRef(lead);
  latest.current = lead;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const aim = isTyping(event.target) ? undefined : aimOf(event);
      if (aim === undefined) return;
      event.preventDefault();
      latest.current(aim);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  // The key was pressed in the inbox.
  const [search] = useSearchParams();
  const letter = search.get('key');
  useEffect(() => {
    if (letter !== null) latest.current(aimOfKey(letter));
  }, [letter]);
  return (
    <NeedsNetwork>
      <div className="actions keys">
        {decisions.map(({ key, label, choice, isOn }) => (
          <button
            key={key}
            ref={(button) => {
              buttons.current[key] = button;
            }}
            type="button"
            disabled={!isOn}
            onClick={() => act(choice)}
          >
            {say(label)} <kbd aria-hidden="true">{key}</kbd>
          </button>
        ))}
        <span className="hint">
          {say('text.label', { name: say('decide.handOn') })} <kbd>t</kbd> <kbd>w</kbd> <kbd>e</kbd>{' '}
          · {say('text.label', { name: say('decide.resolve') })} <kbd>r</kbd> ·{' '}
          {say('keys.toButton')}
        </span>
      </div>
    </NeedsNetwork>
  );
}

function ReopenForm({ act, told }: ActProps & { told: ReactNode }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        act({
          action: 'reopen',
          ...(reason.trim() !== '' && { details: { reason: reason.trim() } }),
        });
      }}
    >
      <div className="field">
        <label htmlFor="reopen-reason">{say('decide.reason')}</label>
        <textarea
          id="reopen-reason"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <NeedsNetwork>
        <div className="actions">
          <button type="submit">{say('decide.reopen')}</button>
        </div>
      </NeedsNetwork>
      {told}
    </form>
  );
}
