import { useState } from 'react';
import { useSay } from '../language/language.js';
import type { Leaving } from './leavings.js';
import { useSession } from './session.js';

interface LogOutButtonProps {
  /** Told where this button may be gone by then. */
  readonly left?: (what: readonly Leaving[]) => void;
}

/** Removes the key and what was kept for its holder; what could not be removed is told, not hoped. */
export function LogOutButton({ left }: LogOutButtonProps) {
  const say = useSay();
  const { logOut } = useSession();
  const [isBusy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    const what = await logOut();
    setBusy(false);
    left?.(what);
  };
  return (
    <button type="button" disabled={isBusy} onClick={() => void leave()}>
      {say('login.forget')}
    </button>
  );
}

const WORDS = { key: 'leave.key', copies: 'leave.copies', session: 'leave.session' } as const;

export function LeftBehind({ what }: { what: readonly Leaving[] }) {
  const say = useSay();
  if (what.length === 0) return null;
  return (
    <div className="notice" data-tone="bad" role="alert">
      {what.map((each) => (
        <p key={each}>{say(WORDS[each])}</p>
      ))}
    </div>
  );
}
