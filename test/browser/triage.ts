import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AlertDetail } from '../../src/client/alert-answers.js';
import type { Shipment } from '../e2e/shipment.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** An inspector who goes through the inbox. @param stage what is there when the tests run; he is logged in */
export function specifyTriage(stage: () => Stage): void {
  describe('before the inbox', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      await reader.goTo('/alerts');
      await page.locator('[data-row]').first().waitFor();
    });

    /** What is in the list, as the ledger tells it; others may open meanwhile. */
    async function listed(): Promise<AlertDetail[]> {
      const token = await shipment.desk.parties.logIn(shipment.cast.inspector);
      const rows = await page.locator('[data-row]').all();
      const ids = await Promise.all(rows.map(async (row) => row.getAttribute('data-row')));
      return Promise.all(
        ids.map(async (id) => (await shipment.get(`/v1/alerts/${id}`, token)).body),
      );
    }

    it('looks at an alert without leaving the list', async () => {
      await page.locator('h1').click();
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await page.getByRole('dialog').getByText('Innocent explanations').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      expect(new URL(page.url()).pathname).toBe('/alerts');
      expect(await page.evaluate('document.activeElement.matches("[data-row]")')).toBe(true);
    });

    it('takes a decision on several alerts back before anything is signed', async () => {
      await page.getByLabel('Select all that are shown').check();
      await page.keyboard.press('i');
      await page.getByText('will be signed and sent').waitFor();
      await page.keyboard.press('u');
      await page.getByText('Nothing was signed').waitFor();

      const alerts = await listed();
      expect(alerts.length).toBeGreaterThan(0);
      const kinds = alerts.flatMap(({ history }) => history.map(({ kind }) => kind));
      expect(new Set(kinds)).toEqual(new Set(['finding']));
    });

    it('takes them all, each by a decision of its own', async () => {
      const ids = (await listed()).map(({ id }) => id);
      await page.getByRole('button', { name: 'Assign to me' }).click();
      await page.getByRole('button', { name: 'Send now' }).click();
      await page.getByText(/decisions? recorded; .* checked in this browser/u).waitFor();

      const taken = (await listed()).filter(({ id }) => ids.includes(id));
      expect(taken.length).toBe(ids.length);
      for (const { assignee, history } of taken) {
        expect(assignee).toBe(shipment.cast.inspector.id);
        expect(history.at(-1)).toMatchObject({ kind: 'decision', change: 'assign' });
      }
    });

    it('goes to a rule and to a consignment by the box of commands', async () => {
      await page.keyboard.press('Control+k');
      await page.getByLabel('A page, a rule').fill('more came out');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rules#MASS_GAIN');
      await page.locator('#MASS_GAIN h2').click();
      await page.keyboard.press('/');
      await page.getByLabel('A page, a rule').fill(shipment.ucr);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');

      await page.waitForURL(`**/c/${shipment.ucr}`);
    });
  });
}
