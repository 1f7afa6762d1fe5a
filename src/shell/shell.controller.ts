import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Roles } from '../access/auth.guard.js';
import { Sessions } from '../access/sessions.js';
import { spelledConsignment } from '../custody/vocabulary/spelled-consignment.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { notFound, Problem } from '../platform/http/problem.js';
import type { ProvenanceAnswer } from '../provenance/answer/answer.schemas.js';
import { ProvenanceAnswers } from '../provenance/answer/provenance-answers.js';
import {
  consolePage,
  isConsoleBuilt,
  offlineVerifier,
  preloads,
  serviceWorker,
  webManifest,
} from './console-files.js';
import { clearPageToken, cookieOf, pageTokenOf, setPageToken } from './cookies.js';
import { DOWNLOAD_POLICY, SERVICE_WORKER_POLICY, setPageHeaders } from './page-headers.js';
import { languageOf } from './page-language.js';
import { RehearsalPeople } from './rehearsal-people.js';
import { writePage } from './write-page.js';

/** Addresses that the console knows, without the first slash; it draws them itself. */
export const PAGES = [
  '',
  'file',
  'login',
  'alerts',
  'alerts/:id',
  'post',
  'log',
  'rules',
  'health',
  'developers',
  'parties',
  'parties/:id',
  'registry',
  'webhooks',
  'webhooks/:id',
  'c/:ucr/label',
];

/** The web console's pages. They hold nothing confidential but, for a reader who may know it, a verdict. */
@ApiExcludeController()
@Controller()
export class ShellController {
  constructor(
    private readonly sessions: Sessions,
    private readonly answers: ProvenanceAnswers,
    private readonly rehearsal: RehearsalPeople,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PAGES)
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send(request, reply);
  }

  @Get('service-worker.js')
  @Header('cache-control', 'no-cache')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('content-security-policy', SERVICE_WORKER_POLICY)
  serviceWorker(): string {
    if (!isConsoleBuilt()) throw notBuilt();
    return serviceWorker();
  }

  @Get('manifest.webmanifest')
  @Header('cache-control', 'no-cache')
  @Header('content-type', 'application/manifest+json')
  manifest(): string {
    if (!isConsoleBuilt()) throw notBuilt();
    return webManifest();
  }

  /** To be saved, never to run at this address: whoever opens it from a disk needs to trust no service. */
  @Get('custody-verifier.html')
  @Header('cache-control', 'no-cache')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="custody-verifier.html"')
  @Header('content-security-policy', DOWNLOAD_POLICY)
  verifier(): string {
    if (!isConsoleBuilt()) throw notBuilt();
    return offlineVerifier();
  }

  /** Without a session, or for a consignment that is not the reader's: the same page as for one that is not there. */
  @Get('c/:ucr')
  async consignment(
    @Param('ucr') ucr: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.send(request, reply, await this.answerFor(request, ucr));
  }

  /** Opens the pages of consignments to this browser's navigations for as long as the token lives. */
  @Post('console/session')
  @Roles()
  @HttpCode(204)
  openPages(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    const token = (request.headers.authorization ?? '').replace(/^Bearer +/iu, '').trim();
    setPageToken(request, reply, token);
  }

  @Delete('console/session')
  @HttpCode(204)
  closePages(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    clearPageToken(request, reply);
  }

  /** A person who mistyped gets a page that helps; a program gets the problem it expects. */
  @Get('*')
  nothing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const isPerson = request.headers.accept?.includes('text/html') === true;
    if (!isPerson || !isConsoleBuilt()) throw notFound();
    void reply.code(404);
    this.send(request, reply);
  }

  private send(request: FastifyRequest, reply: FastifyReply, answer?: ProvenanceAnswer): void {
    if (!isConsoleBuilt()) throw notBuilt();
    setPageHeaders(reply);
    const language = languageOf(request);
    // Of a consignment that is not told nothing is drawn.
    const isDrawn = request.routeOptions.url !== '/c/:ucr' || answer !== undefined;
    const page = {
      template: consolePage(),
      language,
      preloads: preloads(language, isDrawn ? request.routeOptions.url : undefined),
      theme: cookieOf(request, 'theme'),
      people: this.rehearsal.all,
      now: this.clock.now(),
      ...(answer && { answer }),
    };
    void reply.send(writePage(page));
  }

  private async answerFor(
    request: FastifyRequest,
    ucr: string,
  ): Promise<ProvenanceAnswer | undefined> {
    const token = pageTokenOf(request);
    const reader = token === undefined ? undefined : await this.sessions.readerOf(token);
    const answer =
      reader && (await this.answers.answer(reader, spelledConsignment(ucr), undefined));
    // The console checks the proofs of the evidence file, not these.
    return (
      answer && { ...answer, integrity: { ...answer.integrity, proofs: [], completeness: null } }
    );
  }
}

function notBuilt(): Problem {
  const detail = 'The console is not built; `npm run build` builds it. The API works without it.';
  return new Problem({ status: 503, code: 'unavailable', detail });
}
