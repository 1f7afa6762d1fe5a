import type { ReactNode } from 'react';
import { useSay } from '../language/language.js';
import { useOnline } from './use-online.js';

/** Buttons that only work with a network: without one they cannot be pressed, and it is said why. */
export function NeedsNetwork({ children }: { children: ReactNode }) {
  const say = useSay();
  const isOnline = useOnline();
  return (
    <fieldset className="needs-network" disabled={!isOnline}>
      {children}
      <p className="hint reason" role="status">
        {isOnline ? null : say('state.needsNetwork')}
      </p>
    </fieldset>
  );
}
