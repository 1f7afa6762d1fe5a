import type { MessageKey } from '../../messages/messages.js';

interface CheckWords {
  readonly holds: MessageKey;
  /** What helps while it fails. */
  readonly mend: MessageKey;
}

const WORDS: Readonly<Record<string, CheckWords>> = {
  stopping: { holds: 'holds.stopping', mend: 'mend.stopping' },
  postgres: { holds: 'holds.postgres', mend: 'mend.postgres' },
  durability: { holds: 'holds.durability', mend: 'mend.durability' },
  migrations: { holds: 'holds.migrations', mend: 'mend.migrations' },
  queue: { holds: 'holds.queue', mend: 'mend.queue' },
  'log-signer': { holds: 'holds.log-signer', mend: 'mend.log-signer' },
  'ledger-integrity': { holds: 'holds.ledger-integrity', mend: 'mend.ledger-integrity' },
  witnesses: { holds: 'holds.witnesses', mend: 'mend.witnesses' },
};

/** A check that is newer than this console keeps its name. */
export function wordsOfCheck(name: string): CheckWords | undefined {
  return Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
}
