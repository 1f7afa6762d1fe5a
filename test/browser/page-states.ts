import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { START_MS } from '../e2e/desk.js';
import type { Shipment } from '../e2e/shipment.js';
import { lookAt, SOUND } from './looks.js';
import type { TestParty } from '../support/parties.js';
import { keyFileOf, type Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

const LONG_UCR = `6RW${'ABCDEFGH-'.repeat(3)}12345`;

/** Pages that are empty, denied, refused, cut off or still waiting. @param stage what is there when the tests run */
export function specifyStates(stage: () => Stage): void {
  let shipment: Shipment;
  let reader: Reader;
  let page: Page;

  beforeAll(() => {
    ({ shipment, reader } = stage());
    ({ page } = reader);
  });

  const problem = (status: number) => ({
    status,
    contentType: 'application/problem+json',
    json: { type: 'about:blank', status, code: 'not-fit', detail: 'Said by the ledger.' },
  });
  const proceed = () => page.getByRole('button', { name: 'Continue' }).click();
  const told = () => page.locator('main [role=alert]').first();

  async function inEnglish(): Promise<void> {
    await reader.prefer({ language: 'en', theme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  /** Whoever was there before goes. */
  async function logInAnew(party?: TestParty, at?: string): Promise<void> {
    await inEnglish();
    await reader.goTo('/login');
    const isIn = page.locator('main .facts');
    await isIn.or(page.locator('main input[type=file]')).first().waitFor();
    if ((await isIn.count()) > 0) await reader.logOut();
    if (party !== undefined) await reader.logIn(party, at);
  }

  describe('webhooks', () => {
    let endpoint: string;

    beforeAll(async () => {
      const { desk, cast } = shipment;
      const token = await desk.parties.logIn(cast.inspector);
      const { body } = await desk.ask('/v1/webhooks', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'https://alerts.example/custody' }),
      });
      endpoint = `/webhooks/${body.id}`;
      await logInAnew(cast.inspector);
    }, START_MS);

    it('that sent nothing yet say so', async () => {
      expect(await lookAt(reader, { path: endpoint, shown: '#deliveries-title ~ p' })).toEqual(
        SOUND,
      );
    });

    it('that are not there lead back', async () => {
      const shown = 'main a[href="/webhooks"]';
      expect(await lookAt(reader, { path: '/webhooks/nothing', shown })).toEqual(SOUND);
    });

    it('say that they are asked for while they are', async () => {
      const held: Route[] = [];
      await page.route('**/v1/webhooks', (route) => void held.push(route));
      const seen = await lookAt(reader, { path: '/webhooks', shown: 'main [role=status]' });
      for (const route of held) await route.abort();
      await page.unroute('**/v1/webhooks');

      expect(seen).toEqual(SOUND);
    });

    it('keep showing what they showed when the ledger goes away, and of when that is', async () => {
      await inEnglish();
      await reader.goTo(endpoint);
      await page.getByText('Nothing was sent yet').waitFor();
      await page.route('**/v1/webhooks/**', (route) => route.abort());
      await page.getByText('What is shown here is of').first().waitFor();

      expect(await page.getByText('Nothing was sent yet').count()).toBe(1);
      await page.unroute('**/v1/webhooks/**');
    });

    it('are not made where the ledger refuses, which says why', async () => {
      await reader.goTo('/webhooks');
      await page.locator('#url').fill('ftp://alerts.example/');
      await page.getByRole('button', { name: 'Create' }).click();
      await told().waitFor();

      expect(await page.locator('#url').inputValue()).toBe('ftp://alerts.example/');
      expect(await page.getByText(/^whsec_/u).count()).toBe(0);
    });
  });

  describe('a reader whose ledger is away', () => {
    const pages = ['/alerts', '/parties', '/webhooks', '/webhooks/x', '/parties/x', '/alerts/x'];

    beforeAll(async () => {
      await page.route('**/v1/login**', (route) => route.abort());
    });

    afterAll(async () => {
      await page.unroute('**/v1/login**');
    });

    it.each(pages)('is not told on %s to log in, but what is the matter', async (path) => {
      expect(await lookAt(reader, { path, shown: 'main [role=alert]' })).toEqual(SOUND);
      expect(await told().textContent()).toContain('cannot be reached');
      expect(await told().locator('button').count()).toBe(1);
    });
  });

  describe('the registrar’s desk', () => {
    const outcomes = [
      ['refused', () => 'The ledger refused', undefined],
      ['cut off', () => 'cannot be reached', (route: Route) => route.abort()],
      [
        'told of a fault',
        () => 'answered with a fault',
        (route: Route) => route.fulfill(problem(500)),
      ],
    ] as const;

    async function register(): Promise<void> {
      const files = page.locator('input[type=file]');
      // No registrar's: the ledger refuses it.
      await files.first().setInputFiles(keyFileOf(shipment.cast.mine));
      await page.locator('#party-id').fill('P-NEW');
      await page.locator('#party-name').fill('N'.repeat(120));
      await page.locator('#party-country').fill('rw');
      await page.locator('main .choices input').first().check();
      await page.locator('main button.main').first().click();
      await told().waitFor();
    }

    it.each(outcomes)('says so when it is %s', async (_name, words, answer) => {
      if (answer !== undefined) await page.route('**/v1/registrations', answer);
      const seen = await lookAt(reader, {
        path: '/registry',
        shown: '#party-id',
        open: register,
      });
      await page.unroute('**/v1/registrations');

      expect(seen).toEqual(SOUND);
      expect(await told().textContent()).toContain(words());
      expect(await page.locator('#party-id').inputValue()).toBe('P-NEW');
    });
  });

  describe('posting', () => {
    it('is not offered to who may post nothing', async () => {
      await logInAnew(shipment.cast.auditor);
      const shown = 'main .notice';
      expect(await lookAt(reader, { path: '/post', shown })).toEqual(SOUND);
      expect(await page.locator('main').textContent()).toContain(shipment.cast.auditor.id);
    });

    it('waits for the registrar, and says so', async () => {
      await logInAnew();
      await page.getByLabel('Party').fill('P-WAITS');
      await page.getByRole('button', { name: 'Make a key on this device' }).click();
      await page.getByRole('button', { name: 'Save key request' }).waitFor();
      const shown = 'main [role=alert]';
      expect(await lookAt(reader, { path: '/post', shown })).toEqual(SOUND);
      expect(await told().textContent()).toContain('P-WAITS');
      await inEnglish();
      await reader.goTo('/login');
      await page.getByRole('button', { name: 'Log out and remove' }).click();
      // The heading is the same while the key is there.
      await page.locator('main input[type=file]').waitFor();
    });

    it('tells in every dress what the ledger refused, and lets it be mended', async () => {
      await logInAnew(shipment.cast.mine, '/post');
      await page.getByLabel('Sealed', { exact: true }).check();
      await proceed();
      await page.getByLabel('Number of the consignment').fill(shipment.ucr);
      await proceed();
      await page.getByLabel('Numbers of seals that were set').fill('SEAL-REFUSED');
      await proceed();
      await page.getByRole('heading', { name: 'Where was it?' }).waitFor();
      await proceed();
      await page.getByRole('heading', { name: 'When was it?' }).waitFor();
      await proceed();
      await page.route('**/v1/events', (route) => route.fulfill(problem(422)));
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await page.getByRole('heading', { name: 'The ledger refused it' }).waitFor();
      await page.unroute('**/v1/events');
      const { pathname, search } = new URL(page.url());
      const look = { path: pathname + search, shown: 'main [role=alert]' };
      expect(await lookAt(reader, look)).toEqual(SOUND);
      expect(await told().textContent()).toContain('Said by the ledger.');
      await inEnglish();
      await page.reload();
      await page.getByRole('button', { name: 'Mend' }).click();
      await page.getByText('SEAL-REFUSED', { exact: true }).waitFor();
    });

    it('says offline, in every dress, that what is signed is kept', async () => {
      await page.route('**/v1/login**', (route) => route.abort());
      const look = { path: '/post', shown: 'main .notice[data-tone=warn]' };
      expect(await lookAt(reader, look)).toEqual(SOUND);
      await page.unroute('**/v1/login**');
      await inEnglish();
      await reader.logOut();
    });
  });

  describe('a label', () => {
    it('of a long number fits', async () => {
      const path = `/c/${encodeURIComponent(LONG_UCR)}/label`;
      expect(await lookAt(reader, { path, shown: '.qr' })).toEqual(SOUND);
      expect(await page.locator('.label-number bdi').textContent()).toBe(LONG_UCR);
    });

    it('is made without a network', async () => {
      await inEnglish();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await page.context().setOffline(true);
      await reader.goTo(`/c/${LONG_UCR}/label`);
      await page.locator('.qr').waitFor();
      await page.context().setOffline(false);
    });
  });
}
