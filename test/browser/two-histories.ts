import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Shipment } from '../e2e/shipment.js';
import { soundnessOf } from './looks.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  /** Logged in as an inspector. */
  readonly reader: Reader;
}

/** Has this browser remember another tree than the one it was shown. Runs in the page. */
const OTHER_TREE = `(() => {
  const [seen, ...others] = JSON.parse(localStorage.getItem('custody-checkpoints'));
  const other = { ...seen, root: btoa('another tree'.padEnd(32, '.')) };
  localStorage.setItem('custody-checkpoints', JSON.stringify([other, ...others]));
})()`;

/** A browser that remembers another history than the ledger tells. @param stage what is there when the tests run */
export function specifyTwoHistories(stage: () => Stage): void {
  describe('a browser that saw another history', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      await reader.prefer({ language: 'en', theme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await reader.goTo('/log');
      await page.locator('tbody tr').first().waitFor();
      await page.evaluate(OTHER_TREE);
    });

    afterAll(() => page.evaluate(`localStorage.removeItem('custody-checkpoints')`));

    it('says so on the page of the log, and saves both checkpoints', async () => {
      await reader.goTo('/log');
      await page.getByRole('alert').getByText('Two histories').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save both checkpoints' }).click(),
      ]);
      const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));

      expect(download.suggestedFilename()).toMatch(/^custody-misbehaviour-[\dTZ-]+\.json$/u);
      expect(saved).toMatchObject({ format: 'custody-misbehaviour/v1', kind: 'fork' });
      expect([saved.saved, saved.seen].map((note) => note.split('\n')[0])).toEqual([
        shipment.desk.origin,
        shipment.desk.origin,
      ]);
      expect(await soundnessOf(page)).toEqual([]);
    });

    it('says so above a consignment whose evidence rests on the other', async () => {
      await reader.goTo(`/c/${shipment.ucr}`);
      await page.locator('.banner-proof[role=status]').waitFor();
      await page.getByRole('alert').getByText('Two histories').waitFor();

      expect(await page.getByRole('button', { name: 'Save both checkpoints' }).count()).toBe(1);
    });

    it('compares again with what it sees from then on', async () => {
      await page.evaluate(`localStorage.removeItem('custody-checkpoints')`);
      await reader.goTo(`/c/${shipment.ucr}`);
      await page.locator('.banner-proof[role=status]').waitFor();
      await page
        .getByText('This browser sees the log for the first time')
        .waitFor({ state: 'attached' });
      await page.reload();
      await page.locator('.banner-proof[role=status]').waitFor();

      await page.getByText('are of one history').waitFor({ state: 'attached' });
    });
  });
}
