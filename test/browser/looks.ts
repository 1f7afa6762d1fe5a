import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Reader } from './reader.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.0 to 2.2, A and AA, and what axe calls good practice. */
const SOUND_RULES = `runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`;
/** What a theme can change: whether text can be read on its ground. */
const READABLE = `runOnly: { type: 'rule', values: ['color-contrast'] }`;
/** What words, their direction and the width can change: names, languages, sizes, what does not fit, and what can be read. */
const WORDED = `runOnly: { type: 'rule', values: [
  'aria-command-name', 'aria-dialog-name', 'aria-input-field-name', 'aria-toggle-field-name', 'button-name',
  'color-contrast', 'document-title', 'empty-heading', 'heading-order', 'html-has-lang', 'html-lang-valid', 'label',
  'label-content-name-mismatch', 'landmark-unique', 'link-in-text-block', 'link-name', 'page-has-heading-one', 'region',
  'scrollable-region-focusable', 'select-name', 'summary-name', 'svg-img-alt', 'target-size', 'valid-lang',
] }`;
/** Nothing but what is told; style sheets are not fetched again, for no rule that is asked reads them. */
const BRIEF = `resultTypes: ['violations'], preload: { assets: ['media'] }`;

/** Leads to every part of the page: what a phone folds away is unfolded. Runs in the page. */
const UNFOLD = `document.querySelectorAll('details').forEach((each) => { each.open = true; })`;

/** What is wrong with the page in this dress. Runs in the page. */
const soundIn = (rules: string): string => `(async () => {
  const { documentElement: root } = document;
  const { violations } = await axe.run({ ${BRIEF}, ${rules} });
  const told = violations.map(
    ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | '),
  );
  const sideways = root.scrollWidth - innerWidth;
  if (sideways > 0) told.push('scrolls sideways by ' + sideways);
  const first = document.querySelectorAll('h1').length;
  if (first !== 1) told.push('first headings: ' + first);
  const direction = root.lang === 'ar' ? 'rtl' : 'ltr';
  if (root.dir !== direction) told.push('written ' + root.dir);
  return told;
})()`;

/** How much of the page moved by itself while it came (https://wicg.github.io/layout-instability/). Runs in the page. */
const SHIFT = `new Promise((resolve) => {
  const seen = [];
  const add = (entries) => seen.push(...entries.filter(({ hadRecentInput }) => !hadRecentInput));
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => {
    add(observer.takeRecords());
    resolve(seen.reduce((sum, { value }) => sum + value, 0));
  }));
})`;

export interface Dress {
  readonly language: string;
  readonly theme: string;
  readonly width: number;
}

const LANGUAGES = ['en', 'fr', 'ar'];
const THEMES = ['light', 'dark'];
const WIDTHS = [1280, 390];
const [DESK = 1280] = WIDTHS;

/** For what a page does while it comes: every language, theme and width once. */
export const DRESSES: readonly Dress[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'fr', theme: 'dark', width: 390 },
  { language: 'ar', theme: 'light', width: 390 },
];

export interface Looked {
  readonly shift: number;
  /** By dress. */
  readonly faults: readonly string[];
}

export const SOUND: Looked = { shift: 0, faults: [] };

interface Look {
  readonly path: string;
  /** Tells that the page has what it waits for. */
  readonly shown: string;
  /** What the reader does before the look. */
  readonly open?: (() => Promise<void>) | undefined;
}

/** Goes there, and tells how much moved by itself. */
export async function shiftAt(
  reader: Reader,
  { path, shown, dress }: Omit<Look, 'open'> & { readonly dress: Dress },
): Promise<number> {
  const { page } = reader;
  const { language, theme, width } = dress;
  await reader.prefer({ language, theme });
  await page.setViewportSize({ width, height: 900 });
  await reader.goTo(path);
  await page.locator(shown).first().waitFor();
  return Number(await page.evaluate(SHIFT));
}

/**
 * Goes there in English, light, on a desk, and tells what is wrong with what is seen in every language, theme and width: a
 * page changes its dress where it stands, as readers change it. It is left as it came.
 */
export async function lookAt(reader: Reader, { path, shown, open }: Look): Promise<Looked> {
  const { page } = reader;
  const [dress] = DRESSES;
  if (dress === undefined) throw new Error('there is no dress');
  const shift = await shiftAt(reader, { path, shown, dress });
  // What is opened may be there without a network.
  for (const language of [...LANGUAGES, 'en']) await speak(page, language);
  await open?.();
  return { shift, faults: await faultsOf(page) };
}

async function faultsOf(page: Page): Promise<string[]> {
  await prepare(page);
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const language of LANGUAGES) {
      await speak(page, language);
      for (const theme of THEMES) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        const told = await page.evaluate<string[]>(soundIn(rulesFor(language, theme)));
        faults.push(...told.map((fault) => `${language} ${theme} ${width}: ${fault}`));
      }
    }
  }
  await speak(page, 'en');
  await page.evaluate(`document.documentElement.dataset.theme = 'light'`);
  await page.setViewportSize({ width: DESK, height: 900 });
  return faults;
}

/** Every rule once a width; then what the dress can change. */
function rulesFor(language: string, theme: string): string {
  if (theme === 'dark') return READABLE;
  return language === 'en' ? SOUND_RULES : WORDED;
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(UNFOLD);
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(AXE);
}

/** As the reader does with the choice of languages, which may lie behind a dialog. */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const { documentElement: root } = document;
    const choice = document.querySelector('.masthead select');
    const told = () => requestAnimationFrame(() => setTimeout(resolve));
    if (root.lang === '${language}') return told();
    const watched = new MutationObserver(() => {
      if (root.lang !== '${language}') return;
      watched.disconnect();
      told();
    });
    watched.observe(root, { attributes: true });
    choice.value = '${language}';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  })`);
}

/** What is wrong with the page as it is now, in the dress it is in. */
export async function soundnessOf(page: Page): Promise<readonly string[]> {
  await prepare(page);
  return page.evaluate<string[]>(soundIn(SOUND_RULES));
}
