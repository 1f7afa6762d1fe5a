import { useSay } from '../language/language.js';
import { Loading } from './loading.js';
import { Page } from './page.js';

const ROWS = 8;

export function Waiting() {
  const say = useSay();
  return (
    <Page title={say('state.loading')}>
      <Loading rows={ROWS} />
    </Page>
  );
}
