import { equalBytes, isWellFormed } from './bytes.js';
import { type Checkpoint, parseCheckpointText } from './checkpoint.js';
import { ProtocolError } from './errors.js';
import { isSameLedgerKey, ledgerKeyOf, type LedgerKeys } from './ledger-keys.js';
import { NOTE_KEY_TYPES, type NoteKey, parseVkey } from './note-key.js';
import { openNote } from './note.js';
import { attempt, failed } from './outcome.js';

export interface PolicyLog {
  readonly key: NoteKey;
  readonly url?: string;
}

export interface PolicyWitness {
  /** What the policy calls it; its key has a name of its own. */
  readonly name: string;
  readonly key: NoteKey;
  readonly url?: string;
}

export interface PolicyGroup {
  readonly name: string;
  /** How many members must have witnessed. */
  readonly threshold: number;
  readonly members: readonly string[];
}

/** C2SP tlog-policy: which logs are known, which witnesses, and how many of them must have cosigned. */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Each refers to witnesses and to groups before it. */
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or of a group; `none` needs no witness. */
  readonly quorum: string;
}

/** A witness of the policy that has cosigned, with its POSIX seconds. */
export interface WitnessedBy {
  readonly name: string;
  readonly time: number;
}

export type PolicyVerdict =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly log: NoteKey;
      readonly witnesses: readonly WitnessedBy[];
    }
  | { readonly ok: false; readonly reason: string };

export const NO_QUORUM = 'none';
/** With the log's own line, fewer than a note may have signature lines. */
const MAX_OF_A_KIND = 64;
const DECIMAL = /^[1-9][0-9]{0,3}$/;

/**
 * Reads a policy file.
 *
 * @throws ProtocolError `malformed-policy`, naming the line
 */
export function parsePolicy(text: string): Policy {
  if (!isWellFormed(text) || !hasOnlyAllowedCharacters(text))
    throw malformed('it holds a control character or is not Unicode');
  if (text !== '' && !text.endsWith('\n')) throw malformed('its last line is not ended');
  const reader = new PolicyReader();
  text.split('\n').forEach((line, i) => {
    const items = line.split(/[ \t]+/).filter((item) => item !== '');
    if (items.length === 0 || items[0]!.startsWith('#')) return;
    reader.read(items, i + 1);
  });
  return reader.end();
}

/**
 * Do these witnesses (by their names in the policy) make its quorum?
 *
 * @example isQuorum(parsePolicy('quorum none\n'), []) // true
 */
export function isQuorum(policy: Policy, witnessed: Iterable<string>): boolean {
  if (policy.quorum === NO_QUORUM) return true;
  const holds = new Set(witnessed);
  for (const { name, threshold, members } of policy.groups)
    if (members.filter((member) => holds.has(member)).length >= threshold) holds.add(name);
  return holds.has(policy.quorum);
}

/**
 * Opens a checkpoint under a policy: signed by a log of the policy, cosigned by a quorum of its
 * witnesses. Extension lines are refused, as {@link parseCheckpointText} does.
 *
 * @param vkey - the ledger's own key; needed when the policy lists no log. When it lists some, the key
 * must be one of them
 * @throws ProtocolError `malformed-vkey`: the caller's error
 */
export function openWithPolicy(
  noteText: string,
  policy: Policy,
  vkey?: string | NoteKey,
): PolicyVerdict {
  const own = vkey === undefined ? undefined : ledgerKeyOf(vkey);
  const logs = logsOf(policy, own);
  if (logs.length === 0)
    return failed('the policy does not list the log, and no key of it was given');
  const witnessKeys = policy.witnesses.map(({ key }) => key);
  const opened = openNote(noteText, [...logs, ...witnessKeys]);
  if (!opened.ok) return opened;
  const log = opened.verifiedBy.find(({ key }) => logs.includes(key))?.key;
  if (log === undefined) return failed('no log of the policy has signed the note');
  const read = attempt(() => parseCheckpointText(opened.note.text));
  if (!read.ok) return failed('the signed text is not a checkpoint');
  const checkpoint = read.value;
  if (checkpoint.origin !== log.name)
    return failed(`the checkpoint is of ${checkpoint.origin}, not of ${log.name}`);
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const time = opened.verifiedBy.find((verified) => verified.key === key)?.time;
    return time === undefined ? [] : [{ name, time }];
  });
  const names = witnesses.map(({ name }) => name);
  if (isQuorum(policy, names)) return { ok: true, checkpoint, log, witnesses };
  const who = names.length === 0 ? 'no witness' : `only ${names.join(', ')}`;
  return failed(`${who} has cosigned, which is not the quorum ${policy.quorum}`);
}

/**
 * The policy as it is meant for a ledger whose keys these are: one that lists any of them lists the ledger, also after a
 * rotation, so that which of them signs is no longer the policy's question.
 */
export function policyForKeys(policy: Policy, keys: LedgerKeys): Policy {
  const isListed = policy.logs.some((log) => keys.some(({ key }) => isSameKey(key, log.key)));
  return isListed ? { ...policy, logs: [] } : policy;
}

