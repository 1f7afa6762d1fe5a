import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS } from '../e2e/desk.js';
import { Shipment } from '../e2e/shipment.js';
import { lookAt, type Looked, SOUND } from './looks.js';
import { specifyStates } from './page-states.js';
import { Reader } from './reader.js';
import { offerPeople, withdrawPeople } from './visitor.js';

let shipment: Shipment;
let reader: Reader;
let alert: string;
let incident: string;

beforeAll(async () => {
  shipment = await Shipment.start();
  await shipment.play();
  ({ id: alert, incident } = await shipment.brokenAlert());
  reader = await Reader.open(shipment.desk.service);
}, START_MS);

afterAll(async () => {
  await reader?.close();
  await shipment?.close();
}, START_MS);

/** What is seen there by this file's reader. */
function look(path: string, shown: string, open?: () => Promise<void>): Promise<Looked> {
  return lookAt(reader, { path, shown, open });
}

describe('before login', () => {
  it('a key is asked for', async () => {
    expect(await look('/login', 'input[type=file]')).toEqual(SOUND);
    expect(await look(`/c/${shipment.ucr}`, 'a[href="/file"]')).toEqual(SOUND);
  });

  it('what is opened stays sound', async () => {
    const { page } = reader;
    const backup = await look('/login', 'details', () => page.locator('summary').click());
    expect(backup).toEqual(SOUND);
    const scan = await look('/', 'input[name=ucr]', async () => {
      await page.locator('[aria-expanded]').click();
      await page.locator('.scan [data-tone=warn]').waitFor();
    });
    expect(scan).toEqual(SOUND);
  });
});

describe('before a demonstration', () => {
  it('whom to be is asked', async () => {
    offerPeople(shipment);
    expect(await look('/', '.people button')).toEqual(SOUND);
    withdrawPeople(shipment);
  });
});

describe('before the exporter’s questions', () => {
  beforeAll(async () => {
    await reader.logIn(shipment.cast.mine, '/post');
    await reader.page.getByRole('radio').first().check();
    await reader.page.locator('main button.main').click();
    await reader.page.locator('main select').waitFor();
  }, START_MS);

  afterAll(async () => {
    await reader.prefer({ language: 'en' });
    await reader.logOut();
  }, START_MS);

  const pages = [
    ['beginning', '/post', 'input[type=radio]'],
    ['goods', '/post?at=goods', 'fieldset input'],
    ['checking', '/post?at=check', 'main [role=alert]'],
    ['tags', '/post?at=tags', 'fieldset input'],
    ['device', '/post?at=device', '.question input'],
    ['correcting', '/post?correct=', '#corrected'],
  ] as const;

  it.each(pages)('the page of the %s can be used by everybody', async (_name, path, shown) => {
    expect(await look(path, shown)).toEqual(SOUND);
  });
});

describe('after login', () => {
  beforeAll(async () => {
    await reader.logIn(shipment.cast.inspector);
  }, START_MS);

  const pages: readonly (readonly [name: string, path: () => string, shown: string])[] = [
    ['check', () => '/', 'input[name=ucr]'],
    ['file', () => '/file', 'input[type=file]'],
    ['key', () => '/login', '.facts'],
    ['consignment', () => `/c/${shipment.ucr}`, '.banner-proof[role=status]'],
    ['unknown consignment', () => '/c/6RW-NONE', '[data-tone=unknown] h1'],
    ['alerts', () => '/alerts', '[data-row]'],
    ['incident', () => `/alerts?incident=${incident}`, '[data-row]'],
    ['alert', () => `/alerts/${alert}`, '#finding'],
    ['log', () => '/log', 'tbody tr'],
    ['rules', () => '/rules', '#CUSTODY_BREAK'],
    ['health', () => '/health', 'section .facts'],
    ['developers', () => '/developers', '#statement'],
    ['parties', () => '/parties', 'tbody tr'],
    ['party', () => `/parties/${shipment.cast.truck.id}`, '.proof'],
    ['registry', () => '/registry', '#party-id'],
    ['webhooks', () => '/webhooks', '#url'],
    ['label', () => `/c/${shipment.ucr}/label`, '.qr'],
    ['missing', () => '/nothing/here', 'main a[href="/"]'],
  ];

  it.each(pages)('the %s page can be used by everybody', async (_name, pathOf, shown) => {
    expect(await look(pathOf(), shown)).toEqual(SOUND);
  });
});

describe('over the alerts', () => {
  it('what is opened stays sound', async () => {
    const { page } = reader;
    const several = await look('/alerts', '[data-row]', async () => {
      await page.locator('[data-cell=select] input').first().check();
      await page.locator('.choices-bar').waitFor();
    });
    expect(several).toEqual(SOUND);
    const peek = await look('/alerts', '[data-row]', async () => {
      await page.locator('.look').first().click();
      await page.locator('.peek ul').waitFor();
    });
    expect(peek).toEqual(SOUND);
    const commands = await look('/alerts', '[data-row]', async () => {
      await page.keyboard.press('Control+k');
      await page.locator('.commands li').first().waitFor();
    });
    expect(commands).toEqual(SOUND);
  });
});

describe('a page that is hindered', () => {
  const asked = /\/(?:v1\/(?:alerts|parties|webhooks)|health|metrics|log|console\/rules)\b/u;
  const hindrances = [
    ['denied', 'may not see', 403],
    ['cut off from the ledger', 'cannot be reached', undefined],
    ['told of a fault', 'answered with a fault', 500],
  ] as const;
  const pages: readonly (readonly [name: string, path: () => string, isPublic: boolean])[] = [
    ['alerts', () => '/alerts', false],
    ['alert', () => `/alerts/${alert}`, false],
    ['parties', () => '/parties', false],
    ['party', () => `/parties/${shipment.cast.truck.id}`, false],
    ['webhooks', () => '/webhooks', false],
    ['log', () => '/log', true],
    ['rules', () => '/rules', true],
    ['health', () => '/health', true],
  ];

  describe.each(hindrances)('by being %s', (_name, words, status) => {
    const hindered = pages.filter(([, , isPublic]) => !isPublic || status === undefined);
    beforeAll(async () => {
      await reader.page.route(asked, async (route) => {
        // The page itself comes: only what it asks for is hindered.
        if (route.request().resourceType() !== 'fetch') return route.fallback();
        if (status === undefined) return route.abort();
        const contentType = 'application/problem+json';
        return route.fulfill({ status, contentType, json: { type: 'about:blank', status } });
      });
    });

    afterAll(async () => {
      await reader.page.unroute(asked);
    });

    it.each(hindered)('the %s page says so, and what helps', async (_page, pathOf) => {
      expect(await look(pathOf(), 'main [role=alert]')).toEqual(SOUND);
      const told = reader.page.locator('main [role=alert]').first();
      expect(await told.textContent()).toContain(words);
      expect(await told.locator('button, a').count()).toBeGreaterThan(0);
    });
  });
});

specifyStates(() => ({ shipment, reader }));

describe('in every dress', () => {
  it('the pages kept their policy', async () => {
    await reader.expectNoFault();
  });
});
