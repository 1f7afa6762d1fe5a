import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { problemOf } from './problem-document.js';
import { sendProblem } from './send-problem.js';

/** Answers every error as problem details, also those that Fastify raised before a route ran. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const route = request.routeOptions?.url;
      this.logger.error({ err: error, requestId: request.id, route }, 'request failed');
    }
    if (reply.sent || reply.raw.headersSent) {
      // Part of an answer went out: cutting the connection is the only way left to say it is not whole.
      reply.raw.destroy();
      return;
    }
    if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
    void sendProblem(reply, problem, request.id);
  }
}
