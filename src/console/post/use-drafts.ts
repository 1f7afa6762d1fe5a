import { useEffect, useState } from 'react';
import { isEventType } from './asked-types.js';
import type { Draft } from './draft.js';
import { draftsOf, keepDraft, removeDraft } from './posting-store.js';

/** All drafts of this party, kept on this device at every change. */
export function useDrafts(party: string) {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [isLoading, setLoading] = useState(true);
  /** The browser keeps nothing, or had no room: what is typed goes with the page. */
  const [isUnkept, setUnkept] = useState(false);
  useEffect(() => {
    void draftsOf(party)
      // One of another version of this page may ask for what is not asked here.
      .then((found) => setDrafts(found.filter(({ type }) => isEventType(type))))
      .catch(() => setUnkept(true))
      .finally(() => setLoading(false));
  }, [party]);
  const keep = (draft: Draft): void => {
    setDrafts((before) => [draft, ...before.filter(({ eventId }) => eventId !== draft.eventId)]);
    void keepDraft(party, draft).then(
      () => setUnkept(false),
      () => setUnkept(true),
    );
  };
  const discard = (draft: Draft): Promise<void> => {
    setDrafts((before) => before.filter(({ eventId }) => eventId !== draft.eventId));
    return removeDraft(draft).catch(() => setUnkept(true));
  };
  return { drafts, keep, discard, isLoading, isUnkept };
}
