import type { FastifyRequest } from 'fastify';
import { ar, findings as inArabic } from '../messages/ar.js';
import { en } from '../messages/en.js';
import type { Findings } from '../messages/findings/findings.js';
import { findings as inFrench, fr } from '../messages/fr.js';
import { isLanguage, type Language, type Messages } from '../messages/messages.js';
import { weighted } from '../platform/http/weighted.js';
import { cookieOf } from './cookies.js';

export const CATALOGUES: Readonly<Record<Language, Messages>> = { en, fr, ar };
/** Findings are signed in English: there it needs no telling what they mean. */
export const FINDINGS: Readonly<Partial<Record<Language, Findings>>> = {
  fr: inFrench,
  ar: inArabic,
};

/** What the reader chose before, else the first language of the browser that we speak (RFC 9110 section 12.5.4). */
export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const chosen = cookieOf(request, 'language');
  if (isLanguage(chosen)) return chosen;
  const accepted = weighted((request.headers['accept-language'] ?? '').slice(0, 200));
  const wanted = accepted.toSorted((a, b) => b.weight - a.weight);
  return wanted.map(({ value }) => value.split('-')[0]).find(isLanguage) ?? 'en';
}
