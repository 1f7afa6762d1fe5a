import { Link } from 'wouter';
import { ProblemError } from '../../client/problem-error.js';
import { useSay } from '../language/language.js';

interface FaultProps {
  readonly error: unknown;
  readonly retry?: () => void;
}

/** Why something could not be shown, and what helps: denied, unreachable, or refused with the service's own words. */
export function Fault({ error, retry }: FaultProps) {
  const say = useSay();
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
      <p>{say(status === undefined ? 'state.unreachable' : 'state.failed')}</p>
      {error instanceof ProblemError ? (
        <p className="hint" lang="en" dir="ltr">
          {error.message}
        </p>
      ) : null}
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          {say('state.retry')}
        </button>
      )}
    </div>
  );
}

/** The login page, knowing where to go on afterwards. */
export function loginAddress(): string {
  return `/login?then=${encodeURIComponent(location.pathname + location.search)}`;
}
