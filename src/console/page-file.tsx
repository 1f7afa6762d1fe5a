import { type ComponentType, lazy } from 'react';
import { needTexts } from './language/come-texts.js';
import type { Part } from './language/parts.js';

/**
 * Something that is fetched when somebody wants it, with its texts.
 *
 * @param part of the texts that it alone shows, where it has such
 */
export function fetched<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  part: Part = 'common',
) {
  return lazy(async () => {
    const files = Promise.all([load(), needTexts('common'), needTexts(part)]);
    const [wanted] = await files.catch(loadAnew);
    return { default: wanted };
  });
}

/** A page that is fetched when somebody goes there, with what it asks the ledger by. */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>, part?: Part) {
  return fetched(async () => {
    const [Page, { Asking }] = await Promise.all([load(), import('./asking.js')]);
    return (props: Props) => (
      <Asking>
        <Page {...props} />
      </Asking>
    );
  }, part);
}

const PLACE = 'custody-loaded-anew';
const AGAIN_MS = 60_000;

/** A newer build has other files, and a page of the older one asks for those that went: loaded anew it asks for the new. */
function loadAnew(error: unknown): Promise<never> {
  const last = Number(sessionStorage.getItem(PLACE) ?? 0);
  // What fails again fails for another reason, which is told.
  if (!navigator.onLine || Date.now() - last < AGAIN_MS) throw error;
  sessionStorage.setItem(PLACE, String(Date.now()));
  location.reload();
  return new Promise(() => undefined);
}
