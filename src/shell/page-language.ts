import type { FastifyRequest } from 'fastify';
import type { Language } from '../messages/messages.js';
import { weighted } from '../platform/http/weighted.js';
import { cookieOf } from './cookies.js';
import { LANGUAGES } from './languages.js';

/** What the reader chose before, else the first language of the browser that we speak (RFC 9110 section 12.5.4). */
export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const chosen = cookieOf(request, 'language');
  if (chosen !== undefined && LANGUAGES.has(chosen)) return chosen;
  const accepted = weighted((request.headers['accept-language'] ?? '').slice(0, 200));
  const wanted = accepted.toSorted((a, b) => b.weight - a.weight);
  const tags = wanted.flatMap(({ value }) => [value, value.split('-')[0] ?? '']);
  return tags.find((tag) => LANGUAGES.has(tag)) ?? 'en';
}
