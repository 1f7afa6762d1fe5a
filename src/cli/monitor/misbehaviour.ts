import {
  checkFork,
  forkOfJson,
  forkToJson,
  type JsonObject,
  type JsonValue,
  type LedgerKeys,
  openCheckpoint,
  ProtocolError,
} from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJsonObject } from '../json-file.js';
import { declaredLossOf, sentenceOf } from './declared-loss.js';
import { KnownKeys } from './known-keys.js';
import type { Look } from './look.js';

const FORMAT = 'custody-misbehaviour/v1';

export interface Caught {
  readonly url: string;
  readonly known: KnownKeys;
  /** The last checkpoint that was good. */
  readonly saved: string | undefined;
  readonly fault: Extract<Look, { type: 'fault' }>;
  readonly seenAt: string;
}

/** What a ledger was caught at, as {@link judgeMisbehaviour} reads it. */
export function misbehaviourOf({ url, known, saved, fault, seenAt }: Caught): JsonObject {
  const { kind, detail, seen, fork, declared } = fault;
  return {
    format: FORMAT,
    kind,
    detail,
    url,
    vkey: known.vkey,
    rotations: known.rotations,
    seenAt,
    saved: saved ?? null,
    seen,
    fork: fork === undefined ? null : { ...forkToJson(fork) },
    declared: declared?.told ?? null,
  };
}

export interface Judged {
  /** Proved by the file and the key alone. */
  readonly isProven: boolean;
  readonly detail: string;
}

/** Checks a file that a monitor wrote, without the ledger and without the monitor. */
export function judgeMisbehaviour(path: string, vkey: string): Judged {
  const report = readJsonObject(path, 'what a monitor wrote');
  if (report['format'] !== FORMAT)
    throw new CommandError(`${path} is not a ${FORMAT} file`, EXIT.usage);
  const { fork, declared } = report;
  const { keys } = KnownKeys.of(vkey).follow(report['rotations']) ?? KnownKeys.of(vkey);
  if (fork !== null && fork !== undefined) return judgeFork({ fork, declared }, keys);
  const notes = [report['saved'], report['seen']].flatMap((note) => {
    const opened = typeof note === 'string' ? openCheckpoint(note, keys) : undefined;
    return opened?.ok ? [`size ${opened.checkpoint.size}`] : [];
  });
  const signed = notes.length === 0 ? 'nothing' : notes.join(' and ');
  return {
    isProven: false,
    detail: `the key has signed ${signed}; that the ledger did ${JSON.stringify(report['kind'])} rests on the monitor's word`,
  };
}

function judgeFork(
  report: { readonly fork: JsonValue; readonly declared: JsonValue | undefined },
  keys: LedgerKeys,
): Judged {
  const fork = readFork(report.fork);
  if (fork === undefined) return { isProven: false, detail: 'the proof is malformed' };
  const checked = checkFork(fork, keys);
  if (!checked.ok) return { isProven: false, detail: checked.reason };
  const { older, newer } = checked;
  const loss = [older, newer].flatMap(
    ({ size }) => declaredLossOf({ items: [report.declared ?? null] }, size, keys) ?? [],
  )[0];
  const admitted = loss === undefined ? '' : `; ${sentenceOf(loss)}`;
  return {
    isProven: true,
    detail: `the key of ${older.origin} has signed two histories: the trees of ${older.size} and of ${newer.size} entries exclude each other${admitted}`,
  };
}

function readFork(json: JsonValue): ReturnType<typeof forkOfJson> | undefined {
  const fork = json as Partial<Record<'older' | 'newer' | 'otherRoot' | 'proof', unknown>>;
  const { older, newer, otherRoot, proof } = fork;
  const isText = [older, newer, otherRoot].every((value) => typeof value === 'string');
  if (!isText || !Array.isArray(proof) || proof.some((one) => typeof one !== 'string'))
    return undefined;
  try {
    return forkOfJson(json as unknown as Parameters<typeof forkOfJson>[0]);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
