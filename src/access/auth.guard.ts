import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../custody/vocabulary/roles.js';
import { ApiProblems } from '../platform/http/api-problems.js';
import { Problem } from '../platform/http/problem.js';
import type { Reader } from './reader.js';
import { Sessions } from './sessions.js';

const ROLES_KEY = Symbol('roles');
/** RFC 6750 section 2.1. */
const BEARER = /^Bearer +(?<token>[A-Za-z0-9._~+/-]+=*) *$/iu;

const readers = new WeakMap<object, Reader>();

/**
 * Lets a request through when it carries the token of a live session and, where the route names roles, its party has
 * one of them. Who is let in and what he then sees of a thing are two questions: `viewOf` answers the second.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reader = readers.get(request.raw) ?? (await this.authenticate(request));
    if (reader === undefined) throw unauthenticated(request, http.getResponse<FastifyReply>());
    readers.set(request.raw, reader);

    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(ROLES_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (roles === undefined || roles.length === 0) return true;
    if (reader.roles.some((role) => roles.includes(role))) return true;
    throw new Problem({
      status: 403,
      code: 'forbidden',
      detail: `This needs one of the roles ${roles.join(', ')}.`,
    });
  }

  private async authenticate(request: FastifyRequest): Promise<Reader | undefined> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.groups?.['token'];
    return token === undefined ? undefined : this.sessions.readerOf(token);
  }
}

/**
 * Opens a route or controller to logged-in readers of these roles; without roles, to every logged-in reader. Brings
 * the guard along, so a route cannot name roles and stay open by mistake.
 */
export function Roles(...roles: readonly Role[]): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(ROLES_KEY, roles),
    UseGuards(AuthGuard),
    ApiBearerAuth(),
    ApiProblems({ 401: ['unauthenticated'], ...(roles.length > 0 && { 403: ['forbidden'] }) }),
  );
}

/** The reader the guard let in. */
export const CurrentReader = createParamDecorator(
  (_: unknown, context: ExecutionContext): Reader => {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reader = readers.get(request.raw);
    // A route that forgot the guard stays shut.
    if (reader === undefined) throw unauthenticated(request, http.getResponse<FastifyReply>());
    return reader;
  },
);

/** One answer for a missing, unknown, expired and revoked token, as RFC 6750 section 3 has it. */
function unauthenticated(request: FastifyRequest, reply: FastifyReply): Problem {
  const isTried = request.headers.authorization !== undefined;
  const challenge = 'Bearer realm="custody-ledger"';
  void reply.header(
    'WWW-Authenticate',
    isTried ? `${challenge}, error="invalid_token"` : challenge,
  );
  return new Problem({
    status: 401,
    code: 'unauthenticated',
    detail:
      'Log in with a registered key (POST /v1/login/challenge, then POST /v1/login) and send the token as "Authorization: Bearer …".',
  });
}
