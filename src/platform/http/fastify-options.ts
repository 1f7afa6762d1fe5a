import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { DEFAULT_BODY_LIMIT } from './route-config.js';
import { documentOf, PROBLEM_TYPE, problemOf } from './problem-document.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

/** How often Node looks for requests that take too long: the error of every time limit. */
const CHECKING_INTERVAL_MS = 2000;
const HEADERS_TIMEOUT_MS = 10_000;
/** A socket on which nothing moves; event streams send a heartbeat far more often. */
const CONNECTION_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_TIMEOUT_MS = 30_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** What a socket says when a request is cut before there is a request to answer. */
const SOCKET_FAULTS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Problem({
    status: 408,
    code: 'request-timeout',
    detail: 'The request took too long to arrive.',
  }),
  HPE_HEADER_OVERFLOW: new Problem({
    status: 431,
    code: 'headers-too-large',
    detail: 'The header fields are larger than 16 KiB.',
  }),
};

const NOT_HTTP = new Problem({ status: 400, code: 'bad-request', detail: 'This is not HTTP/1.1.' });

/** Limits of the HTTP server; every request is bounded in bytes and in time. */
export function fastifyOptions({ http }: Pick<Config, 'http'>) {
  return {
    bodyLimit: DEFAULT_BODY_LIMIT,
    requestTimeout: http.requestTimeoutMs,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      connectionsCheckingInterval: CHECKING_INTERVAL_MS,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, http.requestTimeoutMs),
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    routerOptions: { maxParamLength: 300 },
    trustProxy: http.trustProxy.length > 0 ? [...http.trustProxy] : false,
    genReqId: () => randomUUID(),
    requestIdHeader: false as const,
    clientErrorHandler: answerSocketFault,
    frameworkErrors: answerRouterFault,
  };
}

/** The router refused the path; no hook and no filter sees that. */
function answerRouterFault(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const plain = reply
    .header('x-content-type-options', 'nosniff')
    .header('x-request-id', request.id);
  const isPerson = request.headers.accept?.includes('text/html') === true;
  if (error.code === 'FST_ERR_BAD_URL' && request.method === 'GET' && isPerson) {
    plain.header('cache-control', 'no-store').code(302).header('location', asTyped(request.url));
    void plain.send();
    return;
  }
  void sendProblem(plain, problemOf(error), request.id);
}

/**
 * The address that means what a person typed, every `%` for itself: there a page helps. One slash in front, for two would
 * lead to another host.
 */
function asTyped(url: string): string {
  return `/${url.replace(/^[/\\]+/u, '').replaceAll('%', '%25')}`;
}

function answerSocketFault(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = SOCKET_FAULTS[error.code ?? ''] ?? NOT_HTTP;
  const body = JSON.stringify(documentOf(problem, randomUUID()));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
