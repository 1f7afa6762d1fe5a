import { Suspense, useCallback, useId, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { isCommercialRole, type Role } from '../../custody/vocabulary/roles.js';
import { Page } from '../frame/page.js';
import { useFormats, useSay } from '../language/language.js';
import { fetched } from '../page-file.js';
import { BeSomebody } from '../rehearsal/be-somebody.js';
import { useSession } from '../session/session.js';
import { type ReadId, readId, readScanned } from './consignment-id.js';
import { EvidenceDrop } from './evidence-drop.js';
import { handOver } from './handed-file.js';
import { LabelPicture } from './label-picture.js';
import { forgetChecked, recentlyChecked } from './recently-checked.js';

const ScanCode = fetched(async () => (await import('./scan-code.js')).ScanCode);

const EXAMPLE = '6RW311900264-GS2605';

/** The first page: where the id goes, and what else can be done here. */
export function CheckPage() {
  const say = useSay();
  const { state } = useSession();
  return (
    <Page title={say('check.title')} intro={say('check.intro')}>
      <CheckForm />
      <GivenEvidence />
      {state.kind === 'out' ? <BeSomebody then={workOf} /> : null}
      {state.kind === 'out' ? (
        <p className="notice" data-tone="wait">
          {say(state.fault === 'unreachable' ? 'check.offline' : 'check.loginWhy')}{' '}
          <Link href="/login?then=%2F">{say('nav.login')}</Link>
        </p>
      ) : null}
      <RecentlyChecked />
    </Page>
  );
}

/** Verified on a page of its own: what verifies it is fetched with that. */
function GivenEvidence() {
  const [, go] = useLocation();
  const open = useCallback(
    (file: File): void => {
      handOver(file);
      go('/file');
    },
    [go],
  );
  return <EvidenceDrop onFile={open} />;
}

function workOf(role: Role): string {
  return isCommercialRole(role) ? '/post' : '/alerts';
}

function CheckForm() {
  const say = useSay();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [, go] = useLocation();
  const [foreign, setForeign] = useState<string>();
  const [isScanning, setScanning] = useState(false);
  const follow = (read: ReadId): void => {
    setForeign(read.kind === 'foreign' ? read.text : undefined);
    if (read.kind === 'id') go(`/c/${encodeURIComponent(read.ucr)}`);
    else input.current?.focus();
  };
  const form = (
    <form
      className="panel check-form"
      onSubmit={(event) => {
        event.preventDefault();
        follow(readId(input.current?.value ?? '', location.origin));
      }}
    >
      <div className="field">
        <label htmlFor={id}>{say('check.id')}</label>
        <input
          id={id}
          ref={input}
          name="ucr"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          dir="ltr"
          aria-describedby={`${id}-hint`}
        />
        <p className="hint" id={`${id}-hint`}>
          {say('check.idHint')} <bdi className="mono">{EXAMPLE}</bdi>
        </p>
      </div>
      {foreign === undefined ? null : (
        <p className="notice" data-tone="warn" role="alert">
          {say('check.foreign')} <bdi className="mono">{foreign}</bdi>
        </p>
      )}
      <div className="actions">
        <button type="submit" className="main">
          {say('check.button')}
        </button>
        <button
          type="button"
          aria-expanded={isScanning}
          onClick={() => setScanning((before) => !before)}
        >
          {say(isScanning ? 'scan.stop' : 'scan.title')}
        </button>
      </div>
      <LabelPicture ucr={EXAMPLE} />
    </form>
  );
  return (
    <>
      {form}
      {isScanning ? (
        <Suspense fallback={<p className="hint">{say('state.loading')}</p>}>
          <ScanCode
            found={(text) => {
              setScanning(false);
              follow(readScanned(text, location.origin));
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function RecentlyChecked() {
  const say = useSay();
  const { time } = useFormats();
  const [checked, setChecked] = useState(() => recentlyChecked(localStorage));
  if (checked.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="recent-title">
      <h2 id="recent-title">{say('check.recent')}</h2>
      <ul>
        {checked.map(({ ucr, at }) => (
          <li key={ucr}>
            <Link href={`/c/${encodeURIComponent(ucr)}`}>
              <bdi className="mono">{ucr}</bdi>
            </Link>{' '}
            <span className="hint">{time(at)}</span>
          </li>
        ))}
      </ul>
      <div className="actions">
        <button
          type="button"
          onClick={() => {
            forgetChecked(localStorage);
            setChecked([]);
          }}
        >
          {say('check.clear')}
        </button>
      </div>
    </section>
  );
}
