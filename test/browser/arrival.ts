import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { START_MS } from '../e2e/desk.js';
import type { Shipment } from '../e2e/shipment.js';
import { SLOW_3G } from './in-page.js';
import { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  /** Logged in as an inspector. */
  readonly reader: Reader;
}

/** Bytes of scripts and texts, gzipped, until the first page can be used: what the build allows, of what comes indeed. */
const MOST_BYTES = 95_000;
/** A page has come when nothing was fetched, and nothing moved, for so long. */
const QUIET_MS = 2_500;

/** Notes from the beginning what moves by itself (https://wicg.github.io/layout-instability/). Runs in the page. */
const WATCH = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput)
        globalThis.shifts.push(value + ' ' + sources.map(({ node }) =>
          (node?.parentElement?.className ?? '') + '>' + (node?.nodeName ?? '') + '.' + (node?.className ?? '')).join(' '));
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** When the number can be typed. Runs in the page. */
const NOTE_USABLE = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('input[name=ucr]') === null) return;
    globalThis.usableAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;

const SCRIPTS = `performance.getEntriesByType('resource')
  .filter(({ name, startTime }) => /\\.js$/.test(name) && startTime <= globalThis.usableAt)
  .map(({ name }) => new URL(name).pathname)`;

/** How pages come over a thin line. @param stage what is there when the tests run */
export function specifyArrival(stage: () => Stage): void {
  describe('the first page', () => {
    let shipment: Shipment;
    let visitor: Reader;

    beforeAll(async () => {
      ({ shipment } = stage());
      visitor = await Reader.open(shipment.desk.service);
      await visitor.page.addInitScript({ content: NOTE_USABLE });
    }, START_MS);

    afterAll(async () => visitor?.close(), START_MS);

    it.each(['en', 'fr', 'ar'])('can be used in %s after few bytes', async (language) => {
      await visitor.prefer({ language });
      await visitor.goTo('/');
      await visitor.page.locator('input[name=ucr]').waitFor();
      const scripts = await visitor.page.evaluate<string[]>(SCRIPTS);
      const sizes = await Promise.all(
        scripts.map(async (path) => gzipSync((await shipment.desk.ask(path)).text).length),
      );

      expect(scripts.some((path) => path.includes(`/${language}-first-`))).toBe(true);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
    });
  });

  describe('over slow 3G', () => {
    let shipment: Shipment;
    let page: Page;
    let reader: Reader;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      page = await reader.page.context().newPage();
      await page.addInitScript({ content: WATCH });
      const line = await page.context().newCDPSession(page);
      await line.send('Network.enable');
      await line.send('Network.setCacheDisabled', { cacheDisabled: true });
      await line.send('Network.setBypassServiceWorker', { bypass: true });
      await line.send('Network.emulateNetworkConditions', SLOW_3G);
    }, START_MS);

    afterAll(async () => page?.close());

    const pages: readonly (readonly [name: string, path: () => string, shown: string])[] = [
      ['check', () => '/', 'input[name=ucr]'],
      ['consignment', () => `/c/${shipment.ucr}`, '.banner-proof[role=status]'],
      ['alerts', () => '/alerts', '[data-row]'],
      ['log', () => '/log', 'tbody tr'],
      ['rules', () => '/rules', '#CUSTODY_BREAK'],
      ['parties', () => '/parties', 'tbody tr'],
    ];
    const dresses = [
      ['on a desk', { width: 1280, height: 900 }, 'en'],
      ['on a telephone, from the right', { width: 390, height: 844 }, 'ar'],
    ] as const;

    describe.each(dresses)('%s', (_name, size, language) => {
      it.each(pages)(
        'nothing of the %s page moves while it comes',
        async (_page, pathOf, shown) => {
          await reader.prefer({ language, theme: 'light' });
          await page.setViewportSize(size);
          await page.goto(shipment.desk.service.url + pathOf(), { waitUntil: 'commit' });
          await page.locator(shown).first().waitFor();
          await quiet(page);

          expect(await page.evaluate('globalThis.shifts')).toEqual([]);
        },
      );
    });
  });
}

/** Until nothing was fetched for a while: what comes last moves things too. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let timer;
    const wait = () => { clearTimeout(timer); timer = setTimeout(resolve, ${QUIET_MS}); };
    new PerformanceObserver(wait).observe({ type: 'resource' });
    wait();
  })`);
}
