import { type ReactNode, useId, useState } from 'react';
import { useSay } from '../language/language.js';
import { instantOf } from '../post/local-time.js';
import { useSession } from '../session/session.js';
import { KeyPreview } from './key-preview.js';
import { revokeKey } from './register.js';
import type { Act } from './registering.js';
import { NeedsNetwork } from '../offline/needs-network.js';

interface RevokeKeyFormProps {
  /** Empty where it is still to be named. */
  readonly keyid: string;
  readonly isReady: boolean;
  readonly act: (deed: Act) => Promise<boolean>;
  /** What came of it, beside the button. */
  readonly told?: ReactNode;
}

/** A key that signs no more; with the day it fell into other hands, also what it signed since then is in doubt. */
export function RevokeKeyForm({ keyid, isReady, act, told }: RevokeKeyFormProps) {
  const say = useSay();
  const id = useId();
  const { state } = useSession();
  const [named, setNamed] = useState(keyid);
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const [isSure, setSure] = useState(false);
  const isComplete = named.trim() !== '' && reason.trim() !== '' && isSure;
  const revoke = async (): Promise<void> => {
    const revocation = {
      keyid: named.trim(),
      reason: reason.trim(),
      ...(since !== '' && { compromisedSince: instantOf(since) }),
    };
    const isRecorded = await act((signer, vkey) => revokeKey(revocation, signer, vkey));
    if (isRecorded) setSure(false);
  };
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        void revoke();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-key`}>{say('login.key')}</label>
        <input
          id={`${id}-key`}
          className="mono"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          readOnly={keyid !== ''}
          value={named}
          onChange={({ target }) => setNamed(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-reason`}>{say('revoke.reason')}</label>
        <input
          id={`${id}-reason`}
          dir="auto"
          maxLength={200}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-since`}>{say('revoke.since')}</label>
        <input
          id={`${id}-since`}
          type="datetime-local"
          dir="ltr"
          value={since}
          onChange={({ target }) => setSince(target.value)}
          aria-describedby={`${id}-hint`}
        />
        <p className="hint" id={`${id}-hint`}>
          {say('revoke.sinceHint')}
        </p>
      </div>
      {state.kind === 'in' ? (
        <KeyPreview
          client={state.client}
          keyid={named.trim()}
          since={since === '' ? '' : instantOf(since)}
        />
      ) : null}
      <label>
        <input
          type="checkbox"
          checked={isSure}
          onChange={({ target }) => setSure(target.checked)}
        />{' '}
        {say('revoke.sure')}
      </label>
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" className="main" disabled={!isReady || !isComplete}>
            {say('revoke.button')}
          </button>
        </div>
      </NeedsNetwork>
      {told}
    </form>
  );
}
