import { type ComponentType, lazy } from 'react';

/** A page that is fetched when somebody goes there, with what it asks the ledger by. */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const [Page, { Asking }] = await Promise.all([load(), import('./asking.js')]);
    return {
      default: (props: Props) => (
        <Asking>
          <Page {...props} />
        </Asking>
      ),
    };
  });
}
