import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { jwkOfSecretKey } from '../../src/protocol/index.js';
import { RehearsalPeople } from '../../src/shell/rehearsal-people.js';
import type { Shipment } from '../e2e/shipment.js';
import type { TestParty } from '../support/parties.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** Lets the pages of the service say, as the demo's do, whom a visitor may be. */
export function offerPeople({ desk, cast }: Shipment): void {
  const people = [cast.inspector, cast.colleague].map((party) => personOf(party));
  desk.service.app.get(RehearsalPeople, { strict: false }).offer(people);
}

export function withdrawPeople({ desk }: Shipment): void {
  desk.service.app.get(RehearsalPeople, { strict: false }).offer([]);
}

function personOf({ id, key }: TestParty) {
  return { party: id, name: `Office ${id}`, role: 'inspector', jwk: jwkOfSecretKey(key.secretKey) };
}

/** Somebody who never saw the console and has no key. @param stage what is there when the tests run */
export function specifyVisitor(stage: () => Stage): void {
  describe('a visitor of a demonstration', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      await page.setViewportSize({ width: 1280, height: 900 });
      await reader.logOut();
      offerPeople(shipment);
    });

    afterAll(() => withdrawPeople(shipment));

    it('chooses on the first page whom to be, and is at the alerts', async () => {
      await reader.goTo('/');
      const { id } = shipment.cast.inspector;
      await page.getByRole('button', { name: `Inspector Office ${id} (${id})` }).click();
      await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
      await page.locator('[data-row]').first().waitFor();
    });

    it('sees alerts on the same goods as one incident, and goes from one to the other', async () => {
      await page.getByRole('link', { name: 'Whole incident' }).first().click();
      await page.getByText('Only one incident is shown').waitFor();
      const rows = page.locator('[data-row]');
      // More than one: they come after the heading.
      await rows.nth(1).waitFor();
      expect(await page.locator('tbody').count()).toBe(1);
      await rows.first().click();
      const first = page.url();
      await page.locator('#incident li a').first().click();
      await page.waitForURL((url) => url.href !== first);
      const links = page.locator('#incident li a');
      await links.first().waitFor();

      expect(
        await links.evaluateAll((all) => all.map(({ href }: { href: string }) => href)),
      ).toContain(first);
    });

    it('has each statement behind the alert checked in the browser, and takes it along', async () => {
      await page.getByRole('button', { name: 'Fetch and check' }).click();
      await page.locator('#proofs .proof').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#proofs').getByRole('button', { name: 'Save' }).last().click(),
      ]);

      expect(await page.locator('#proofs [data-tone=good]').count()).toBeGreaterThan(1);
      expect(await page.locator('#proofs li:not([data-tone=good])').count()).toBe(0);
      expect(download.suggestedFilename()).toMatch(/^[0-9a-f]{16}\.receipt\.json$/u);
    });

    it('resolves it with the key of a second official at hand', async () => {
      await page.getByLabel('Finding').selectOption('confirmed-illicit');
      await page.locator('#reason').fill('The goods were found.');
      await page.getByLabel('in this demonstration').selectOption(shipment.cast.colleague.id);
      await page.getByRole('button', { name: 'Sign and resolve' }).click();
      await page.getByText('the proof was checked in this browser').waitFor();
      await page.getByText('resolved', { exact: true }).first().waitFor();
    });
  });
}
