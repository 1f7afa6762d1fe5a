import { Link } from 'wouter';
import { Fault, loginAddress } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { BeSomebody } from '../rehearsal/be-somebody.js';
import { NoStorage } from './no-storage.js';
import { useSession } from './session.js';

/** For pages that show nothing to nobody. Who has a key here is not told to log in where only the ledger is away. */
export function LoginFirst({ title }: { title: string }) {
  const say = useSay();
  const { state, open } = useSession();
  if (state.kind === 'out' && state.key !== undefined && state.fault === 'unreachable')
    return (
      <Page title={title}>
        <Fault error={undefined} retry={() => void open()} />
      </Page>
    );
  return (
    <Page title={title}>
      <NoStorage />
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
