import { Link } from 'wouter';
import { ProblemError } from '../../client/problem-error.js';
import { useFormats, useSay } from '../language/language.js';

interface FaultProps {
  readonly error: unknown;
  readonly retry?: () => void;
  /** Of when that is which is still shown, epoch milliseconds; 0 where nothing is. */
  readonly shownOf?: number;
}

/** Why something could not be shown, and what helps: denied, unreachable, or refused with the service's own words. */
export function Fault({ error, retry, shownOf = 0 }: FaultProps) {
  const say = useSay();
  const { time } = useFormats();
  const status = error instanceof ProblemError ? error.status : undefined;
  if (status === 401 || status === 403) {
    return (
      <div className="notice" data-tone="warn" role="alert">
        <p>{say(status === 401 ? 'state.loginNeeded' : 'state.denied')}</p>
        <Link href={loginAddress()} className="button">
          {say(status === 401 ? 'nav.login' : 'state.otherKey')}
        </Link>
      </div>
    );
  }
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{say(whatHappened(status))}</p>
      {error instanceof ProblemError ? (
        <p className="hint" lang="en" dir="ltr">
          {error.message}
        </p>
      ) : null}
      {shownOf === 0 ? null : (
        <p>{say('state.shownOf', { time: time(new Date(shownOf).toISOString()) })}</p>
      )}
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          {say('state.retry')}
        </button>
      )}
    </div>
  );
}

/** @param status of the answer; undefined where there was none */
function whatHappened(status: number | undefined) {
  if (status === undefined) return 'state.unreachable';
  return status < 500 ? 'state.refused' : 'state.failed';
}

/** The login page, knowing where to go on afterwards. */
export function loginAddress(): string {
  return `/login?then=${encodeURIComponent(location.pathname + location.search)}`;
}
