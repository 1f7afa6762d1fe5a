import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectProblem } from '../e2e/desk.js';
import type { Shipment } from '../e2e/shipment.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

interface Icon {
  readonly sizes: string;
  readonly purpose?: string;
}

/** What the pages and their files are sent with. @param stage what is there when the tests run */
export function specifyPages(stage: () => Stage): void {
  describe('the pages', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;

    beforeAll(() => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
    });

    const person = { headers: { accept: 'text/html' } };

    it('help a person who mistyped, and answer a program as the API does', async () => {
      const missing = await shipment.desk.ask('/nothing/here', person);
      expect(missing.status).toBe(404);
      expect(missing.text).toContain('<div id="root">');

      expectProblem(await shipment.desk.ask('/nothing/here'), 404, 'not-found');
      expectProblem(await shipment.desk.ask('/v1/nothing', { method: 'POST' }), 404, 'not-found');
    });

    it('are kept by nobody, their files for ever, and nothing unsafe may run in them', async () => {
      const { headers, text } = await shipment.desk.ask('/', person);
      const script = /src="(?<path>\/assets\/[^"]+\.js)"/u.exec(text)?.groups?.['path'] ?? '';
      const file = await shipment.desk.ask(script, { headers: { 'accept-encoding': 'gzip' } });

      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|https?:/u);
      expect(file.status).toBe(200);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(file.headers.get('content-encoding')).toBe('gzip');
      expect((await shipment.desk.ask('/assets/../.sources')).status).toBe(404);
    });

    it('come with what a device asks for to install them, which nobody keeps for longer than its build', async () => {
      const worker = await shipment.desk.ask('/service-worker.js');
      const manifest = await shipment.desk.ask('/manifest.webmanifest');
      const { icons, ...told } = JSON.parse(manifest.text);

      expect(worker.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(worker.headers.get('cache-control')).toBe('no-cache');
      expect(worker.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; connect-src 'self'; report-uri /u,
      );
      expect(manifest.headers.get('content-type')).toMatch(/^application\/manifest\+json/u);
      expect(manifest.headers.get('cache-control')).toBe('no-cache');
      expect(told).toMatchObject({ start_url: '/', scope: '/', display: 'standalone' });
      for (const { src, type } of icons) {
        const icon = await shipment.desk.ask(src);
        expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type]);
        expect(icon.headers.get('cache-control')).toContain('immutable');
      }
      expect(icons.map(({ sizes, purpose }: Icon) => [sizes, purpose])).toEqual([
        ['any', undefined],
        ['192x192', undefined],
        ['512x512', undefined],
        ['512x512', 'maskable'],
      ]);
    });

    it('of a build that went are loaded anew, and lead where somebody wanted to go', async () => {
      const line = await page.context().newCDPSession(page);
      await line.send('Network.enable');
      await line.send('Network.setBypassServiceWorker', { bypass: true });
      await reader.goTo('/');
      let asked = 0;
      await page.route('**/assets/rules-page-*.js', async (route) => {
        asked += 1;
        if (asked > 1) await route.continue();
        else await route.fulfill({ status: 404 });
      });
      await page.getByRole('link', { name: 'Rules' }).click();
      await page.locator('#CUSTODY_BREAK').waitFor();

      expect(asked).toBeGreaterThan(1);
      expect(new URL(page.url()).pathname).toBe('/rules');
      await page.unroute('**/assets/rules-page-*.js');
      await line.detach();
    });

    it('can be installed by Chromium', async () => {
      const browser = await page.context().newCDPSession(page);
      const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');

      expect(installabilityErrors).toEqual([]);
    });

    it('take a cookie that no script reads and the API does not know', async () => {
      const { desk, cast } = shipment;
      const token = await desk.parties.logIn(cast.customs);
      const authorization = `Bearer ${token}`;
      const opened = await desk.ask('/console/session', {
        method: 'POST',
        headers: { authorization },
      });
      const cookie = opened.headers.get('set-cookie') ?? '';

      expect(opened.status).toBe(204);
      expect(cookie).toMatch(/; Path=\/c; Max-Age=900; HttpOnly; SameSite=Strict$/u);
      const sent = { headers: { cookie: cookie.split(';')[0] ?? '' } };
      expect((await desk.ask(`/c/${shipment.ucr}`, sent)).text).toContain('id="seed"');
      expect((await desk.ask(`/v1/consignments/${shipment.ucr}`, sent)).status).toBe(401);
      expect((await desk.ask('/console/session', { method: 'POST', ...sent })).status).toBe(401);
    });

    it('tell a stranger with a session no more than nobody', async () => {
      const { desk, cast } = shipment;
      const cookie = `custody-page=${await desk.parties.logIn(cast.stranger)}`;
      const stranger = await desk.ask('/c/6RW-NONE', { headers: { cookie } });
      const nobody = await desk.ask('/c/6RW-NONE');

      expect(stranger.text).toBe(nobody.text);
    });
  });
}
