import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useSay } from '../language/language.js';
import { signerOfKey } from '../session/browser-key.js';
import type { HeldKey } from '../session/key-store.js';
import type { Leaving } from '../session/leavings.js';
import { LeftBehind, LogOutButton } from '../session/log-out-button.js';
import { RegistrationOutcome, useRegistering } from './registering.js';
import { RevokeKeyForm } from './revoke-key-form.js';

interface RevokeOwnKeyProps {
  readonly keyid: string;
  /** Signs the revocation, perhaps its own. */
  readonly held: HeldKey;
}

/** A party revokes a key of its own: lost, stolen, or replaced. */
export function RevokeOwnKey({ keyid, held }: RevokeOwnKeyProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [left, setLeft] = useState<readonly Leaving[]>([]);
  const { isReady, act, outcome, error } = useRegistering(signerOfKey(held.keyid, held.privateKey));
  return (
    <details>
      <summary>{say('revoke.title')}</summary>
      {keyid === held.keyid ? (
        <p className="notice" data-tone="warn">
          {say('revoke.thisKey')}
        </p>
      ) : null}
      {outcome === undefined ? null : <RegistrationOutcome outcome={outcome} error={undefined} />}
      {outcome === undefined ? (
        <RevokeKeyForm
          keyid={keyid}
          isReady={isReady}
          act={act}
          told={<RegistrationOutcome outcome={undefined} error={error} />}
        />
      ) : (
        <div className="actions">
          {keyid === held.keyid ? (
            <>
              <LogOutButton left={setLeft} />
              <LeftBehind what={left} />
            </>
          ) : (
            <button
              type="button"
              onClick={() => void queries.invalidateQueries({ queryKey: ['party', held.party] })}
            >
              {say('revoke.look')}
            </button>
          )}
        </div>
      )}
    </details>
  );
}
