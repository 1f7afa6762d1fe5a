import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Metrics } from '../platform/metrics/metrics.js';
import { ASSETS_FOLDER, isConsoleBuilt } from './console-files.js';
import { REPORTS_PATH } from './page-headers.js';

const REPORT_BYTES = 16_384;
const DIRECTIVE = /^[a-z-]{1,40}$/u;

/** Serves the console's files, which never change under their names, and counts what its policy stopped. */
@Injectable()
export class ShellAssets implements OnModuleInit {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly metrics: Metrics,
  ) {}

  /** Not awaited: that would load what is registered before the application has set its error handler. */
  onModuleInit(): void {
    // A command of the command line opens the same module and serves nobody.
    const { httpAdapter } = this.adapter as Partial<HttpAdapterHost>;
    if (!httpAdapter) return;
    const fastify: FastifyInstance = httpAdapter.getInstance();
    void fastify.register(async (scope) => this.countReports(scope));
    if (!isConsoleBuilt()) return;
    void fastify.register(fastifyStatic, {
      root: ASSETS_FOLDER,
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
      decorateReply: false,
    });
  }

  /** Browsers post reports in a media type of their own; a scope of its own keeps it from every other route. */
  private countReports(scope: FastifyInstance): void {
    const reports = this.metrics.counter({
      name: 'custody_csp_reports_total',
      help: 'Violations of the content security policy of the console, as browsers report them.',
      labels: ['directive'],
    });
    const type = 'application/csp-report';
    const options = { parseAs: 'string', bodyLimit: REPORT_BYTES } as const;
    scope.addContentTypeParser<string>(type, options, (_request, body, done) => done(null, body));
    scope.post(REPORTS_PATH, async (request, reply) => {
      reports.inc({ directive: directiveOf(request.body) });
      return reply.code(204).send();
    });
  }
}

/** Only the name of the directive: the addresses in a report name consignments. */
function directiveOf(body: unknown): string {
  try {
    const report: { 'csp-report'?: { 'effective-directive'?: unknown } } = JSON.parse(String(body));
    const directive = report['csp-report']?.['effective-directive'];
    return typeof directive === 'string' && DIRECTIVE.test(directive) ? directive : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
