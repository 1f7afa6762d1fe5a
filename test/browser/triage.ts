import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AlertDetail } from '../../src/client/alert-answers.js';
import type { Shipment } from '../e2e/shipment.js';
import { until } from '../support/until.js';
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

    it('selects a range by keys, and goes on from the last that was selected', async () => {
      const rows = page.locator('[data-row]');
      const count = await rows.count();
      expect(count).toBeGreaterThan(1);
      await page.keyboard.press('x');
      await page.getByText('1 alert selected').waitFor();
      for (let at = 1; at < count; at++) await page.keyboard.press('j');
      await page.keyboard.press('Shift+X');
      await page.getByText(`${count} alerts selected`).waitFor();
      await page.getByRole('button', { name: 'Select none' }).click();
      const boxes = page.locator('[data-cell=select] input');
      await boxes.first().check();
      await boxes.last().click({ modifiers: ['Shift'] });
      await page.getByText(`${count} alerts selected`).waitFor();
      await page.getByRole('button', { name: 'Select none' }).click();
    });

    it('comes back from an alert to where the list was left', async () => {
      const size = page.viewportSize() ?? { width: 1280, height: 800 };
      await page.setViewportSize({ width: size.width, height: 300 });
      const last = page.locator('[data-row]').last();
      await last.scrollIntoViewIfNeeded();
      const left = await page.evaluate('scrollY');
      expect(left).toBeGreaterThan(0);
      await last.click();
      await page.locator('#means').waitFor();
      // The list comes late.
      await page.route('**/v1/alerts?*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
      });
      await page.goBack();
      await page.locator('[data-row]').first().waitFor();
      await until(async () => (await page.evaluate('scrollY')) === left);
      await page.unroute('**/v1/alerts?*');
      await page.setViewportSize(size);
    });

    it('opens the views of the inbox, each with as many alerts as it says', async () => {
      await reader.goTo('/alerts');
      const views = page.locator('.views a');
      await views.locator('span', { hasText: /\d/u }).first().waitFor();
      for (let at = 0; at < 7; at++) {
        const told = Number(await views.nth(at).locator('span').textContent());
        await views.nth(at).click();
        await page.locator('.views [aria-current]').nth(0).waitFor();
        await page
          .locator(told === 0 ? 'p.panel' : '[data-row]')
          .first()
          .waitFor();
        expect(await page.locator('[data-row]').count()).toBe(told);
      }
      await views.first().click();
    });

    it('filters by words that are typed, and takes them away one by one', async () => {
      await page.locator('h1').click();
      await page.keyboard.press('f');
      await page.keyboard.type('rule:custody_break severity:high is:asleep');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/alerts?severity=HIGH&rule=CUSTODY_BREAK');
      await page.getByText('Not understood, and left out: is:asleep').waitFor();
      await page.locator('[data-row]').first().waitFor();
      expect(await page.locator('[data-row]').count()).toBe(1);
      await page.getByRole('button', { name: 'Remove: Severity' }).click();
      await page.waitForURL('**/alerts?rule=CUSTODY_BREAK');
      await page.goBack();
      await page.waitForURL('**/alerts?severity=HIGH&rule=CUSTODY_BREAK');
      const words = page.getByLabel('Filter', { exact: true });
      const back = 'severity:HIGH rule:CUSTODY_BREAK';
      // The address is there before the page is drawn for it.
      await until(async () => (await words.inputValue()) === back);
      await page.goto(`${shipment.desk.service.url}/alerts`);
      await page.locator('[data-row]').first().waitFor();
    });

    it('takes a decision on several alerts back before anything is signed', async () => {
      await page.getByLabel('Select all that are shown').check();
      await page.locator('[data-row]').first().focus();
      await page.keyboard.press('i');
      await until(async () => (await focused(page)) === 'Assign to me i');
      expect(await page.getByText('will be signed and sent').count()).toBe(0);
      await page.keyboard.press('Enter');
      await page.getByText('will be signed and sent').waitFor();
      await page.keyboard.press('u');
      await page.getByText('Nothing was signed').waitFor();

      const alerts = await listed();
      expect(alerts.length).toBeGreaterThan(0);
      const kinds = alerts.flatMap(({ history }) => history.map(({ kind }) => kind));
      expect(new Set(kinds)).toEqual(new Set(['finding']));
    });

    it('signs nothing by a letter: it selects the row and leads to the button, and Escape leads back', async () => {
      await page.getByRole('button', { name: 'Select none' }).click();
      await page.locator('[data-row]').first().focus();
      for (const [letter, name] of [
        ['a', 'Acknowledge a'],
        ['i', 'Assign to me i'],
        ['t', 'To whom'],
      ] as const) {
        await page.keyboard.press(letter);
        await page.getByText('1 alert selected').waitFor();
        await until(async () => (await focused(page)).startsWith(name));
        await page.keyboard.press('Escape');
        expect(await page.evaluate('document.activeElement.matches("[data-row]")')).toBe(true);
      }
      expect(await page.getByText('will be signed and sent').count()).toBe(0);
      await page.getByRole('button', { name: 'Select none' }).click();
    });

    it('opens an alert at the form that its letter is for', async () => {
      await page.locator('[data-row]').first().focus();
      await page.keyboard.press('3');
      await page.waitForURL('**/alerts/*?key=3');
      const finding = page.locator('#finding');
      await until(async () => (await finding.inputValue().catch(() => '')) === 'unfounded');
      await until(async () => (await page.evaluate('document.activeElement.id')) === 'finding');
      await page.goBack();
      await page.locator('[data-row]').first().waitFor();
      await page.locator('[data-row]').first().focus();
      await page.keyboard.press('w');
      await page.waitForURL('**/alerts/*?key=w');
      const what = page.locator('#hand-on');
      await until(async () => (await what.inputValue().catch(() => '')) === 'wait');
      await page.goBack();
      await page.locator('[data-row]').first().waitFor();
    });

    it('tells how long each alert has been open, and how late it is', async () => {
      const ages = await page.locator('[data-cell=age]').allTextContents();
      const dues = await page.locator('[data-cell=due]').allTextContents();

      expect(ages.length).toBeGreaterThan(0);
      for (const age of ages) expect(age).toMatch(/^\d+ (?:min|hr|days?)$/u);
      for (const due of dues)
        expect(due).toMatch(/^(?:–|\d+ (?:min|hr|days?) (?:left|late)\S.* UTC)$/u);
    });

    it('is told that nothing goes out without a network, and nothing is signed', async () => {
      await page.context().setOffline(true);
      await page.locator('[data-row]').first().focus();
      await page.keyboard.press('a');
      await page.locator('.triage').getByText('network').waitFor();
      await until(async () => page.getByRole('button', { name: 'Acknowledge' }).isDisabled());
      await page.context().setOffline(false);
      await page.getByRole('button', { name: 'Select none' }).click();
    });

    it('takes them all, each by a decision of its own', async () => {
      const ids = (await listed()).map(({ id }) => id);
      await page.getByLabel('Select all that are shown').check();
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

    it('goes from page to page by two keys, of which the page itself takes none', async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await page.waitForURL('**/alerts');
      await page.locator('[data-row]').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: 'Keys' }).waitFor();
      expect(await page.getByText('will be signed and sent').count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.waitForURL('**/log');
    });
  });
}

/** What has the focus, by its name. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()',
  );
}
