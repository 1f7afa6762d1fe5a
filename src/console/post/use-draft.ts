import { useEffect, useState } from 'react';
import type { Draft } from './draft.js';
import { drafts } from './posting-store.js';
import { isEventType } from './asked-types.js';

/** The answers of this party, kept on this device at every change. */
export function useDraft(party: string) {
  const [draft, setDraft] = useState<Draft>();
  const [isLoading, setLoading] = useState(true);
  useEffect(() => {
    void drafts
      .get(party)
      // One of another version of this page may ask for what is not asked here.
      .then((found) => setDraft(found && isEventType(found.type) ? found : undefined))
      .finally(() => setLoading(false));
  }, [party]);
  const keep = (next: Draft | undefined): void => {
    setDraft(next);
    void (next === undefined ? drafts.remove(party) : drafts.put(party, next));
  };
  return { draft, keep, isLoading };
}
