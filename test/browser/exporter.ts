import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Shipment } from '../e2e/shipment.js';
import type { Reader } from './reader.js';

const DESK = { width: 1280, height: 900 };

/** What the browser keeps beside files, the empty page, and who the ledger is. Runs in the page. */
const KEPT_PATHS = `(async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
  return requests.map(({ url }) => new URL(url).pathname)
    .filter((path) => !path.startsWith('/assets/') && path !== '/' && path !== '/.well-known/custody-ledger');
})()`;

interface SignedGoods {
  readonly type: string;
  readonly items?: { readonly itemId: string }[];
  readonly replacement?: Omit<SignedGoods, 'replacement'>;
}

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** The exporter's part of the console's specification. @param stage what is there when the tests run */
export function specifyExporter(stage: () => Stage): void {
  describe('an exporter', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(() => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
    });

    const LOT = 'LOT-BROWSER';
    const proceed = () => page.getByRole('button', { name: 'Continue' }).click();

    /** Where the wizard is, by its heading; a click further is answered by another one. */
    async function asked(question: string): Promise<void> {
      await page.getByRole('heading', { name: question, level: 1 }).waitFor();
    }

    async function begin(event: string): Promise<void> {
      await asked('Post an event');
      await page.getByLabel(event, { exact: true }).check();
      await proceed();
    }

    async function fillGoods(): Promise<void> {
      await asked('Which goods?');
      await page.getByLabel('Number of the lot or piece').fill(LOT);
      await page.getByLabel('Customs code').fill('2615 90');
      await page.getByLabel('Quantity').fill('12.5');
      await page.getByLabel('Unit').selectOption('KGM');
      await proceed();
      await asked('What else is known of the goods?');
    }

    /** The last two questions as they are answered already, then the signature. */
    async function signHereAndNow(): Promise<void> {
      await asked('Where was it?');
      await proceed();
      await asked('When was it?');
      await proceed();
      await page.getByRole('button', { name: 'Sign and send' }).click();
    }

    async function seal(number: string): Promise<void> {
      await begin('Sealed');
      await asked('Which consignment?');
      await proceed();
      await page.getByLabel('Numbers of seals that were set').fill(number);
      await proceed();
      await signHereAndNow();
    }

    /** What the mine has in the log of this lot, as its own feed tells it. */
    async function recorded(): Promise<string[]> {
      const token = await shipment.desk.parties.logIn(shipment.cast.mine);
      const { body } = await shipment.get('/v1/feed?limit=500', token);
      const events: SignedGoods[] = body.items
        .filter(({ kind }: { kind: string }) => kind === 'event')
        .map(({ envelope }: { envelope: { payload: string } }) =>
          JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')),
        );
      return events
        .filter((event) => (event.replacement ?? event).items?.[0]?.itemId === LOT)
        .map(({ type }) => type);
    }

    it('is told how to begin before there is a key', async () => {
      await page.setViewportSize(DESK);
      await reader.logOut();
      await reader.goTo('/post');
      await page.getByText('To begin, make a key on this device').waitFor();

      expect(await page.getByRole('link', { name: 'Post event' }).count()).toBe(0);
    });

    it('is shown no count of alerts, which are not its to see', async () => {
      await reader.logIn(shipment.cast.mine);

      expect(await page.locator('.masthead .count').count()).toBe(0);
      await reader.logOut();
    });

    it('is asked one question a page, and told in plain words which answer is wrong', async () => {
      await reader.logIn(shipment.cast.mine, '/post');
      await begin('Came into being');
      await asked('How did the goods come about?');
      await proceed();
      await page.getByRole('alert').getByText('Origin: the answer is missing').waitFor();
      await page.getByLabel('Origin').selectOption('mined');
      await proceed();
      await fillGoods();
      await page.getByLabel('Serial numbers').fill('B-09..B-01');
      await proceed();
      await page.getByRole('alert').getByText('Serial numbers: not of the form').waitFor();
      await page.getByLabel('Serial numbers').fill('B-01..B-09');
      await page.getByLabel('Assay: of what').fill('Ta2O5');
      await page.getByLabel('Assay: per cent').fill('30.5');
      await proceed();
      await asked('Which tags are on them?');
      await proceed();
      await page.getByLabel('Place (UN/LOCODE)').fill('Kigali');
      await proceed();
      await page.getByText('must be a UN/LOCODE').waitFor();
    });

    it('finds the answers again after a reload', async () => {
      await reader.goTo('/post');
      await page.getByRole('link', { name: 'Go on' }).click();
      await asked('How did the goods come about?');
      await proceed();
      await asked('Which goods?');

      expect(await page.getByLabel('Number of the lot or piece').inputValue()).toBe(LOT);
    });

    it('signs what was checked, and sees the receipt proved', async () => {
      await proceed();
      await asked('What else is known of the goods?');
      await proceed();
      await asked('Which tags are on them?');
      await proceed();
      await page.getByLabel('Place (UN/LOCODE)').fill('rw kgl');
      await proceed();
      await asked('When was it?');
      await proceed();
      await asked('Check your answers');
      await page.getByRole('link', { name: 'Change' }).last().click();
      await asked('Is there anything to add?');
      await page.getByLabel('Note').fill('Weighed twice.');
      await proceed();
      await asked('Check your answers');
      await page.getByText('Weighed twice.', { exact: true }).waitFor();
      await page.getByText('B-01..B-09', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await asked('In the log');
      await page.getByText('This browser has checked the proof').waitFor();

      expect(await recorded()).toEqual(['COMMISSION']);
    });

    it('corrects what was typed wrongly; the rest is signed as it was', async () => {
      await page.getByRole('link', { name: 'Correct this event' }).click();
      await asked('Which event was wrong?');
      await proceed();
      await asked('What is to become of the event?');
      await page.getByLabel('The event').selectOption('replace');
      await page.getByLabel('Reason').fill('The scales were read wrongly.');
      await proceed();
      await asked('How did the goods come about?');
      await page.goto(`${shipment.desk.service.url}/post?at=as-goods`);
      await page.getByLabel('Quantity').fill('12.4');
      await page.goto(`${shipment.desk.service.url}/post?at=check`);
      await asked('Check your answers');
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await asked('In the log');

      expect(await recorded()).toEqual(['COMMISSION', 'CORRECT']);
    });

    it('signs without a network; it is sent once, when the network is back', async () => {
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/events')) sent.push(request.postData() ?? '');
      });
      await page.getByRole('link', { name: 'Post another event' }).click();
      await page.context().setOffline(true);
      await begin('Handed over');
      await asked('Which consignment?');
      await proceed();
      await fillGoods();
      await proceed();
      await page.getByLabel('Who takes them over').fill(shipment.cast.truck.id);
      await page.getByLabel('Taken over at the latest by').fill('2099-01-01T12:00');
      await proceed();
      await signHereAndNow();
      await asked('Signed, waiting to be sent');
      // The first tries are over.
      await page.getByText('The ledger could not be reached.').waitFor();
      expect(await recorded()).toEqual(['COMMISSION', 'CORRECT']);
      sent.length = 0;

      await page.context().setOffline(false);
      await asked('In the log');
      await page.reload();
      await page.getByText('This browser has checked the proof').waitFor();

      expect(sent).toHaveLength(1);
      expect(await recorded()).toEqual(['COMMISSION', 'CORRECT', 'DISPATCH']);
    });

    it('opens the console itself without a network, and finds what was signed', async () => {
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await page.context().setOffline(true);
      await page.reload();
      await page.getByText('This browser has checked the proof').waitFor();
      await reader.goTo(`/c/${shipment.ucr}`);
      await page.getByText('The ledger cannot be reached').waitFor();
      expect(await page.evaluate(KEPT_PATHS)).toEqual([]);

      await page.context().setOffline(false);
      await page.locator('.masthead').getByText(shipment.cast.mine.id).waitFor();
      await reader.goTo('/post');
    });

    it('waits with what the ledger fails on, and sends what has nothing to do with it', async () => {
      const failing = new Set<string>();
      await page.route('**/v1/events', async (route) => {
        const body = route.request().postData() ?? '';
        if (failing.size === 0) failing.add(body);
        if (failing.has(body)) await route.fulfill({ status: 503 });
        else await route.continue();
      });
      await seal('SEAL-B1');
      await page.getByText('answered with a fault (503)').waitFor();
      const first = page.url();
      await page.getByRole('link', { name: 'Post another event' }).click();
      await seal('SEAL-B2');
      await asked('In the log');
      await page.unroute('**/v1/events');
      await page.goto(first);
      await asked('Signed, waiting to be sent');
      await page.getByRole('button', { name: 'Send now' }).click();
      await asked('In the log');
      await page.getByRole('link', { name: 'Post another event' }).click();
    });

    it('discards what waits and is not to be sent; it takes a reason, which is kept', async () => {
      const tried: string[] = [];
      await page.route('**/v1/events', async (route) => {
        tried.push(route.request().postData() ?? '');
        await route.fulfill({ status: 503 });
      });
      await seal('SEAL-B9');
      await page.getByText('answered with a fault (503)').waitFor();
      await page.getByRole('button', { name: 'Discard …' }).click();
      const sure = page.getByRole('button', { name: 'Discard for good' });
      expect(await sure.isDisabled()).toBe(true);
      await page.getByLabel('Why is it not to be sent?').fill('Sealed another container.');
      await sure.click();
      await asked('Discarded, not sent');
      await page.unroute('**/v1/events');
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/events')) tried.push(request.postData() ?? '');
      });
      const before = tried.length;
      await page.reload();
      await page.getByText('Sealed another container.').waitFor();
      await page.getByRole('link', { name: 'Post another event' }).click();
      await seal('SEAL-B10');
      await asked('In the log');

      expect(tried.slice(before)).toHaveLength(1);
      expect(tried.slice(0, before)).not.toContain(tried.at(-1));
      await page.getByRole('link', { name: 'Post another event' }).click();
    });

    it('is warned of a receipt that does not hold', async () => {
      await page.route('**/v1/events', async (route) => {
        const answer = await route.fetch();
        const receipt = await answer.json();
        await route.fulfill({ response: answer, json: { ...receipt, index: receipt.index + 1 } });
      });
      await seal('SEAL-B3');
      await asked('The receipt does not hold');
      await page.unroute('**/v1/events');

      expect(await page.getByText('This browser has checked the proof').count()).toBe(0);
    });
  });
}