function logsOf(policy: Policy, own: NoteKey | undefined): NoteKey[] {
  const listed = policy.logs.map(({ key }) => key);
  if (own === undefined) return listed;
  if (listed.length === 0) return [own];
  return listed.filter((key) => isSameLedgerKey(key, own));
}

/** Takes the lines of a policy one by one and holds what was defined so far. */
class PolicyReader {
  private readonly logs: PolicyLog[] = [];
  private readonly witnesses: PolicyWitness[] = [];
  private readonly groups: PolicyGroup[] = [];
  private readonly names = new Set<string>([NO_QUORUM]);
  private readonly members = new Set<string>();
  private quorum: string | undefined;
  private line = 0;

  read([keyword, ...items]: readonly string[], line: number): void {
    this.line = line;
    if (keyword === 'log') this.readLog(items);
    else if (keyword === 'witness') this.readWitness(items);
    else if (keyword === 'group') this.readGroup(items);
    else if (keyword === 'quorum') this.readQuorum(items);
    else throw this.fault('it begins with none of log, witness, group, quorum');
  }

  end(): Policy {
    const { logs, witnesses, groups, quorum } = this;
    if (quorum === undefined) throw malformed('it has no quorum line');
    return { logs, witnesses, groups, quorum };
  }

  private readLog([vkey, url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0) throw this.fault('it is not "log <vkey> [<url>]"');
    const key = this.key(vkey, NOTE_KEY_TYPES.ed25519, this.logs);
    this.logs.push({ key, ...(url !== undefined && { url }) });
  }

  private readWitness([name, vkey, url, ...more]: readonly string[]): void {
    if (name === undefined || vkey === undefined || more.length > 0)
      throw this.fault('it is not "witness <name> <vkey> [<url>]"');
    const key = this.key(vkey, NOTE_KEY_TYPES.cosignature, this.witnesses);
    this.define(name);
    this.witnesses.push({ name, key, ...(url !== undefined && { url }) });
  }

  private readGroup([name, rule, ...members]: readonly string[]): void {
    if (name === undefined || rule === undefined || members.length === 0)
      throw this.fault('it is not "group <name> all|any|<k> <member>…"');
    for (const member of members) {
      if (member === NO_QUORUM || !this.names.has(member))
        throw this.fault(`${member} is not defined before it`);
      if (this.members.has(member)) throw this.fault(`${member} is a member already`);
      this.members.add(member);
    }
    const threshold = this.threshold(rule, members.length);
    this.define(name);
    if (this.groups.length === MAX_OF_A_KIND) throw this.fault('there are too many groups');
    this.groups.push({ name, threshold, members });
  }

  private readQuorum([name, ...more]: readonly string[]): void {
    if (name === undefined || more.length > 0) throw this.fault('it is not "quorum <name>|none"');
    if (this.quorum !== undefined) throw this.fault('there is a quorum line already');
    if (!this.names.has(name)) throw this.fault(`${name} is not defined before it`);
    this.quorum = name;
  }

  private threshold(rule: string, members: number): number {
    if (rule === 'any') return 1;
    if (rule === 'all') return members;
    const threshold = DECIMAL.test(rule) ? Number(rule) : 0;
    if (threshold >= 1 && threshold <= members) return threshold;
    throw this.fault(`${rule} is neither all, any nor a number from 1 to ${members}`);
  }

  private define(name: string): void {
    if (this.names.has(name)) throw this.fault(`the name ${name} is taken`);
    this.names.add(name);
  }

  private key(
    vkey: string,
    type: NoteKey['type'],
    known: readonly { readonly key: NoteKey }[],
  ): NoteKey {
    const key = this.parsedKey(vkey);
    if (key.type !== type) throw this.fault('its key is of the wrong type');
    // Under another name it would be the same key voting twice.
    if (known.some((other) => isSameKey(other.key, key)))
      throw this.fault('its key is there already');
    if (known.length === MAX_OF_A_KIND) throw this.fault('there are too many of its kind');
    return key;
  }

  private parsedKey(vkey: string): NoteKey {
    try {
      return parseVkey(vkey);
    } catch (cause) {
      const why = cause instanceof ProtocolError ? cause.message : String(cause);
      throw new ProtocolError(
        'malformed-policy',
        `the policy is malformed: line ${this.line}: ${why}`,
        {
          cause,
        },
      );
    }
  }

  private fault(why: string): ProtocolError {
    return malformed(`line ${this.line}: ${why}`);
  }
}

function isSameKey(a: NoteKey, b: NoteKey): boolean {
  return equalBytes(a.publicKey, b.publicKey);
}

/** Tab, line feed, and everything from the space on but DEL. */
function hasOnlyAllowedCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09 && code !== 0x0a) || code === 0x7f) return false;
  }
  return true;
}

function malformed(why: string): ProtocolError {
  return new ProtocolError('malformed-policy', `the policy is malformed: ${why}`);
}
