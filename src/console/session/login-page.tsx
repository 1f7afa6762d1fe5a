import { useState } from 'react';
import { useLocation } from 'wouter';
import { roleName } from '../../messages/role-names.js';
import { saveFile } from '../frame/save-file.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { BeSomebody } from '../rehearsal/be-somebody.js';
import { type BrowserKey, makeBrowserKey, partyOfFileName } from './browser-key.js';
import { KeyFileDrop } from './key-file-drop.js';
import { keyRequestOf } from './key-request.js';
import type { HeldKey } from './key-store.js';
import type { Leaving } from './leavings.js';
import { LeftBehind, LogOutButton } from './log-out-button.js';
import { NewBackupForm } from './new-backup-form.js';
import { NoStorage } from './no-storage.js';
import { useSession } from './session.js';
import { NeedsNetwork } from '../offline/needs-network.js';

/** Login with a key: a file's, or one made here that a registrar then registers. */
export function LoginPage() {
  const say = useSay();
  const { state } = useSession();
  const [left, setLeft] = useState<readonly Leaving[]>([]);
  // A form that goes again would take along what was typed into it.
  if (state.kind === 'opening') return <Waiting />;
  if (state.kind === 'in')
    return <LoggedInPage held={state.key} roles={state.roles} left={left} setLeft={setLeft} />;
  return (
    <Page title={say('login.title')} intro={say('login.intro')}>
      {globalThis.isSecureContext ? null : (
        <p className="notice" data-tone="bad" role="alert">
          {say('login.insecure')}
        </p>
      )}
      <LeftBehind what={left} />
      {state.kind === 'out' && state.key !== undefined ? (
        <Refused held={state.key} setLeft={setLeft} />
      ) : (
        <>
          <NoStorage />
          <BeSomebody then={() => addressAfter(location.search)} />
          <KeyForm />
        </>
      )}
    </Page>
  );
}

function KeyForm() {
  const say = useSay();
  const { logIn, keep } = useSession();
  const [, go] = useLocation();
  const [key, setKey] = useState<BrowserKey>();
  const [party, setParty] = useState('');
  const [fault, setFault] = useState<'login.noKeys' | 'login.refused' | 'login.noStorage'>();
  const hold = async (made: BrowserKey): Promise<void> => {
    const held = { ...made, party: party.trim(), since: new Date().toISOString() };
    await keep(held).catch(() => setFault('login.noStorage'));
  };
  const make = async (): Promise<void> => {
    const made = await makeBrowserKey().catch(() => undefined);
    if (made === undefined) setFault('login.noKeys');
    else await hold(made);
  };
  const enter = async (): Promise<void> => {
    if (key === undefined) return;
    try {
      const next = await logIn({ ...key, party: party.trim(), since: new Date().toISOString() });
      if (next.kind === 'in') go(addressAfter(location.search));
      else setFault('login.refused');
    } catch {
      setFault('login.noStorage');
    }
  };
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <KeyFileDrop
        label={say('login.file')}
        onKey={(read, fileName) => {
          setKey(read);
          setFault(undefined);
          setParty((typed) => partyOfFileName(fileName) || typed);
        }}
        onBad={() => setKey(undefined)}
      />
      {key === undefined ? null : (
        <p className="notice" data-tone="good">
          {say('login.read')}{' '}
          <bdi className="mono" dir="ltr">
            {key.keyid}
          </bdi>
        </p>
      )}
      <div className="field">
        <label htmlFor="party">{say('login.party')}</label>
        <input
          id="party"
          value={party}
          onChange={({ target }) => setParty(target.value)}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          aria-describedby="party-hint"
        />
        <p className="hint" id="party-hint">
          {say('login.partyHint')}
        </p>
      </div>
      {fault === undefined ? null : (
        <p className="notice" data-tone="bad" role="alert">
          {say(fault)}
        </p>
      )}
      <NeedsNetwork>
        <div className="actions">
          <button
            type="submit"
            className="main"
            disabled={key === undefined || party.trim() === ''}
          >
            {say('login.button')}
          </button>
        </div>
      </NeedsNetwork>
      <div className="actions">
        <button
          type="button"
          disabled={key !== undefined || party.trim() === ''}
          onClick={() => void make()}
        >
          {say('login.make')}
        </button>
        <span className="hint">{say('login.or')}</span>
      </div>
      {key === undefined ? (
        <NewBackupForm party={party.trim()} onKey={hold} onFault={() => setFault('login.noKeys')} />
      ) : null}
      <p className="hint">{say('login.kept')}</p>
    </form>
  );
}

interface HeldProps {
  readonly held: HeldKey;
  readonly setLeft: (left: readonly Leaving[]) => void;
}

function Refused({ held, setLeft }: HeldProps) {
  const say = useSay();
  const { state, open } = useSession();
  const isRefused = state.kind === 'out' && state.fault === 'refused';
  return (
    <div className="notice" data-tone="warn" role="alert">
      <p>{say(isRefused ? 'login.heldRefused' : 'state.unreachable', { party: held.party })}</p>
      {isRefused ? <p>{say('login.waiting')}</p> : null}
      <p className="mono" dir="ltr">
        {held.keyid}
      </p>
      <div className="actions">
        <button type="button" onClick={() => void open()}>
          {say('state.retry')}
        </button>
        <button type="button" onClick={() => void saveRequest(held)}>
          {say('login.request')}
        </button>
        <LogOutButton left={setLeft} />
      </div>
    </div>
  );
}

interface LoggedInProps extends HeldProps {
  readonly roles: readonly string[];
  readonly left: readonly Leaving[];
}

function LoggedInPage({ held, roles, left, setLeft }: LoggedInProps) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <Page title={say('login.inTitle')}>
      <LeftBehind what={left} />
      <dl className="facts panel">
        <dt>{say('login.party')}</dt>
        <dd>
          <bdi>{held.party}</bdi>
        </dd>
        <dt>{say('login.roles')}</dt>
        <dd>{roles.map((role) => roleName(role, say)).join(', ')}</dd>
        <dt>{say('login.key')}</dt>
        <dd className="mono" dir="ltr">
          {held.keyid}
        </dd>
        <dt>{say('login.since')}</dt>
        <dd>{time(held.since)}</dd>
      </dl>
      <p className="hint">{say('login.kept')}</p>
      <div className="actions">
        <LogOutButton left={setLeft} />
      </div>
    </Page>
  );
}

async function saveRequest(held: HeldKey): Promise<void> {
  saveFile(await keyRequestOf(held), `${held.party}.key-request.json`, 'application/json');
}

/** Back to where the reader wanted to go; only ever to a page of this console. */
function addressAfter(search: string): string {
  const then = new URLSearchParams(search).get('then') ?? '/';
  return /^\/(?![/\\])/u.test(then) ? then : '/';
}
