import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { CommitOutcomeUnknown } from '../database/transaction.js';
import { errorCode } from '../error-code.js';
import { Problem, type ProblemError } from './problem.js';

/** RFC 9457. `type` is relative to the service: the same everywhere, whoever runs it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  /** Names this one answer; operators find it in the log. */
  readonly instance: string;
  readonly errors?: readonly ProblemError[];
}

/** Media type of {@link ProblemDocument}. */
export const PROBLEM_TYPE = 'application/problem+json';

/** Faults that Fastify finds before a route runs, and what to tell the caller. */
const FASTIFY_FAULTS: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  FST_ERR_BAD_URL: ['bad-request', 'The path is not correctly percent-encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['uri-too-long', 'A part of the path is too long.'],
};

/** The same for errors of which Nest keeps only the status. */
const STATUS_FAULTS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  404: ['not-found', 'No such resource.'],
  413: ['too-large', 'The body is larger than this route takes.'],
  415: ['unsupported-media-type', 'Send the body unpacked, with Content-Type: application/json.'],
};

/** SQLSTATEs after which the same request may work a little later. */
const UNAVAILABLE = /^(08...|53...|57P0[1-5]|57014|55P03|40001|40P01)$/u;

/** SQLSTATE of a text with a zero byte in it: UTF-8 and JSON have it, PostgreSQL does not. */
const ZERO_BYTE = '22021';

/** The driver's own words for a connection that broke under a statement or could not be had in time. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/u;

/** Any error as a problem to answer with. What is not meant for the caller becomes a bare 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return ofHttpException(error);
  if (error instanceof CommitOutcomeUnknown || isUnavailable(error)) {
    return new Problem({ status: 503, code: 'unavailable', retryAfter: 1, cause: error });
  }
  if (errorCode(error) === ZERO_BYTE) {
    const detail = 'A text in the request holds a zero byte, which no name here has. Take it out.';
    return new Problem({ status: 400, code: 'bad-request', detail, cause: error });
  }
  return ofFastify(error) ?? new Problem({ status: 500, code: 'internal', cause: error });
}

/** @param requestId identifies the request */
export function documentOf(problem: Problem, requestId: string): ProblemDocument {
  const code = problem.code ?? codeOfStatus(problem.status);
  const isOurFault = problem.status >= 500;
  const detail = isOurFault ? serverFaultDetail(problem) : problem.detail;
  return {
    ...(!isOurFault && problem.members),
    type: `/problems/${code}`,
    title: problem.title ?? STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    ...(detail !== undefined && { detail }),
    code,
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors && !isOurFault && { errors: problem.errors }),
  };
}

function ofHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  const [code, detail = error.message] = STATUS_FAULTS[status] ?? [];
  return new Problem({ status, code, detail, cause: error });
}

function ofFastify(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  const [code, detail] = FASTIFY_FAULTS[errorCode(error)] ?? STATUS_FAULTS[status] ?? [];
  return new Problem({ status, code, detail, cause: error });
}

function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (UNAVAILABLE.test(errorCode(error))) return true;
  // A socket to PostgreSQL or Redis; other system errors (a missing file, say) are faults of ours.
  if ('syscall' in error && ['connect', 'read', 'write'].includes(String(error.syscall)))
    return true;
  return error instanceof Error && CONNECTION_LOST.test(error.message);
}

function codeOfStatus(status: number): string {
  const title = STATUS_CODES[status] ?? 'error';
  return title.toLowerCase().replaceAll(/[^a-z]+/gu, '-');
}

function serverFaultDetail({ status, advice }: Problem): string {
  if (advice !== undefined) return advice;
  if (status === 503) return 'The service cannot answer just now. Try again shortly.';
  return 'The fault is ours. Tell the operator the instance of this answer.';
}
