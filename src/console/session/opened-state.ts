import type { HeldKey } from './key-store.js';
import type { SessionState } from './session.js';

type Connect = (key: HeldKey) => Promise<SessionState>;

/**
 * What a key opens. It never rejects: pages wait for its answer, and one that did not come would leave them waiting.
 * @param connect loads the client first, which may fail as any answer may.
 */
export async function openedState(
  held: () => Promise<HeldKey | undefined>,
  connect: Connect,
): Promise<SessionState> {
  let key: HeldKey | undefined;
  try {
    key = await held();
  } catch {
    return { kind: 'out', fault: 'noStorage' };
  }
  return key === undefined ? { kind: 'out' } : stateWith(key, connect);
}

/** What this key opens, also before the browser holds it. */
export async function stateWith(key: HeldKey, connect: Connect): Promise<SessionState> {
  try {
    return await connect(key);
  } catch {
    return { kind: 'out', key, fault: 'unreachable', isCodeLost: true };
  }
}
