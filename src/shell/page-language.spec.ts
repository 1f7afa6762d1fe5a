import { describe, expect, it } from '@jest/globals';
import { cookieOf } from './cookies.js';
import { languageOf } from './page-language.js';

const request = (headers: Record<string, string>) => ({ headers });

describe('the language of a page', () => {
  it.each([
    [{}, 'en'],
    [{ 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' }, 'fr'],
    [{ 'accept-language': 'sw, ar;q=0.5, fr;q=0.4' }, 'ar'],
    [{ 'accept-language': 'en;q=0.1, fr;q=0.9' }, 'fr'],
    [{ 'accept-language': ';;q=x,,' }, 'en'],
    [{ 'accept-language': 'fr', cookie: 'theme=dark; language=ar' }, 'ar'],
    [{ 'accept-language': 'fr', cookie: 'language=xx' }, 'fr'],
  ])('of a request with %j is %s', (headers, language) => {
    expect(languageOf(request(headers))).toBe(language);
  });
});

describe('a cookie', () => {
  it('is found by its whole name', () => {
    const asked = request({ cookie: 'my-theme=a; theme=b=c' });

    expect(cookieOf(asked, 'theme')).toBe('b=c');
    expect(cookieOf(asked, 'none')).toBeUndefined();
  });
});
