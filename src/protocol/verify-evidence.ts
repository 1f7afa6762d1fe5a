import { encodeBase64, equalBytes } from './bytes.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { type Entry, entryBytes } from './entry.js';
import { attestationText, type Evidence, parseEvidence } from './evidence.js';
import { checkAnswer } from './evidence-answer.js';
import { checkEvidenceCompleteness } from './evidence-completeness.js';
import { checkRoles, type SigningRules } from './evidence-roles.js';
import { checkSigners } from './evidence-signers.js';
import { checkInclusion } from './merkle-proof.js';
import { isSameLedgerKey, ledgerKeyAt } from './ledger-keys.js';
import { hashLeaf } from './merkle.js';
import type { NoteKey } from './note-key.js';
import { openNote } from './note.js';
import { attempt } from './outcome.js';
import { ledgerKeysIn } from './rotation.js';
import { statementHash, storedBytes } from './statement.js';
import { isOutOfTime, type TrustedKeys, trustedKeysOf } from './trusted-keys.js';
import { type SigningKeys, witnessesChecks } from './verify-witnesses.js';
import {
  type Check,
  fails,
  holds,
  type Trust,
  type Verification,
  verificationOf,
} from './verification.js';

type Completeness = ReturnType<typeof checkEvidenceCompleteness>;

/**
 * Checks an evidence bundle without asking anybody: form, checkpoint, every entry and its path to the checkpoint's
 * root, order, every signature by the registrations inside, and that the answer tells of just these events.
 *
 * @param trust the ledger's vkey from elsewhere; without it the verdict is `consistent` at best
 * @param rules who may sign what; without them nobody's role is judged
 * @throws ProtocolError `malformed-vkey` or `malformed-policy`: the caller's error, not the bundle's
 *
 * @example
 * const { verdict, checks } = verifyEvidence(bytes, { vkey });
 */
export function verifyEvidence(
  bytes: Uint8Array,
  trust: Trust = {},
  rules?: SigningRules,
): Verification {
  const trusted = trustedKeysOf(trust);
  const read = attempt(() => parseEvidence(bytes));
  if (!read.ok) return verificationOf([fails('form', read.reason)], trust);
  const evidence = read.value;
  const keys = ledgerKeysIn(evidence.entries, evidence.key);
  const opened = openCheckpoint(evidence.checkpoint, keys);
  const key = opened.ok ? ledgerKeyAt(keys, opened.checkpoint.size) : evidence.key;
  const completeness = checkEvidenceCompleteness(evidence, keys, trust);
  const checks = [
    holds('form', `a bundle of ${evidence.entries.length} entries in canonical form`),
    ...(trusted?.checks ?? []),
    ledgerCheck(evidence, { keys, key }, trusted),
    checkpointCheck(opened, trusted, key),
    ...witnessesChecks(evidence.checkpoint, { keys, key }, trust),
    attestationCheck(evidence, key),
    entriesCheck(evidence),
    orderCheck(evidence),
    signaturesCheck(evidence, ledgerKeyAt(keys, 0)),
    ...rolesChecks(evidence, rules),
  ];
  if (opened.ok) {
    checks.push(inclusionCheck(evidence, opened.checkpoint));
    checks.push(answerCheck(evidence, opened.checkpoint, completeness));
  }
  checks.push(...completenessChecks(completeness));
  return verificationOf(checks, trust);
}

/** The bundle's own registrations say which keys the ledger has had; one of them must be known from elsewhere. */
function ledgerCheck(
  { ledger, key: claimed }: Evidence,
  { keys, key }: SigningKeys,
  trusted: TrustedKeys | undefined,
): Check {
  const { origin } = ledger;
  if (origin !== claimed.name)
    return fails('ledger', `the bundle is of ${origin}, its key of ${claimed.name}`);
  if (!isSameLedgerKey(claimed, key))
    return fails('ledger', 'the key that the bundle names is not the one it is signed with');
  if (trusted === undefined)
    return holds('ledger', `${origin}, by the bundle's own word: no key to compare was given`);
  if (trusted.keys.some((one) => isSameLedgerKey(one, key)))
    return holds('ledger', `${origin}, under the trusted key`);
  if (trusted.keys.some((one) => keys.some((own) => isSameLedgerKey(own.key, one))))
    return holds('ledger', `${origin}, under a key that is tied to the trusted one by rotations`);
  return fails(
    'ledger',
    `the bundle is of ${origin} under another key than the trusted one; was it made before a rotation, give the earlier key too`,
  );
}

function checkpointCheck(
  opened: ReturnType<typeof openCheckpoint>,
  trusted: TrustedKeys | undefined,
  key: NoteKey,
): Check {
  if (!opened.ok) return fails('checkpoint', opened.reason);
  const { size, root } = opened.checkpoint;
  if (trusted !== undefined && isOutOfTime(trusted, key, size))
    return fails(
      'checkpoint',
      `its key is not the ledger's for ${size} entries, the rotations say`,
    );
  return holds('checkpoint', `signed by the ledger; size ${size}, root ${encodeBase64(root)}`);
}

