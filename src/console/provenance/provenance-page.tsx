import { Suspense } from 'react';
import { Link } from 'wouter';
import { Fault, loginAddress } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { page } from '../page-file.js';
import { BeSomebody } from '../rehearsal/be-somebody.js';
import { NoStorage } from '../session/no-storage.js';
import { useSession } from '../session/session.js';
import { seedFor } from './seed.js';
import { VerdictBanner } from './verdict-banner.js';

const Consignment = page(async () => (await import('./consignment.js')).Consignment);
const SeenBefore = page(async () => (await import('../offline/seen-before.js')).SeenBefore);

/** What the ledger knows of a consignment, for whoever may know it. */
export function ProvenancePage({ ucr }: { ucr: string }) {
  const { state, open } = useSession();
  if (state.kind === 'in')
    return (
      <Suspense fallback={<AsSent ucr={ucr} />}>
        <Consignment client={state.client} party={state.key.party} ucr={ucr} />
      </Suspense>
    );
  if (state.kind === 'out') {
    if (state.fault !== 'unreachable' || state.key === undefined) return <NobodyYet ucr={ucr} />;
    const retry = (): void => void open();
    const nothing = <NobodyYet ucr={ucr} retry={retry} />;
    return (
      <Suspense fallback={<AsSent ucr={ucr} />}>
        <SeenBefore party={state.key.party} ucr={ucr} retry={retry} otherwise={nothing} />
      </Suspense>
    );
  }
  return <AsSent ucr={ucr} />;
}

/** What the service wrote into the page, until there is more: a verdict is never replaced by an hourglass. */
function AsSent({ ucr }: { ucr: string }) {
  const seed = seedFor(ucr);
  if (seed === undefined) return <Waiting />;
  return (
    <main className="page" id="content" tabIndex={-1}>
      <VerdictBanner ucr={ucr} verdict={seed.verdict ?? 'PARTY'} told={seed}>
        <ServerOnly />
      </VerdictBanner>
    </main>
  );
}

function ServerOnly() {
  const say = useSay();
  return <p className="banner-proof proof-line">{say('banner.serverOnly')}</p>;
}

/** The ledger tells nobody whether a consignment exists unless he may know. */
function NobodyYet({ ucr, retry }: { ucr: string; retry?: () => void }) {
  const say = useSay();
  return (
    <Page title={`${say('banner.consignment')} ${ucr}`}>
      {retry === undefined ? <NoStorage /> : <Fault error={undefined} retry={retry} />}
      <div className="notice" data-tone="wait">
        <p>{say('check.loginFirst')}</p>
        <p className="hint">{say('check.loginWhy')}</p>
        <div className="actions">
          <Link href={loginAddress()} className="button">
            {say('nav.login')}
          </Link>
          <Link href="/file" className="button">
            {say('check.openFile')}
          </Link>
        </div>
      </div>
      <BeSomebody />
    </Page>
  );
}
