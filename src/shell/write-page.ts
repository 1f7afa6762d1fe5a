import { meaningOfReason } from '../messages/findings/findings.js';
import { type Language, type Say, sayIn } from '../messages/messages.js';
import { plainSentence } from '../messages/plain-sentence.js';
import { type VerdictFacts, verdictLines } from '../messages/verdict-lines.js';
import type { Texts } from '../messages/texts.js';
import { LANGUAGES } from './languages.js';
import type { RehearsalPerson } from './rehearsal-people.js';

export interface PageToWrite {
  /** The page as built. */
  readonly template: string;
  readonly language: Language;
  /** Addresses of files that the page will soon ask for. */
  readonly preloads?: readonly string[];
  readonly theme: string | undefined;
  /** Whom a visitor of a rehearsal may be; nobody elsewhere. */
  readonly people: readonly RehearsalPerson[];
  /** Epoch milliseconds by the clock of the ledger, which in a rehearsal is not today’s. */
  readonly now: number;
  /** What the reader may know of the consignment the page is about. */
  readonly answer?: VerdictFacts;
}

/** Writes language, theme, verdict and seed into the page: what a reader sees before any script has run. */
export function writePage(page: PageToWrite): string {
  const { template, language, theme, people, now, answer, preloads = [] } = page;
  const isThemed = theme === 'light' || theme === 'dark';
  const attributes = [
    `lang="${language}" dir="${textsOf(language).direction}"`,
    ...(isThemed ? [`data-theme="${theme}"`] : []),
    ...(people.length === 0 ? [] : [`data-rehearsal="${new Date(now).toISOString()}"`]),
  ];
  const seeds = [
    ...(answer === undefined ? [] : [seedOf('seed', answer)]),
    ...(people.length === 0 ? [] : [seedOf('people', people)]),
  ];
  return template
    .replace('lang="en" dir="ltr"', () => attributes.join(' '))
    .replace('<!--preloads-->', () => preloads.map(preloadOf).join(''))
    .replace('<!--page-->', () => (answer === undefined ? '' : bannerOf(answer, language)))
    .replace('<!--seed-->', () => seeds.join(''));
}

/** The same elements and classes as the console's own banner, which takes its place without a jump. */
function bannerOf(answer: VerdictFacts, language: Language): string {
  const { messages, findings } = textsOf(language);
  const say = sayIn(language, messages);
  const { tone, sign, headline, action } = verdictLines(answer.verdict ?? 'PARTY', say);
  const [reason] = answer.reasons ?? [];
  const lines = [
    `<p class="banner-about">${say('banner.consignment')} <bdi>${escaped(answer.ucr)}</bdi></p>`,
    `<h1><span class="banner-sign" aria-hidden="true">${sign}</span>${escaped(headline)}</h1>`,
    `<p class="banner-action">${escaped(action)}</p>`,
    reason === undefined
      ? ''
      : reasonOf(reason, meaningOfReason(answer, findings ?? undefined), say),
    `<p class="banner-proof proof-line">${escaped(say('banner.serverOnly'))}</p>`,
  ];
  return `<main class="page"><section class="banner" data-tone="${tone}">${lines.join('')}</section></main>`;
}

function textsOf(language: Language): Texts {
  const texts = LANGUAGES.get(language);
  if (texts === undefined) throw new Error(`nothing is written in ${language}`);
  return texts;
}

/** As it was signed, in English; before that what it means, in the reader's language. */
function reasonOf(reason: string, meaning: string | undefined, say: Say): string {
  const sentence = `<span lang="en" dir="ltr" class="sentence">${escaped(plainSentence(reason))}</span>`;
  if (meaning === undefined) return `<p class="banner-reason">${sentence}</p>`;
  const label = `<span class="soft">${escaped(say('finding.signed'))}</span>`;
  return `<p class="banner-reason">${escaped(meaning)}<span class="signed">${label} ${sentence}</span></p>`;
}

/** Behind what is drawn at once: the styles, and the scripts that the page names itself. */
function preloadOf(address: string): string {
  return `<link rel="modulepreload" fetchpriority="low" crossorigin href="${escaped(address)}">`;
}

/** Inert data, not a script: the policy lets no inline script run. `<` would end the element. */
function seedOf(id: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${id}">${json}</script>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
