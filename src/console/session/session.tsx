import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { LoggedIn } from '../../client/session.js';
import { forgetKey, type HeldKey, heldKey, holdKey } from './key-store.js';
import { type Leaving, leavings } from './leavings.js';
import { openedState, stateWith } from './opened-state.js';

/** Who uses this browser: nobody yet, or the party whose key it holds. */
export type SessionState =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'out';
      readonly key?: HeldKey;
      readonly fault?: 'refused' | 'unreachable' | 'noStorage';
      /** The client could not be loaded, and will not be on this page: browsers remember a file that did not come. */
      readonly isCodeLost?: true;
    }
  | {
      readonly kind: 'in';
      readonly key: HeldKey;
      readonly roles: LoggedIn['roles'];
      readonly client: LedgerClient;
    };

interface SessionActions {
  readonly state: SessionState;
  readonly open: () => Promise<SessionState>;
  readonly logIn: (key: HeldKey) => Promise<SessionState>;
  /** Holds a key that is not registered yet, through reloads, until it is. */
  readonly keep: (key: HeldKey) => Promise<SessionState>;
  /** @returns what could not be removed; with the key still there, somebody is still logged in */
  readonly logOut: () => Promise<readonly Leaving[]>;
}

interface SessionOfBrowserProps {
  readonly first: Promise<SessionState>;
  readonly children: ReactNode;
}

const Session = createContext<SessionActions | undefined>(undefined);

/** @param first the session as {@link openedSession} opens it, while the page is still being made. */
export function SessionOfBrowser({ first, children }: SessionOfBrowserProps) {
  const [state, setState] = useState<SessionState>({ kind: 'opening' });
  const show = useCallback(async (opening: Promise<SessionState>) => {
    const next = await opening;
    // What is drawn stays, and answers, while the page of a reader who is known now is drawn.
    startTransition(() => setState(next));
    return next;
  }, []);
  const isCodeLost = state.kind === 'out' && state.isCodeLost === true;
  const open = useCallback(() => {
    if (isCodeLost) location.reload();
    return show(openedSession());
  }, [show, isCodeLost]);
  const logIn = useCallback(async (key: HeldKey) => {
    const next = await stateWith(key, connect);
    if (next.kind !== 'in') return next;
    await holdKey(key);
    setState(next);
    return next;
  }, []);
  const keep = useCallback(
    async (key: HeldKey) => {
      await holdKey(key);
      return open();
    },
    [open],
  );
  const logOut = useCallback(async () => {
    const held = await heldKey().catch(() => undefined);
    const left = await leavings({
      key: forgetKey,
      // Its code may be lost, as any file may.
      copies: async () => (await import('./forget-reader.js')).forgetReader(held?.party),
      session: async () => endPages(),
    });
    if (!left.includes('key')) setState({ kind: 'out' });
    return left;
  }, []);
  useEffect(() => void show(first), [show, first]);
  const isUnreachable = state.kind === 'out' && state.fault === 'unreachable';
  useEffect(() => {
    if (!isUnreachable) return undefined;
    const again = (): void => void open();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [isUnreachable, open]);
  const actions = useMemo(
    () => ({ state, open, logIn, keep, logOut }),
    [state, open, logIn, keep, logOut],
  );
  return <Session value={actions}>{children}</Session>;
}

/** Logs in with the key that this browser holds, if it holds one; never rejects. */
export function openedSession(): Promise<SessionState> {
  return openedState(heldKey, connect);
}

export function useSession(): SessionActions {
  const session = useContext(Session);
  if (session === undefined) throw new Error('there is no session above this component');
  return session;
}

/** The cookie that lets the service write verdicts for this reader; it ends by itself within a quarter of an hour. */
async function endPages(): Promise<void> {
  const { ok, status } = await fetch('/console/session', { method: 'DELETE' });
  if (!ok) throw new Error(`the service answered ${status}`);
}

/** The client and its cryptography are loaded when there is a key: the first page does without. */
async function connect(key: HeldKey): Promise<SessionState> {
  return (await import('./connection.js')).stateOfKey(key);
}
