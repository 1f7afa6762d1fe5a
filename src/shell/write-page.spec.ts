import { describe, expect, it } from '@jest/globals';
import type { VerdictFacts } from '../messages/verdict-lines.js';
import { writePage } from './write-page.js';

const template =
  '<html lang="en" dir="ltr"><!--preloads--><div id="root"><!--page--></div><!--seed--></html>';
const answer: VerdictFacts = {
  ucr: `6RW'"<&`,
  verdict: 'BROKEN',
  recommendedAction: 'detain and refer',
  reasons: ['</script><script>alert(1)</script> $& $1', 'more'],
  asOf: { index: 7, time: '2026-11-22T12:00:00.000Z' },
};

const now = Date.parse('2026-06-14T09:30:00Z');

describe('a page that is written', () => {
  it('says nothing of a consignment to whom it may say nothing', () => {
    const page = writePage({ template, language: 'en', theme: undefined, people: [], now });

    expect(page).toBe('<html lang="en" dir="ltr"><div id="root"></div></html>');
  });

  it('says the verdict in the reader’s language and direction', () => {
    const page = writePage({ template, language: 'ar', theme: 'dark', people: [], now, answer });

    expect(page).toContain('<html lang="ar" dir="rtl" data-theme="dark">');
    expect(page).toContain('سلسلة الحيازة مقطوعة');
  });

  it('says what the reason means in the reader’s language, beside what was signed', () => {
    const sentence = 'The outputs hold 27.8 % more.';
    const gaps = [{ rule: 'MASS_GAIN', sentence }];
    const told = { ...answer, reasons: [sentence], gaps };
    const page = writePage({
      template,
      language: 'fr',
      theme: undefined,
      people: [],
      now,
      answer: told,
    });

    expect(page).toContain('Il est sorti d’une transformation plus de marchandise');
    expect(page).toContain(`<span lang="en" dir="ltr" class="sentence">${sentence}</span>`);
  });

  it('lets nothing that a stranger signed become markup or a pattern', () => {
    const page = writePage({
      template,
      language: 'en',
      theme: '"><script>',
      people: [],
      now,
      answer,
    });

    expect(page.match(/<script/gu)).toEqual(['<script']);
    expect(page).toContain('<bdi>6RW&#39;&quot;&lt;&amp;</bdi>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; $&amp; $1</span></p>');
  });

  it('brings the whole answer along, for the console to go on with', () => {
    const page = writePage({ template, language: 'en', theme: undefined, people: [], now, answer });
    const seed = /id="seed">(?<json>[^<]*)<\/script>/u.exec(page)?.groups?.['json'] ?? '';

    expect(JSON.parse(seed)).toEqual(answer);
  });

  it('brings along whom a visitor of a rehearsal may be, and what time it plays at', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' } as const;
    const people = [{ party: 'P-1', name: 'One </script>', role: 'inspector', jwk }];
    const page = writePage({ template, language: 'en', theme: undefined, people, now });
    const seed = /id="people">(?<json>[^<]*)<\/script>/u.exec(page)?.groups?.['json'] ?? '';

    expect(JSON.parse(seed)).toEqual(people);
    expect(page).toContain('<html lang="en" dir="ltr" data-rehearsal="2026-06-14T09:30:00.000Z">');
  });

  it('asks for the files that it starts with', () => {
    const page = writePage({
      template,
      language: 'en',
      theme: undefined,
      people: [],
      now,
      preloads: ['/assets/en-1.js'],
    });

    expect(page).toContain(
      '<link rel="modulepreload" fetchpriority="low" crossorigin href="/assets/en-1.js">',
    );
  });

  it('tells a party no verdict', () => {
    const told = { ...answer, verdict: null, recommendedAction: null, reasons: null };
    const page = writePage({
      template,
      language: 'en',
      theme: undefined,
      people: [],
      now,
      answer: told,
    });

    expect(page).toContain('Your part of the record');
    expect(page).not.toContain('broken');
  });
});
