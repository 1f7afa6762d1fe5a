import { existsSync, readFileSync } from 'node:fs';
import type { RecoveryFinds } from '../../../ledger/recovery/recovery-finds.js';
import type { ProvenLeaf } from '../../../ledger/recovery/recovery-plan.js';
import {
  decodeBase64,
  decodeUtf8,
  envelopeOfJson,
  EVIDENCE_FORMAT,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseEntry,
  parseEvidence,
  ProtocolError,
  receiptOfJson,
} from '../../../protocol/index.js';
import { CommandError } from '../../exit-codes.js';
import { readBytes } from '../../json-file.js';
import { monitorLeaves } from './monitor-copy.js';

const MONITOR_FORMAT = 'custody-monitor/v1';
const WITNESS_FORMAT = 'custody-witness/v1';

/**
 * Takes what is useful out of a file: an evidence bundle, the state of a monitor or witness, a signed checkpoint, or
 * envelopes and receipts as JSON, as a list, or one on a line. What is no use is noted, and the rest is taken all the same.
 */
export function readFileSource(file: string, finds: RecoveryFinds): void {
  const bytes = readBytes(file);
  const text = decode(bytes, file, finds);
  if (text === undefined) return;
  const whole = tryJson(text);
  if (isJson(whole)) return readJson(whole, bytes, file, finds);
  if (isNote(text)) {
    finds.addNote(text, file);
    return;
  }
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `${file}, line ${at + 1}`;
    const value = tryJson(line);
    if (isJson(value)) readPart(value, where, finds);
    else finds.reject(where, 'it is not JSON');
  }
}

function readJson(value: JsonValue, bytes: Uint8Array, file: string, finds: RecoveryFinds): void {
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) readPart(part, `${file}, item ${at + 1}`, finds);
    return;
  }
  if (isJsonObject(value) && value['format'] === EVIDENCE_FORMAT)
    return attempt(file, finds, () => finds.addEvidence(parseEvidence(bytes), file));
  if (isJsonObject(value) && value['format'] === MONITOR_FORMAT)
    return readMonitor(value, file, finds);
  if (isJsonObject(value) && value['format'] === WITNESS_FORMAT)
    return readWitness(value, file, finds);
  readPart(value, file, finds);
}

/** An envelope, a receipt, both, a statement's answer, a page of the feed, or what a ledger tells of its keys. */
function readPart(value: JsonValue, where: string, finds: RecoveryFinds): void {
  attempt(where, finds, () => {
    if (!isJsonObject(value)) return finds.reject(where, 'it is not an object');
    const { envelope, receipt, entry, items, rotations } = value;
    if (Array.isArray(items)) {
      for (const [at, item] of items.entries()) readPart(item, `${where}, item ${at + 1}`, finds);
      return;
    }
    if (Array.isArray(rotations)) {
      for (const [at, one] of rotations.entries())
        readPart(one, `${where}, rotation ${at + 1}`, finds);
      return;
    }
    if ('proof' in value) return finds.addReceipt(receiptOfJson(value), where);
    if ('payload' in value) return finds.addEnvelope(envelopeOfJson(value));
    if (envelope === undefined && receipt === undefined)
      return finds.reject(where, 'it holds neither a statement nor a receipt');
    if (envelope !== undefined) finds.addEnvelope(envelopeOfJson(envelope));
    if (typeof entry === 'string') finds.addEntry(parseEntry(decodeBase64(entry)));
    if (receipt !== undefined) finds.addReceipt(receiptOfJson(receipt), where);
  });
}

function readMonitor(state: JsonObject, file: string, finds: RecoveryFinds): void {
  const { checkpoint } = state;
  if (typeof checkpoint !== 'string') return;
  attempt(file, finds, () => {
    finds.addNote(checkpoint, file, leavesBeside(checkpoint, `${file}.leaves`, finds));
  });
}

/** A witness may watch many logs; the heads of others are told and not used. */
function readWitness({ logs }: JsonObject, file: string, finds: RecoveryFinds): void {
  if (!Array.isArray(logs)) return finds.reject(file, 'it lists no logs');
  for (const log of logs) {
    const note = isJsonObject(log) ? log['note'] : undefined;
    if (typeof note === 'string') finds.addNote(note, file);
    else finds.reject(file, 'it lists a log without its checkpoint');
  }
}

function leavesBeside(checkpoint: string, path: string, finds: RecoveryFinds): ProvenLeaf[] {
  if (!existsSync(path)) {
    finds.reject(path, 'the leaf hashes beside it are missing');
    return [];
  }
  const leaves = monitorLeaves(checkpoint, readFileSync(path));
  if (leaves !== undefined) return leaves;
  finds.reject(path, 'its leaf hashes do not lead to the checkpoint');
  return [];
}

/** Bad pieces are the business of whoever made them; only a fault of ours ends the recovery. */
function attempt(where: string, finds: RecoveryFinds, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProtocolError) && !(error instanceof CommandError)) throw error;
    finds.reject(where, error.message);
  }
}

function decode(bytes: Uint8Array, file: string, finds: RecoveryFinds): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    finds.reject(file, 'it is not text');
    return undefined;
  }
}

/** Origin, size and root on three lines, then an empty one and the signatures. */
function isNote(text: string): boolean {
  return /^[^\n]+\n[0-9]+\n[A-Za-z0-9+/=]+\n/u.test(text) && text.includes('\n\n\u2014 ');
}

function tryJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function isJson(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined;
}
