import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS } from '../access/sessions.js';

/** Read only where pages of consignments are written, and sent by browsers only there. */
const SESSION_COOKIE = 'custody-page';
const SESSION_PATH = '/c';

/** RFC 6265 section 5.2, as far as our own cookies need it. */
export function cookieOf(
  request: Pick<FastifyRequest, 'headers'>,
  name: string,
): string | undefined {
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const found = parts.find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

export function pageTokenOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, SESSION_COOKIE);
}

/**
 * No script reads it, no other site sends it, and the API does not look at it: it lets a browser's own navigation show
 * a verdict before any script has run, and nothing else.
 */
export function setPageToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.header('set-cookie', sessionCookie(request, token, SESSION_MS / 1000));
}

export function clearPageToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', sessionCookie(request, '', 0));
}

function sessionCookie({ protocol }: FastifyRequest, value: string, maxAge: number): string {
  const attributes = [`Path=${SESSION_PATH}`, `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Strict'];
  if (protocol === 'https') attributes.push('Secure');
  return [`${SESSION_COOKIE}=${value}`, ...attributes].join('; ');
}
