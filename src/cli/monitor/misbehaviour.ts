import { writeFileSync } from 'node:fs';
import {
  checkFork,
  forkOfJson,
  forkToJson,
  openCheckpoint,
  ProtocolError,
  type JsonValue,
} from '../../protocol/index.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { readJsonObject } from '../json-file.js';
import type { Look } from './look.js';

const FORMAT = 'custody-misbehaviour/v1';

export interface Caught {
  readonly url: string;
  readonly vkey: string;
  /** The last checkpoint that was good. */
  readonly saved: string | undefined;
  readonly fault: Extract<Look, { type: 'fault' }>;
  readonly seenAt: string;
}

/** Writes what a ledger was caught at; an older file is never overwritten. */
export function writeMisbehaviour(path: string, { url, vkey, saved, fault, seenAt }: Caught): void {
  const { kind, detail, seen, fork } = fault;
  const content = {
    format: FORMAT,
    kind,
    detail,
    url,
    vkey,
    seenAt,
    saved: saved ?? null,
    seen,
    fork: fork === undefined ? null : forkToJson(fork),
  };
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
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
  const { fork } = report;
  if (fork !== null && fork !== undefined) return judgeFork(fork, vkey);
  const notes = [report['saved'], report['seen']].flatMap((note) => {
    const opened = typeof note === 'string' ? openCheckpoint(note, vkey) : undefined;
    return opened?.ok ? [`size ${opened.checkpoint.size}`] : [];
  });
  const signed = notes.length === 0 ? 'nothing' : notes.join(' and ');
  return {
    isProven: false,
    detail: `the key has signed ${signed}; that the ledger did ${JSON.stringify(report['kind'])} rests on the monitor's word`,
  };
}

function judgeFork(json: JsonValue, vkey: string): Judged {
  const fork = readFork(json);
  if (fork === undefined) return { isProven: false, detail: 'the proof is malformed' };
  const checked = checkFork(fork, vkey);
  if (!checked.ok) return { isProven: false, detail: checked.reason };
  const { older, newer } = checked;
  return {
    isProven: true,
    detail: `the key of ${older.origin} has signed two histories: the trees of ${older.size} and of ${newer.size} entries exclude each other`,
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
