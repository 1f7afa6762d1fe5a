import type { Language } from '../../messages/messages.js';

/** The country in the reader's language, with its code: papers name it by that. */
export function countryIn(language: Language, code: string): string {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const name = /^[A-Z]{2}$/u.test(code) ? names.of(code) : undefined;
  return name === undefined ? code : `${name} (${code})`;
}
