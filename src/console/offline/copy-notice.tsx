import { useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { useFormats, useSay } from '../language/language.js';
import { copyShownOf, onCopyShown } from './shown-copy.js';

/** Pages that are shown without a network; a consignment tells it in its own words. */
const PAGES = /^\/(?:alerts|parties|log|rules)(?:\/|$)/u;

/** Before what is shown without a network: that it is not of now, and of when it is. */
export function CopyNotice() {
  const say = useSay();
  const { time } = useFormats();
  const shownOf = useSyncExternalStore(onCopyShown, copyShownOf);
  const [path] = useLocation();
  if (shownOf === undefined || !PAGES.test(path)) return null;
  return (
    <div className="notice offline" data-tone="wait" role="status">
      <p>
        <strong>
          <span aria-hidden="true">⟳</span> {say('offline.copy', { time: time(shownOf) })}
        </strong>
      </p>
      <p>{say('offline.copyLong')}</p>
      <button type="button" onClick={() => location.reload()}>
        {say('state.retry')}
      </button>
    </div>
  );
}
