import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS } from '../e2e/desk.js';
import type { TestApp } from '../support/app.js';
import type { TestParty } from '../support/parties.js';
import { Reader } from './reader.js';

/**
 * Files that do not come, and a browser that keeps nothing.
 *
 * @param service which is there when the tests run
 * @param holder who has a key
 */
export function specifyLacking(service: () => TestApp, holder: () => TestParty): void {
  describe('a browser that lacks something', () => {
    let bare: Reader;

    beforeAll(async () => {
      bare = await Reader.open(service());
    }, START_MS);

    afterAll(async () => bare?.close(), START_MS);

    it('is told so where the texts of the page did not come, and reads them when they do', async () => {
      const texts = /\/en-[^/]+\.js$/u;
      await bare.page.route(texts, async (route) => route.abort());
      await bare.goTo('/');
      await bare.page.getByText('A part of this page could not be fetched').waitFor();
      await bare.page.unroute(texts);
      await bare.page.getByRole('link', { name: 'Load the page again' }).click();
      await bare.page.locator('.masthead').waitFor();

      expect(bare.faults).toEqual([]);
    });

    it('is told where the texts of another language did not come, and keeps its own', async () => {
      const texts = /\/fr-[^/]+\.js$/u;
      await bare.goTo('/log');
      await bare.page.route(texts, async (route) => route.abort());
      await bare.page.getByLabel('Language').selectOption('fr');
      await bare.page.getByText('The texts of that language did not come').waitFor();
      await bare.page.unroute(texts);
      await bare.page.reload();

      await bare.page.getByRole('heading', { name: 'Log', exact: true }).waitFor();
    });

    it('is told where its key cannot be removed, and is still logged in', async () => {
      await bare.logIn(holder());
      await bare.page.evaluate(
        `IDBObjectStore.prototype.delete = () => { throw new DOMException('denied', 'UnknownError'); }`,
      );
      await bare.page.locator('.masthead').getByText(holder().id).click();
      await bare.page.getByRole('button', { name: 'Log out and remove' }).click();
      await bare.page.getByText('did not let the key be removed').waitFor();
      await bare.page.getByText('Delete the data of this site').first().waitFor();

      expect(await bare.page.locator('.masthead').getByText(holder().id).count()).toBe(1);
    });

    it('is told that it keeps no storage, instead of waiting for ever', async () => {
      await bare.page.addInitScript({
        content: `IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };`,
      });
      await bare.goTo('/alerts');
      await bare.page.getByText('This browser keeps nothing for this page').waitFor();
      await bare.page.getByRole('button', { name: 'Try again' }).click();

      await bare.page.getByText('Log in to see this page').waitFor();
      expect(bare.faults).toEqual([]);
    });
  });
}
