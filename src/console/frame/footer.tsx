import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { WellKnown } from '../../client/answers.js';
import { Commands } from '../commands/commands.js';
import { useSay } from '../language/language.js';
import { page } from '../page-file.js';
import { ThemeChoice } from './preferences.js';

const LogLine = page(async () => (await import('../log/log-line.js')).LogLine);

/** Which ledger this is, and how its log stands. */
export function Footer() {
  const say = useSay();
  // There the page itself tells it, and compares it with what was seen before.
  const [path] = useLocation();
  const [origin, setOrigin] = useState('…');
  const foot = useRef<HTMLElement>(null);
  const isSeen = useIsSeen(foot);
  // Without the ledger the page says so itself.
  useEffect(
    () =>
      void readLedger().then(
        (known) => setOrigin(known.origin),
        () => undefined,
      ),
    [],
  );
  return (
    <footer className="foot" ref={foot}>
      <span>
        {say('foot.ledger')} <bdi className="mono">{origin}</bdi>
      </span>
      <span className="foot-log">
        {isSeen && path !== '/log' ? (
          <Suspense fallback={null}>
            <LogLine />
          </Suspense>
        ) : null}
      </span>
      <Link href="/health">{say('foot.health')}</Link>
      <Link href="/developers">{say('foot.developers')}</Link>
      <a href="/docs">{say('foot.api')}</a>
      <ThemeChoice />
      <Commands />
    </footer>
  );
}

/** It stands below the fold of every page: what it shows is fetched for who scrolls there. */
function useIsSeen(place: { readonly current: Element | null }): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setSeen(true);
        observer.disconnect();
      },
      // Where it only touches the lower edge nobody sees it.
      { rootMargin: '0px 0px -1px 0px' },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [place]);
  return isSeen;
}

async function readLedger(): Promise<WellKnown> {
  return (await fetch('/.well-known/custody-ledger')).json();
}
