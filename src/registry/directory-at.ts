import type { Signer, SignerDirectory, SignerKey } from '../ledger/signer-directory.js';
import { LATEST } from './history.js';
import type { RegistryState } from './registry-state.js';

/**
 * Who may sign as of entry `index` of a state that is already folded: what the auditor judges entry `index + 1` by.
 * It does not follow the log: catching up and listening are the cache's business.
 */
export function directoryAt(state: RegistryState, index: number = LATEST): SignerDirectory {
  return {
    get index(): number {
      return Math.min(index, state.signersIndex);
    },
    key: (keyid: string): SignerKey | undefined => state.key(keyid, index),
    party: (id: string): Signer | undefined => state.parties.at(id, index),
    isRegistrar: (keyid: string): boolean => state.isRegistrar(keyid, index),
    isLedgerKey: (keyid: string): boolean => state.isLedgerKey(keyid),
    isDelegated: (principal: string, agent: string, type: string, at: number): boolean =>
      state.isDelegated(principal, agent, type, at, index),
    catchUp: async (): Promise<void> => undefined,
    onKey: (): void => undefined,
  };
}
