import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AlertSummary } from '../../src/client/alert-answers.js';
import type { Shipment } from '../e2e/shipment.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** An inspector who goes through the inbox. @param stage what is there when the tests run; he is logged in */
export function specifyTriage(stage: () => Stage): void {
  describe('an inspector before the inbox', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      await reader.goTo('/alerts?show=unassigned');
      console.log(JSON.stringify((await untaken()).map((a) => [a.rule, a.state, a.assignee])));
      await page.locator('[data-row]').first().waitFor();
    });

    /** As the ledger tells those that nobody has taken. */
    async function untaken(): Promise<AlertSummary[]> {
      const token = await shipment.desk.parties.logIn(shipment.cast.inspector);
      const { body } = await shipment.get('/v1/alerts?state=OPEN,REOPENED&limit=100', token);
      return body.items;
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
      const before = await untaken();
      await page.getByLabel('Select all that are shown').check();
      await page.keyboard.press('a');
      await page.getByText('will be signed and sent').waitFor();
      await page.keyboard.press('u');
      await page.getByText('Nothing was signed').waitFor();

      expect(before.length).toBeGreaterThan(0);
      expect(await untaken()).toEqual(before);
    });

    it('acknowledges them together, each by a decision of its own', async () => {
      const before = await untaken();
      await page.getByRole('button', { name: 'Acknowledge' }).click();
      await page.getByRole('button', { name: 'Send now' }).click();
      await page.getByText(/decisions? recorded; .* checked in this browser/u).waitFor();

      const token = await shipment.desk.parties.logIn(shipment.cast.inspector);
      const decided = before.map(
        async ({ id }) => (await shipment.get(`/v1/alerts/${id}`, token)).body,
      );
      for (const { state, history } of await Promise.all(decided)) {
        expect(state).toBe('ACKNOWLEDGED');
        expect(history.at(-1)).toMatchObject({ change: 'acknowledge' });
      }
    });

    it('goes to a rule and to a consignment by the box of commands', async () => {
      await page.keyboard.press('Control+k');
      await page.getByLabel('A page, a rule').fill('more came out');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/rules#MASS_GAIN');
      await page.locator('h1').click();
      await page.keyboard.press('/');
      await page.getByLabel('A page, a rule').fill(shipment.ucr);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');

      await page.waitForURL(`**/c/${shipment.ucr}`);
    });
  });
}
