import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Shipment } from '../e2e/shipment.js';
import { until } from '../support/until.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** What an exporter has begun, and what he may begin. @param stage what is there when the tests run; he is logged in */
export function specifyDrafts(stage: () => Stage): void {
  describe('an exporter before the wizard', () => {
    let reader: Reader;
    let page: Page;

    beforeAll(async () => {
      ({ reader } = stage());
      ({ page } = reader);
      await reader.goTo('/post');
    });

    const draftsOf = () => page.locator('section[aria-labelledby=drafts-title] li');

    it('is told why an event cannot happen to goods that he names', async () => {
      await page.getByLabel('Number of the lot or piece it is about').fill('LOT-BROWSER');
      await page.keyboard.press('Tab');
      await page.getByText('It has come into being already.').waitFor();

      const commission = page.getByLabel('Came into being', { exact: true });
      expect(await commission.isDisabled()).toBe(true);
      const why = await commission.getAttribute('aria-describedby');
      expect(await page.locator(`[id="${why}"]`).textContent()).toBe(
        'It has come into being already.',
      );
      expect(await page.getByLabel('Packed', { exact: true }).isDisabled()).toBe(false);
    });

    it('begins with the goods that he named', async () => {
      await page.getByLabel('Packed', { exact: true }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL('**/post?at=*&draft=*');
      const own = new URL(page.url()).searchParams.get('draft') ?? '';
      await reader.goTo(`/post?at=goods&draft=${own}`);

      expect(await page.getByLabel('Number of the lot or piece').inputValue()).toBe('LOT-BROWSER');
    });

    it('keeps each draft by itself, and throws away the one he says', async () => {
      await reader.goTo('/post');
      await draftsOf().filter({ hasText: 'LOT-BROWSER' }).waitFor();
      const before = await draftsOf().count();
      await page.getByLabel('Sealed', { exact: true }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL('**/post?at=*&draft=*');
      await reader.goTo('/post');
      await until(async () => (await draftsOf().count()) === before + 1);

      const packed = draftsOf().filter({ hasText: 'LOT-BROWSER' });
      expect(await packed.count()).toBe(1);
      await draftsOf().filter({ hasText: 'Sealed' }).first().getByText('Throw away').click();
      await until(async () => (await draftsOf().count()) === before);
      await page.reload();
      await until(async () => (await draftsOf().count()) === before);
      await packed.getByRole('link', { name: 'Go on' }).click();
      await page.waitForURL('**/post?at=*&draft=*');
    });
  });
}
