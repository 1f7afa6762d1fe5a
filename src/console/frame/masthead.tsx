import { type ReactNode, Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { isAuthorityRole, isCommercialRole } from '../../custody/vocabulary/roles.js';
import type { MessageKey } from '../../messages/messages.js';
import { useSay } from '../language/language.js';
import { page } from '../page-file.js';
import { type SessionState, useSession } from '../session/session.js';
import { LanguageChoice } from './preferences.js';

const OpenCount = page(async () => (await import('../alerts/open-count.js')).OpenCount);

const READS_ALERTS = ['customs', 'inspector', 'auditor'];

export function Masthead() {
  const say = useSay();
  const { state } = useSession();
  return (
    <header className="masthead">
      <Link href="/" className="brand">
        <Mark />
        Custody Ledger
      </Link>
      <nav aria-label={say('frame.pages')}>
        <Entry href="/" label="nav.check" isHere={(at) => at === '/' || at.startsWith('/c/')} />
        {state.kind === 'opening' ? null : <Entries state={state} />}
      </nav>
      <LanguageChoice />
    </header>
  );
}

/** All at once, when it is known who reads: an entry that came later would push the others away. */
function Entries({ state }: { state: Exclude<SessionState, { kind: 'opening' }> }) {
  const [path] = useLocation();
  // Without the ledger nobody can tell the roles of a key; with one, what is signed waits until it can be sent, and what
  // was seen is there.
  const isAway = state.kind === 'out' && state.fault === 'unreachable';
  const readsAlerts =
    state.kind === 'in' ? state.roles.some((role) => READS_ALERTS.includes(role)) : isAway;
  const posts =
    state.kind === 'in'
      ? state.roles.some((role) => isCommercialRole(role) || isAuthorityRole(role))
      : isAway;
  return (
    <>
      {posts ? <Entry href="/post" label="nav.post" /> : null}
      {readsAlerts ? (
        <Entry href="/alerts" label="nav.alerts">
          {state.kind === 'in' ? (
            <span className="count">
              <Suspense fallback={null}>
                <OpenCount client={state.client} party={state.key.party} />
              </Suspense>
            </span>
          ) : null}
        </Entry>
      ) : null}
      {state.kind === 'in' || isAway ? <Entry href="/parties" label="nav.parties" /> : null}
      <Entry href="/log" label="nav.log" />
      <Entry href="/rules" label="nav.rules" />
      {state.kind === 'in' ? (
        <Link href="/login" aria-current={path === '/login' ? 'page' : undefined}>
          <bdi>{state.key.party}</bdi>
        </Link>
      ) : (
        <Entry href="/login" label="nav.login" />
      )}
    </>
  );
}

interface EntryProps {
  readonly href: string;
  readonly label: MessageKey;
  readonly isHere?: (path: string) => boolean;
  readonly children?: ReactNode;
}

function Entry({
  href,
  label,
  isHere = (at) => at === href || at.startsWith(`${href}/`),
  children,
}: EntryProps) {
  const say = useSay();
  const [path] = useLocation();
  return (
    <Link href={href} aria-current={isHere(path) ? 'page' : undefined}>
      {say(label)}
      {children}
    </Link>
  );
}

/** Two links of a chain, and the seal between them. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="6" fill="#14406b" />
      <path d="M7 16h6M19 16h6" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="16" cy="16" r="3.6" fill="none" stroke="#fff" strokeWidth="3" />
    </svg>
  );
}
