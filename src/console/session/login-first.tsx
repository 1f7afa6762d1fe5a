import { Link } from 'wouter';
import { loginAddress } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { BeSomebody } from '../rehearsal/be-somebody.js';

/** For pages that show nothing to nobody. */
export function LoginFirst({ title }: { title: string }) {
  const say = useSay();
  return (
    <Page title={title}>
      <div className="notice" data-tone="wait">
        <p>{say('login.first')}</p>
        <Link href={loginAddress()} className="button">
          {say('nav.login')}
        </Link>
      </div>
      <BeSomebody />
    </Page>
  );
}
