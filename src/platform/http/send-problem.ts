import type { FastifyReply } from 'fastify';
import { documentOf, PROBLEM_TYPE } from './problem-document.js';
import type { Problem } from './problem.js';

/** Answers with a problem. No cache may keep it, whatever the route said of its answers. */
export function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  requestId: string,
): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(`${PROBLEM_TYPE}; charset=utf-8`)
    .send(JSON.stringify(documentOf(problem, requestId)));
}
