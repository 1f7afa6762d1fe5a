import { type ReactNode, type RefObject, useState } from 'react';
import type { AlertDetail } from '../../client/alert-answers.js';
import { isAuthorityRole } from '../../custody/vocabulary/roles.js';
import { useSay } from '../language/language.js';
import { type BrowserKey, partyOfFileName, signerOfKey } from '../session/browser-key.js';
import { KeyFileDrop } from '../session/key-file-drop.js';
import { FINDINGS, findingName } from './alert-words.js';
import type { DecisionRequest } from './decide.js';
import { NeedsNetwork } from '../offline/needs-network.js';

/** Closing what weighs this much takes two people. */
const NEEDS_WITNESS = ['CRITICAL', 'HIGH'];

interface ResolveFormProps {
  readonly alert: AlertDetail;
  readonly finding: string;
  readonly choose: (finding: string) => void;
  /** Who resolves; the second person is another, with another key. */
  readonly own: { readonly party: string; readonly keyid: string };
  /** Where the cursor goes when a key leads here. */
  readonly first: RefObject<HTMLSelectElement | null>;
  readonly isBusy: boolean;
  /** What came of it, beside the button. */
  readonly told: ReactNode;
  readonly act: (choice: Pick<DecisionRequest, 'action' | 'details' | 'witness'>) => void;
}

export function ResolveForm(props: ResolveFormProps) {
  const { alert, finding, choose, own, first, act, isBusy, told } = props;
  const say = useSay();
  const [reason, setReason] = useState('');
  const [witness, setWitness] = useState<Witness>();
  const needsWitness = NEEDS_WITNESS.includes(alert.severity);
  const isOwn = witness?.key.keyid === own.keyid;
  const isComplete =
    finding !== '' && reason.trim() !== '' && (!needsWitness || (witness !== undefined && !isOwn));
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        act({
          action: 'resolve',
          details: { finding, reason: reason.trim() },
          ...(witness && { witness: personOf(witness) }),
        });
      }}
    >
      <h3>{say('decide.resolve')}</h3>
      <div className="field">
        <label htmlFor="finding">{say('decide.finding')}</label>
        <select
          id="finding"
          ref={first}
          value={finding}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{say('decide.choose')}</option>
          {Object.keys(FINDINGS).map((each) => (
            <option key={each} value={each}>
              {say(findingName(each) ?? 'decide.choose')}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="reason">{say('decide.reason')}</label>
        <textarea
          id="reason"
          rows={3}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {needsWitness ? (
        <WitnessFields witness={witness} change={setWitness} own={own.party} isOwn={isOwn} />
      ) : null}
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" className="main" disabled={!isComplete || isBusy}>
            {say('decide.resolveButton')}
          </button>
        </div>
      </NeedsNetwork>
      {told}
      {isComplete ? null : (
        <p className="hint">
          {say(needsWitness ? 'decide.incompleteSecond' : 'decide.incomplete')}
        </p>
      )}
    </form>
  );
}

interface Witness {
  readonly party: string;
  readonly key: BrowserKey;
}

interface WitnessFieldsProps {
  readonly witness: Witness | undefined;
  readonly change: (witness: Witness | undefined) => void;
  readonly own: string;
  /** The key that was given is that of the first. */
  readonly isOwn: boolean;
}

/** The second person signs here, with a key of his own that this browser uses once and does not keep. */
function WitnessFields({ witness, change, own, isOwn }: WitnessFieldsProps) {
  const say = useSay();
  return (
    <fieldset className="column">
      <legend>{say('decide.second')}</legend>
      <p className="hint">{say('decide.secondWhy')}</p>
      <KeyFileDrop
        label={say('decide.secondKey')}
        isFor={(role, party) => isAuthorityRole(role) && party !== own}
        onKey={(key, fileName) => change({ party: partyOfFileName(fileName), key })}
        onBad={() => change(undefined)}
      />
      {isOwn ? (
        <p className="notice" data-tone="bad" role="alert">
          {say('decide.ownKey')}
        </p>
      ) : null}
      {witness === undefined ? null : (
        <div className="field">
          <label htmlFor="witness">{say('login.party')}</label>
          <input
            id="witness"
            dir="ltr"
            spellCheck={false}
            value={witness.party}
            onChange={({ target }) => change({ ...witness, party: target.value })}
          />
        </div>
      )}
    </fieldset>
  );
}

function personOf({ party, key }: Witness): DecisionRequest['witness'] {
  return { party: party.trim(), signer: signerOfKey(key.keyid, key.privateKey) };
}
