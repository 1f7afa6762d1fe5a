import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Reader } from './reader.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.0 to 2.2, A and AA, and what axe calls good practice. */
const SOUND = `runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`;
/** What a theme can change: whether text can be read on its ground. Cheaper than a look of its own. */
const READABLE = `runOnly: { type: 'rule', values: ['color-contrast'] }`;
/** Nothing but what is told; style sheets are not fetched again, for no rule that is asked reads them. */
const BRIEF = `resultTypes: ['violations'], preload: { assets: ['media'] }`;

/**
 * All that is told of the page in one go: what a phone folds away is unfolded, then the page looked at, then the other
 * theme on the same page. Runs in the page.
 */
const LOOK = `(async () => {
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  const told = ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ');
  const { documentElement: root } = document;
  const { violations } = await axe.run({ ${BRIEF}, ${SOUND} });
  const { theme } = root.dataset;
  root.dataset.theme = theme === 'dark' ? 'light' : 'dark';
  const other = await axe.run({ ${BRIEF}, ${READABLE} });
  const askance = other.violations.map((each) => root.dataset.theme + ' ' + told(each));
  if (theme === undefined) delete root.dataset.theme;
  else root.dataset.theme = theme;
  return {
    violations: [...violations.map(told), ...askance],
    firstHeadings: document.querySelectorAll('h1').length,
    sideways: root.scrollWidth - innerWidth,
    direction: root.dir,
  };
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

/** Every language, each theme, each width; the other theme of each is looked at on the same page. */
const FEW: readonly Dress[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'fr', theme: 'dark', width: 390 },
  { language: 'ar', theme: 'light', width: 390 },
];

/** With these all twelve there are have been looked at, for who sets `DRESSES=all`: twice as long. */
const OTHERS: readonly Dress[] = [
  { language: 'en', theme: 'dark', width: 390 },
  { language: 'fr', theme: 'light', width: 1280 },
  { language: 'ar', theme: 'dark', width: 1280 },
];

export const DRESSES = process.env['DRESSES'] === 'all' ? [...FEW, ...OTHERS] : FEW;

export interface Looked {
  readonly shift: number;
  readonly violations: readonly string[];
  readonly firstHeadings: number;
  readonly sideways: number;
  readonly direction: string;
}

interface Look {
  readonly path: string;
  /** Tells that the page has what it waits for. */
  readonly shown: string;
  readonly dress: Dress;
  /** What the reader does before the look. */
  readonly open?: (() => Promise<void>) | undefined;
}

/** Goes there in this dress, and tells what is wrong with what is seen. */
export async function lookAt(reader: Reader, { path, shown, dress, open }: Look): Promise<Looked> {
  const { page } = reader;
  const { language, theme, width } = dress;
  await reader.prefer({ language, theme });
  await page.setViewportSize({ width, height: 900 });
  await reader.goTo(path);
  await page.locator(shown).first().waitFor();
  const shift = Number(await page.evaluate(SHIFT));
  await open?.();
  return { shift, ...(await soundnessOf(page)) };
}

/** What is wrong with the page as it is now. */
export async function soundnessOf(page: Page): Promise<Omit<Looked, 'shift'>> {
  return page.evaluate<Omit<Looked, 'shift'>>(`${AXE};${LOOK}`);
}

export function soundIn({ language }: Dress) {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return { shift: 0, violations: [], firstHeadings: 1, sideways: 0, direction };
}