/** The ledger has signed for this very file, the answer included. */
function attestationCheck(evidence: Evidence, key: NoteKey): Check {
  const opened = openNote(evidence.attestation, [key]);
  if (!opened.ok) return fails('attestation', opened.reason);
  if (opened.note.text !== attestationText(evidence))
    return fails('attestation', 'the ledger has signed for another bundle than this one');
  return holds('attestation', 'the ledger has signed for the whole bundle, the answer included');
}

/** The five lines belong to the statement that stands beside them. */
function entriesCheck({ entries }: Evidence): Check {
  for (const { index, entry, statement } of entries) {
    if (entry.index !== index)
      return fails('entries', `what is given as entry ${index} is entry ${entry.index}`);
    if (!equalBytes(statementHash(storedBytes(statement)), entry.statementHash))
      return fails('entries', `entry ${index} is of another statement: the statement hash differs`);
  }
  return holds('entries', `${entries.length} entries, each of the statement beside it`);
}

function orderCheck({ entries }: Evidence): Check {
  const [first] = entries;
  if (first?.entry.index !== 0)
    return fails('order', 'the first entry is not entry 0, where the ledger registers itself');
  const fault = entries
    .slice(1)
    .map(({ entry }, at) => orderFault(entries[at]!.entry, entry))
    .find(Boolean);
  if (fault !== undefined) return fails('order', fault);
  if (!first.entry.previous.every((byte) => byte === 0))
    return fails('order', 'entry 0 names an entry before it');
  return holds(
    'order',
    'entries in the order of the log; neighbours are chained; time never goes back',
  );
}

function orderFault(before: Entry, entry: Entry): string | undefined {
  if (entry.index <= before.index) return `entry ${entry.index} stands after entry ${before.index}`;
  // Both have 24 characters, so text order is time order.
  if (entry.recordedAt < before.recordedAt)
    return `entry ${entry.index} was recorded before entry ${before.index}`;
  if (entry.index > before.index + 1) return undefined;
  if (equalBytes(entry.previous, hashLeaf(entryBytes(before)))) return undefined;
  return `entry ${entry.index} is not chained to entry ${before.index}`;
}

function inclusionCheck({ entries }: Evidence, { size, root }: Checkpoint): Check {
  for (const { entry, proof } of entries) {
    if (entry.index >= size)
      return fails('inclusion', `the checkpoint covers ${size} entries, not entry ${entry.index}`);
    const leafHash = hashLeaf(entryBytes(entry));
    if (!checkInclusion({ index: entry.index, size, leafHash, root, proof }))
      return fails(
        'inclusion',
        `the proof of entry ${entry.index} does not lead to the root of the checkpoint`,
      );
  }
  return holds('inclusion', `${entries.length} entries lead to the root of the checkpoint`);
}

function signaturesCheck({ entries }: Evidence, key: NoteKey): Check {
  const checked = checkSigners(entries, key);
  if (!checked.ok) return fails('signatures', checked.reason);
  const { signatures, keys, revoked } = checked.value;
  const ended = revoked === 0 ? '' : `; ${revoked} of the keys were revoked later`;
  return holds(
    'signatures',
    `${signatures} signatures by ${keys} keys, each registered before and not revoked before${ended}`,
  );
}

function rolesChecks({ entries }: Evidence, rules: SigningRules | undefined): Check[] {
  if (rules === undefined) return [];
  const checked = checkRoles(entries, rules);
  if (!checked.ok) return [fails('roles', checked.reason)];
  const { judged, unshown } = checked.value;
  if (unshown === 0)
    return [holds('roles', `${judged} events and decisions, each by a party with the role for it`)];
  const shown = `${judged} of ${judged + unshown} events and decisions are by parties with the role for it`;
  return [holds('roles', `${shown}; of the others the bundle does not show the roles`)];
}

function answerCheck(evidence: Evidence, { size }: Checkpoint, whole: Completeness): Check {
  const aside = whole?.ok === true ? whole.value.indexes : new Set<number>();
  const checked = checkAnswer(evidence, size, aside);
  if (!checked.ok) return fails('answer', checked.reason);
  const { told, untold } = checked.value;
  if (untold.length === 0)
    return holds('answer', `tells of ${told} events, which are just the events of the bundle`);
  return holds(
    'answer',
    `tells of ${told} events of the bundle; look at entries ${untold.join(', ')}, which name the UCR and are told to be of another consignment`,
  );
}

function completenessChecks(completeness: Completeness): Check[] {
  if (completeness === undefined) return [];
  if (!completeness.ok) return [fails('completeness', completeness.reason)];
  const { size, asOf, indexes } = completeness.value;
  const all = `${indexes.size} entries below ${size} name the consignment; all are here`;
  const beyond = size > asOf ? '' : `; of entries ${size} to ${asOf} nothing is proved`;
  return [holds('completeness', all + beyond)];
}
