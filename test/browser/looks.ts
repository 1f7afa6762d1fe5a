import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Reader } from './reader.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.0 to 2.2, A and AA, and what axe calls good practice. Runs in the page. */
const LOOK = `axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`;

/**
 * The other theme on the same page, for what a theme can change: whether text can be read on its ground. Cheaper than
 * a look of its own. Runs in the page.
 */
const LOOK_ASKANCE = `(async () => {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = theme === 'dark' ? 'light' : 'dark';
  const { violations } = await axe.run({ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } });
  const told = violations.map(({ id, nodes }) => dataset.theme + ' ' + id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | '));
  if (theme === undefined) delete dataset.theme;
  else dataset.theme = theme;
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

/** What a phone folds away must be sound too. Runs in the page. */
const UNFOLD = `document.querySelectorAll('details').forEach((each) => { each.open = true; })`;

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
  await page.evaluate(UNFOLD);
  await page.evaluate(AXE);
  return {
    violations: [
      ...(await page.evaluate<string[]>(LOOK)),
      ...(await page.evaluate<string[]>(LOOK_ASKANCE)),
    ],
    firstHeadings: await page.locator('h1').count(),
    sideways: Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')),
    direction: String(await page.evaluate('document.documentElement.dir')),
  };
}

export function soundIn({ language }: Dress) {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return { shift: 0, violations: [], firstHeadings: 1, sideways: 0, direction };
}
