import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { Commands } from '../commands/commands.js';
import { useSay } from '../language/language.js';
import { ThemeChoice } from './preferences.js';
import type { WellKnown } from '../../client/answers.js';

/** Which ledger this is. */
export function Footer() {
  const say = useSay();
  const [origin, setOrigin] = useState('…');
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
    <footer className="foot">
      <span>
        {say('foot.ledger')} <bdi className="mono">{origin}</bdi>
      </span>
      <Link href="/health">{say('foot.health')}</Link>
      <Link href="/developers">{say('foot.developers')}</Link>
      <a href="/docs">{say('foot.api')}</a>
      <ThemeChoice />
      <Commands />
    </footer>
  );
}

async function readLedger(): Promise<WellKnown> {
  return (await fetch('/.well-known/custody-ledger')).json();
}
