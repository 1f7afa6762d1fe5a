import type { NoteKey } from './note-key.js';
import { openWithPolicy, parsePolicy } from './policy.js';
import { type Check, fails, holds, type Trust } from './verification.js';

/**
 * Has a quorum of the reader's witnesses cosigned the checkpoint? Without a policy nothing is asked, and no check is
 * made.
 *
 * @throws ProtocolError `malformed-policy`: the caller's error
 */
export function witnessesChecks(checkpoint: string, ledger: NoteKey, { policy }: Trust): Check[] {
  if (policy === undefined) return [];
  const opened = openWithPolicy(checkpoint, parsePolicy(policy), ledger);
  if (!opened.ok) return [fails('witnesses', opened.reason)];
  const names = opened.witnesses.map(({ name }) => name).join(', ');
  return [holds('witnesses', names === '' ? 'the policy asks for none' : `cosigned by ${names}`)];
}
