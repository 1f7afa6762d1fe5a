import { Link } from 'wouter';
import { EVENT_TYPES } from '../../custody/vocabulary/event.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { type SessionState, useSession } from '../session/session.js';
import { typesFor } from './asked-types.js';
import { PostDesk } from './post-desk.js';

/** Posting an event, for whoever holds a key of a party that may. */
export function PostPage() {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Waiting />;
  const held = mayBegin(state) ? state.key : undefined;
  if (held === undefined && state.kind === 'out' && state.key !== undefined)
    return <NotApproved party={state.key.party} />;
  if (held === undefined) return <HowToBegin />;
  // Offline nobody can tell the roles; the ledger judges when it is sent.
  const types = state.kind === 'in' ? typesFor(state.roles) : EVENT_TYPES;
  if (types.length > 0)
    return (
      <PostDesk held={held} types={types} client={state.kind === 'in' ? state.client : undefined} />
    );
  return (
    <Page title={say('post.title')}>
      <p className="notice" data-tone="warn">
        {say('post.noRole', { party: held.party })}
      </p>
    </Page>
  );
}

function mayBegin(state: SessionState): state is Exclude<SessionState, { kind: 'opening' }> {
  return state.kind === 'in' || (state.kind === 'out' && state.fault === 'unreachable');
}

/** There is a key, but the ledger does not take it (yet): the page about it says what helps. */
function NotApproved({ party }: { party: string }) {
  const say = useSay();
  return (
    <Page title={say('post.title')}>
      <div className="notice" data-tone="warn" role="alert">
        <p>{say('login.heldRefused', { party })}</p>
        <p>{say('login.waiting')}</p>
        <Link href="/login?then=%2Fpost" className="button">
          {say('nav.login')}
        </Link>
      </div>
    </Page>
  );
}

function HowToBegin() {
  const say = useSay();
  return (
    <Page title={say('post.title')} intro={say('post.begin')}>
      <div className="notice" data-tone="wait">
        <p>{say('post.beginHow')}</p>
        <Link href="/login?then=%2Fpost" className="button">
          {say('post.beginKey')}
        </Link>
      </div>
    </Page>
  );
}
