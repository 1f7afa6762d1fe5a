import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Shipment } from '../e2e/shipment.js';
import { ANSWERS } from './in-page.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  /** Logged in as an inspector. */
  readonly reader: Reader;
}

/** Pages that were seen, and a device without a network. @param stage what is there when the tests run */
export function specifyWithoutNetwork(stage: () => Stage): void {
  describe('what was seen', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;
    let alert: string;

    const pages: readonly (readonly [name: string, path: () => string, shown: string])[] = [
      ['alerts', () => '/alerts', '[data-row]'],
      ['alert', () => `/alerts/${alert}`, '#means'],
      ['parties', () => '/parties', 'tbody tr'],
      ['party', () => `/parties/${shipment.cast.truck.id}`, '.proof'],
      ['log', () => '/log', 'tbody tr'],
      ['rules', () => '/rules', '#CUSTODY_BREAK'],
    ];

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      ({ id: alert } = await shipment.brokenAlert());
      await reader.prefer({ language: 'en', theme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      for (const [, pathOf, shown] of pages) {
        await reader.goTo(pathOf());
        await page.locator(shown).first().waitFor();
      }
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await page.context().setOffline(true);
    });

    afterAll(() => page.context().setOffline(false));

    it.each(pages)('shows the page of the %s, and of when it is', async (_name, pathOf, shown) => {
      await reader.goTo(pathOf());
      await page.locator(shown).first().waitFor();

      await page.getByText('No network: what stands here was fetched on').waitFor();
    });

    it('offers no decision', async () => {
      await reader.goTo('/alerts');
      await page.locator('[data-row]').first().waitFor();
      expect(await page.locator('[data-cell=select] input').count()).toBe(0);
      await reader.goTo(`/alerts/${alert}`);
      await page.getByText('This needs a network').first().waitFor();

      expect(await page.locator('#finding').count()).toBe(0);
    });

    it('is asked for anew when there is a network again', async () => {
      await reader.goTo('/alerts');
      await page.getByText('No network: what stands here').waitFor();
      await page.context().setOffline(false);
      await page.getByText('No network: what stands here').waitFor({ state: 'detached' });

      await page.locator('[data-cell=select] input').first().waitFor();
    });

    it('goes at logout, but for what everybody is told', async () => {
      expect(await page.evaluate(ANSWERS)).toMatchObject({ own: expect.any(Number) });
      await reader.logOut();
      expect(await page.evaluate(ANSWERS)).toMatchObject({ own: 0 });
      await page.context().setOffline(true);
      await reader.goTo('/alerts');
      await page.getByText('Log in to see this page').waitFor();
      expect(await page.locator('[data-row]').count()).toBe(0);
      await page.context().setOffline(false);
      await reader.logIn(shipment.cast.inspector);
    });
  });
}
