import { useSay } from '../language/language.js';
import { useSession } from './session.js';

/** Where the browser refuses to keep anything, and so knows no key: why, and what helps. */
export function NoStorage() {
  const say = useSay();
  const { state, open } = useSession();
  if (state.kind !== 'out' || state.fault !== 'noStorage') return null;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{say('login.noStorage')}</p>
      <button type="button" onClick={() => void open()}>
        {say('state.retry')}
      </button>
    </div>
  );
}
