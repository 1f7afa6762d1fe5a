import { TryAgain } from '../frame/try-again.js';
import { useSay } from '../language/language.js';
import { useSession } from './session.js';

/** Where the browser refuses to keep anything, and so knows no key: why, and what helps. */
export function NoStorage() {
  const say = useSay();
  const { state, open } = useSession();
  if (state.kind !== 'out' || state.fault !== 'noStorage') return null;
  return (
    <TryAgain retry={() => void open()}>
      <p>{say('login.noStorage')}</p>
    </TryAgain>
  );
}
