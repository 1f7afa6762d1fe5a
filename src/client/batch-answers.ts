import { decodeUtf8, type Envelope, receiptOfJson, storedBytes } from '../protocol/index.js';
import type { Appended } from './answers.js';
import { type Problem, ProblemError } from './problem-error.js';

export type BatchForm = 'json' | 'ndjson';

/** Most envelopes of one request. */
export const MAX_BATCH = 1000;

/** One result of a batch, in the order of the envelopes. */
export type BatchResult =
  | ({ readonly ok: true } & Appended)
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

interface RawResult {
  readonly status: number;
  readonly receipt?: unknown;
  readonly problem?: Problem;
}

export function batchBody(envelopes: readonly Envelope[], form: BatchForm): string {
  const lines = envelopes.map((envelope) => decodeUtf8(storedBytes(envelope)));
  return form === 'json' ? `[${lines.join(',')}]` : `${lines.join('\n')}\n`;
}

export function batchContentType(form: BatchForm): string {
  return form === 'json' ? 'application/json' : 'application/x-ndjson';
}

/** @throws ProblemError when the service answered fewer or more results than it was given envelopes */
export function batchResults(
  answer: { results: readonly RawResult[] },
  expected: number,
): BatchResult[] {
  if (answer.results.length !== expected) {
    const title = `the service answered ${answer.results.length} results to ${expected} envelopes`;
    throw new ProblemError({ type: 'about:blank', title, status: 502 });
  }
  return answer.results.map(resultOf);
}

function resultOf({ status, receipt, problem }: RawResult): BatchResult {
  if (status < 400) return { ok: true, isNew: status === 201, receipt: receiptOfJson(receipt) };
  const title = `HTTP status ${status}`;
  return { ok: false, status, problem: problem ?? { type: 'about:blank', title, status } };
}
