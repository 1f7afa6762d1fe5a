import { useSay } from '../language/language.js';
import { Page } from './page.js';

export function Waiting() {
  const say = useSay();
  return (
    <Page title={say('state.loading')}>
      <p role="status" className="busy">
        {say('state.loadingLong')}
      </p>
    </Page>
  );
}
