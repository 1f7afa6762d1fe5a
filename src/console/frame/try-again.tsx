import type { ReactNode } from 'react';
import { useSay } from '../language/language.js';

interface TryAgainProps {
  /** What does not work, and why. */
  readonly children: ReactNode;
  readonly retry: () => void;
}

/** What does not work now and may work in a while. */
export function TryAgain({ children, retry }: TryAgainProps) {
  const say = useSay();
  return (
    <div className="notice" data-tone="bad" role="alert">
      {children}
      <button type="button" onClick={retry}>
        {say('state.retry')}
      </button>
    </div>
  );
}
