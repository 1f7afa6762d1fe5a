import { useState } from 'react';
import { ProblemError } from '../../client/problem-error.js';
import type { Signer } from '../../client/signer.js';
import type { LedgerVkey } from '../../protocol/index.js';
import { Fault } from '../frame/fault.js';
import { useSay } from '../language/language.js';
import { keysOf } from '../proof/known-ledger.js';
import { type Recorded, RecordedNotice } from '../proof/recorded.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { OtherLedger } from './register.js';

/** What a form hands over: sign and post, with somebody's key and what is known of the ledger's. */
export type Act = (signer: Signer, vkey: LedgerVkey) => Promise<Recorded>;

/** One registration after the other, and what became of the last. */
export function useRegistering(signer: Signer | undefined) {
  const { data: ledger } = useKnownLedger();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Recorded>();
  const [error, setError] = useState<unknown>();
  /** Resolves to whether it was recorded. */
  const act = async (deed: Act): Promise<boolean> => {
    if (signer === undefined || ledger === undefined) return false;
    setBusy(true);
    setOutcome(undefined);
    setError(undefined);
    try {
      setOutcome(await deed(signer, keysOf(ledger)));
      return true;
    } catch (fault) {
      setError(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const isReady = signer !== undefined && ledger !== undefined && !isBusy;
  return { isReady, act, outcome, error };
}

interface OutcomeProps {
  readonly outcome: Recorded | undefined;
  readonly error: unknown;
}

export function RegistrationOutcome({ outcome, error }: OutcomeProps) {
  if (error instanceof ProblemError && [400, 401, 403, 409, 422].includes(error.status))
    return <Refused message={error.message} />;
  if (error instanceof OtherLedger) return <Refused message={error.message} />;
  if (error !== undefined) return <Fault error={error} />;
  return outcome === undefined ? null : <RecordedNotice recorded={outcome} />;
}

function Refused({ message }: { message: string }) {
  const say = useSay();
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>✕ {say('registry.refused')}</p>
      <p lang="en" dir="ltr">
        {message}
      </p>
    </div>
  );
}
