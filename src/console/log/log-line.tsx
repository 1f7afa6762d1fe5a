import { Link } from 'wouter';
import { encodeBase64 } from '../../protocol/index.js';
import { useFormats, useSay } from '../language/language.js';
import { useOnline } from '../offline/use-online.js';
import { usePublished } from './use-published.js';

/** The beginning of the root as checkpoints write it. */
const ROOT_DIGITS = 12;

/** In the foot of every page: how far the log reaches, how old that is, and who else signed it. */
export function LogLine() {
  const say = useSay();
  const { number, time } = useFormats();
  const { data, error } = usePublished();
  const isOnline = useOnline();
  // What was seen before is shown on the page of the log, which tells of when it is.
  if (error !== null || !isOnline)
    return (
      <Link href="/log" className="badge" data-tone="warn">
        ! {say('foot.logAway')}
      </Link>
    );
  if (data === undefined) return null;
  const { log, newest, isBad } = data;
  if (isBad)
    return (
      <Link href="/log" className="badge" data-tone="bad">
        ✕ {say('foot.logBad')}
      </Link>
    );
  return (
    <>
      <Link href="/log">
        {say('log.size')} {number(log.checkpoint.size)}
      </Link>
      <span>
        {say('log.root')}{' '}
        <bdi className="mono">{encodeBase64(log.checkpoint.root).slice(0, ROOT_DIGITS)}…</bdi>
      </span>
      {newest === undefined ? null : (
        <span>
          {say('health.newest')} {time(newest.recordedAt)}
        </span>
      )}
      <span>
        {say('log.witnesses')} {number(log.cosigners.length)}
      </span>
    </>
  );
}
