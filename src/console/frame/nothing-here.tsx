import { Link } from 'wouter';
import { useSay } from '../language/language.js';
import { Page } from './page.js';

export function NothingHere() {
  const say = useSay();
  return (
    <Page title={say('nothing.title')} intro={say('nothing.intro')}>
      <p>
        <Link href="/">{say('nav.check')}</Link>
      </p>
    </Page>
  );
}
