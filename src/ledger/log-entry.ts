import type { StatementKind } from '../protocol/index.js';
import { asBuffer } from './native-bytes.js';

/** Kinds that can stand in the log: all but `login`. */
export type LogKind = Exclude<StatementKind, 'login'>;

/** Numbers by which `log_entries.kind` stores them; never reused. */
export const KIND_CODES: Readonly<Record<LogKind, number>> = {
  event: 1,
  registration: 2,
  decision: 3,
  finding: 4,
  map: 5,
};

const LOG_KINDS: readonly LogKind[] = ['event', 'registration', 'decision', 'finding', 'map'];
const KINDS_BY_CODE = new Map(LOG_KINDS.map((kind) => [KIND_CODES[kind], kind]));

/** @throws RangeError for a number no kind has */
export function kindOfCode(code: number): LogKind {
  const kind = KINDS_BY_CODE.get(code);
  if (kind === undefined) throw new RangeError(`no kind of statement has the number ${code}`);
  return kind;
}

/** A DSSE envelope as JSON, with base64 members. */
export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** The envelope of a statement's stored bytes. What was admitted is of that form: it is not checked again. */
export function envelopeJsonOf(stored: Uint8Array): EnvelopeJson {
  return JSON.parse(asBuffer(stored).toString('utf8'));
}

/** A statement and its place in the log. */
export interface LogEntry {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly kind: LogKind;
  readonly statementHash: Uint8Array;
  readonly leafHash: Uint8Array;
  /** The stored bytes: canonical JSON of the envelope. */
  readonly statement: Uint8Array;
}
