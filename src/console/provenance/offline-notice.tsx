import type { AsOf } from '../../client/provenance-answer.js';
import { useFormats, useSay } from '../language/language.js';

interface OfflineNoticeProps {
  readonly asOf: AsOf;
  /** When this browser was told it, if that was not just now; ISO 8601. */
  readonly seenAt?: string;
  readonly retry: () => void;
}

/** Before everything else: what follows is not what the ledger would say now. */
export function OfflineNotice({ asOf, seenAt, retry }: OfflineNoticeProps) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <div className="notice offline" data-tone="wait" role="status">
      <p>
        <strong>
          <span aria-hidden="true">⟳</span>{' '}
          {say('offline.asOf', { time: time(asOf.time), index: asOf.index })}
        </strong>
      </p>
      <p>
        {say('offline.notCurrent')}
        {seenAt === undefined ? null : ` ${say('offline.seen', { time: time(seenAt) })}`}
      </p>
      <button type="button" onClick={retry}>
        {say('state.retry')}
      </button>
    </div>
  );
}
