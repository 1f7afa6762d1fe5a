import { type RecoveryFact, registration } from '../../custody/vocabulary/registration.js';
import type { Logger } from '../../platform/logging/logger.js';
import {
  equalBytes,
  fromHex,
  isSignedBy,
  ledgerKeyAt,
  openCheckpoint,
  parseCanonical,
  parseEnvelope,
  ProtocolError,
} from '../../protocol/index.js';
import type { HeadReader } from '../head-reader.js';
import type { LedgerIdentity } from '../ledger-identity.js';
import type { LogEntry } from '../log-entry.js';
import type { LogReader } from '../log-reader.js';
import type { CheckpointStore } from '../signing/checkpoint.store.js';
import type { SignedHead, SignerState } from '../signing/signer-state.js';
import type { SignerDirectory } from '../signer-directory.js';

/** What a stored statement declares lost; `undefined` for any other statement. */
export function recoveryOf(statement: Uint8Array): RecoveryFact | undefined {
  try {
    const payload = registration.safeParse(parseCanonical(parseEnvelope(statement).payload));
    return payload.success && payload.data.kind === 'recovery' ? payload.data.recovery : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

export interface Adoption {
  readonly state: SignerState;
  readonly log: LogReader;
  readonly heads: HeadReader;
  readonly checkpoints: CheckpointStore;
  readonly identity: LedgerIdentity;
  /** The registry is found when it is first asked for. */
  readonly directory: () => SignerDirectory;
  readonly logger: Logger;
}

/**
 * At the start: if the log declares, signed by a registrar and by this ledger, that exactly the head this signer
 * signed last is abandoned, the signer goes on from what was left. Nothing else ever makes it forget a head.
 */
export async function adoptDeclaredRecovery(adoption: Adoption): Promise<void> {
  const { state, checkpoints, logger } = adoption;
  const last = state.head;
  if (last === undefined) return;
  // The rule: the head is recorded where it was signed. Only where it is not is the log searched.
  const recorded = await checkpoints.newest();
  if (recorded !== undefined && recorded.size >= last.size) return;
  const declared = await findDeclaration(adoption, last);
  if (declared === undefined) return;
  const { lostFrom, foundRoot, reason } = declared;
  await state.abandon({ size: lostFrom, root: fromHex(foundRoot) });
  logger.warn(
    { abandoned: last.size, from: lostFrom, reason },
    'a declared recovery: the signed head is abandoned, and the log goes on from what was left',
  );
}

const PAGE = 10_000;

/** Searched from the newest entry back: a declaration is the first entry behind what was left. */
async function findDeclaration(
  adoption: Adoption,
  last: SignedHead,
): Promise<RecoveryFact | undefined> {
  const { size } = await adoption.heads.head();
  for (let to = Math.min(size, last.size); to > 0; to -= PAGE) {
    const entries = await adoption.log.entriesOf(['registration'], Math.max(0, to - PAGE), to);
    for (const entry of entries.toReversed()) {
      const recovery = recoveryOf(entry.statement);
      if (recovery === undefined || !names(recovery, entry.index, last, adoption.identity))
        continue;
      if (await isSigned(entry, adoption)) return recovery;
    }
  }
  return undefined;
}

function names(
  { lostFrom, lostTo, signed }: RecoveryFact,
  index: number,
  last: SignedHead,
  { history }: LedgerIdentity,
): boolean {
  if (lostFrom !== index || lostTo !== last.size - 1) return false;
  const opened = openCheckpoint(signed, history);
  if (!opened.ok) return false;
  const { size, root } = opened.checkpoint;
  return size === last.size && equalBytes(root, last.root);
}

/** Judged again here: whoever can write to the database must not be able to write this. */
async function isSigned(
  { index, statement }: LogEntry,
  { identity, directory: registry }: Adoption,
): Promise<boolean> {
  const envelope = parseEnvelope(statement);
  const [first, ...rest] = envelope.signatures;
  if (first === undefined || rest.length !== 1) return false;
  const directory = registry();
  await directory.catchUp(index);
  const registrar = directory.key(first.keyid);
  if (registrar === undefined || !directory.isRegistrar(first.keyid)) return false;
  if (registrar.revokedAt !== undefined && registrar.revokedAt < index) return false;
  // By the key of its place: the ledger may have got another one since.
  const ledger = ledgerKeyAt(identity.history, index);
  return isSignedBy(envelope, 0, registrar.publicKey) && isSignedBy(envelope, 1, ledger.publicKey);
}
