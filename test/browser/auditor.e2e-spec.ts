import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  cosign,
  formatVkey,
  hashLeaf,
  NOTE_KEY_TYPES,
  parseNote,
  publicKeyOf,
  sign,
  toHex,
} from '../../src/protocol/index.js';
import type { EnvelopeJson } from '../../src/client/answers.js';
import { readEntries } from '../../src/client/log-source.js';
import { LedgerClient } from '../../src/client/ledger-client.js';
import { makeVerifier } from '../../src/verifier/build.mjs';
import { START_MS } from '../e2e/desk.js';
import { Shipment } from '../e2e/shipment.js';
import { specifyArrival } from './arrival.js';
import { DRESSES, lookAt, shiftAt, SOUND, soundnessOf } from './looks.js';
import { specifyTwoHistories } from './two-histories.js';
import { specifyWithoutNetwork } from './without-network.js';
import { Reader } from './reader.js';

const [ASIDE, BESIDE, UNKNOWN] = [21, 22, 23].map((fill) => new Uint8Array(32).fill(fill));

let shipment: Shipment;
let reader: Reader;
let page: Page;

beforeAll(async () => {
  shipment = await Shipment.start();
  reader = await Reader.open(shipment.desk.service);
  page = reader.page;
}, START_MS);

afterAll(async () => {
  await reader?.close();
  await shipment?.close();
}, START_MS);

function vkeyOf(name: string, secretKey: Uint8Array): string {
  return formatVkey(name, publicKeyOf(secretKey), NOTE_KEY_TYPES.cosignature);
}

function cosigned(text: string, name: string, secretKey: Uint8Array): string {
  return cosign(text, {
    name,
    publicKey: publicKeyOf(secretKey),
    time: 1_796_000_000,
    sign: (message) => sign(message, secretKey),
  });
}

describe('who has no key', () => {
  describe('and looks at the witnesses of the log', () => {
    /** The ledger answers with these lines under its checkpoint, and names the witnesses in its policy. */
    async function witnessed(linesUnder: (text: string) => string, policy: string): Promise<void> {
      await page.route('**/log/checkpoint', async (route) => {
        const answer = await route.fetch();
        const note = await answer.text();
        await route.fulfill({ response: answer, body: note + linesUnder(parseNote(note).text) });
      });
      // The service worker asks it.
      await page.context().route('**/.well-known/custody-ledger', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), policy } });
      });
    }

    afterAll(async () => {
      await page.unroute('**/log/checkpoint');
      await page.context().unroute('**/.well-known/custody-ledger');
    });

    it('is told where the ledger names none', async () => {
      await reader.goTo('/log');
      await page.getByText('The ledger names no witnesses').waitFor();
    });

    it('sees which of them signed, as checked here', async () => {
      const policy = [
        `witness Aside ${vkeyOf('aside.example', ASIDE!)}`,
        `witness Beside ${vkeyOf('beside.example', BESIDE!)}`,
        `witness Away ${vkeyOf(
          'away.example',
          BESIDE!.map((byte) => byte + 9),
        )}`,
        'group enough 2 Aside Beside Away',
        'quorum enough\n',
      ].join('\n');
      await witnessed(
        (text) =>
          cosigned(text, 'aside.example', ASIDE!) +
          cosigned(`${text}more\n`, 'beside.example', BESIDE!) +
          cosigned(text, 'stranger.example', UNKNOWN!),
        policy,
      );
      const shown = '.proof li[data-tone=good]';
      expect(await lookAt(reader, { path: '/log', shown })).toEqual(SOUND);
      const tones = await page
        .locator('.proof li')
        .evaluateAll((all) => all.map(({ dataset }) => dataset['tone']));
      expect(tones).toEqual(['good', 'bad', 'unknown', 'unknown']);
      expect(await page.locator('dd [data-tone=warn]').count()).toBe(1);
      expect(await page.locator('.proof li').last().textContent()).toContain('Away');
    });
  });

  describe('and looks for an entry', () => {
    let hashes: { readonly statement: string; readonly entry: string };

    beforeAll(async () => {
      const client = new LedgerClient({ url: shipment.desk.service.url });
      const size = Number((await client.checkpoint()).split('\n')[1]);
      const { value: bytes } = await readEntries(client, 3, size).next();
      if (!(bytes instanceof Uint8Array)) throw new Error('there is no entry 3');
      const statement = Buffer.from(
        new TextDecoder().decode(bytes).split('\n')[3] ?? '',
        'base64',
      ).toString('hex');
      hashes = { statement, entry: toHex(hashLeaf(bytes)) };
      await reader.prefer({ language: 'en' });
    });

    const shown = '#entry-title';

    it('finds it by the hash of its statement', async () => {
      const path = `/log?hash=${hashes.statement}`;
      expect(await lookAt(reader, { path, shown })).toEqual(SOUND);
      await page.locator('.notice[data-tone=good] ~ .facts').waitFor();
    });

    it('finds it by its own hash in capitals, and can hand on the address', async () => {
      await reader.prefer({ language: 'en' });
      await reader.goTo('/log');
      await page.getByLabel('Number or hash').fill(hashes.entry.toUpperCase());
      await page.keyboard.press('Enter');
      await page.getByText('It is the hash of entry 3 itself').waitFor();

      expect(new URL(page.url()).searchParams.get('hash')).toBe(hashes.entry.toUpperCase());
    });

    it('is told that no entry has it', async () => {
      const path = `/log?hash=${'0'.repeat(64)}`;
      const done = '#find-title ~ [role=status]:not(.busy)';
      expect(await lookAt(reader, { path, shown: done })).toEqual(SOUND);
      expect(await page.locator(shown).count()).toBe(0);
    });

    it('is told what is neither number nor hash', async () => {
      const look = { path: '/log?entry=12x', shown: '#entry-fault' };
      expect(await lookAt(reader, look)).toEqual(SOUND);
      expect(await page.locator('#entry').getAttribute('aria-invalid')).toBe('true');
      expect(await page.locator('#entry').inputValue()).toBe('12x');
    });
  });
});

describe('who reads a consignment', () => {
  const lots = ['LOT-RAW', 'LOT-HALF', 'LOT-REST'] as const;
  const kilograms = (itemId: string, value: string) => ({
    itemId,
    hs: '261590',
    qty: { value, unit: 'KGM' },
  });

  beforeAll(async () => {
    const { mine, inspector, importer, smelter } = shipment.cast;
    const [raw, half, rest] = lots;
    const place = { locode: 'RWKGL' };
    const items = [kilograms(raw, '100')];
    const halves = [kilograms(half, '60'), kilograms(rest, '40')];
    await shipment.put(mine, 'raw', { type: 'COMMISSION', basis: 'mined', items, place });
    await shipment.put(mine, 'split', { type: 'SPLIT', inputs: items, outputs: halves, place });
    await shipment.put(mine, 'half', {
      type: 'CONSIGN',
      ucr: '6RW-HALF-1',
      commodity: '3T',
      consignee: importer.id,
      endUser: smelter.id,
      plan: { countries: ['RW', 'BE'], transitCountries: [] },
      items: [kilograms(half, '60')],
    });
    await shipment.play();
    await shipment.brokenAlert();
    await reader.prefer({ language: 'en' });
    await reader.logIn(inspector);
  }, START_MS);

  const open = async (): Promise<void> => {
    await page.locator('#lineage > summary').click();
    await page.locator('#lineage svg').waitFor();
  };

  it('sees the gap between its lots drawn as a gap', async () => {
    const path = `/c/${shipment.ucr}`;
    const look = { path, shown: '.banner-proof[role=status]', open };
    expect(await lookAt(reader, look)).toEqual(SOUND);

    const lineage = page.locator('#lineage');
    expect(await lineage.locator('svg .gap').count()).toBeGreaterThan(0);
    expect(await lineage.locator('svg .leg[data-known=no]').count()).toBeGreaterThan(0);
    expect(await lineage.locator('tr[data-tone]').first().textContent()).toContain(shipment.item);
  });

  it('sees of which lot it is a part, in the picture and in the table', async () => {
    await reader.prefer({ language: 'en', theme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await reader.goTo('/c/6RW-HALF-1');
    await page.locator('.banner-proof[role=status]').waitFor();
    await open();
    const lineage = page.locator('#lineage');
    const drawn = await lineage.locator('svg .lot').allTextContents();
    expect(drawn.map((text) => lots.find((lot) => text.startsWith(lot)))).toEqual(
      expect.arrayContaining(['LOT-RAW', 'LOT-HALF']),
    );
    expect(await lineage.locator('tbody tr').first().textContent()).toContain('Split');
  });
});

describe('who has lost the network', () => {
  afterEach(() => page.context().setOffline(false));

  it('cannot press what needs it, and is told why', async () => {
    const { id } = await shipment.brokenAlert();
    const buttons = page.locator('.needs-network button');
    const seen = await lookAt(reader, {
      path: `/alerts/${id}`,
      shown: '#finding',
      open: async () => {
        await page.context().setOffline(true);
        // On a phone some of it is folded away.
        const reasons = page.locator('.needs-network .reason:not(:empty)');
        await reasons.first().waitFor({ state: 'attached' });
      },
    });
    const pressable = await buttons.evaluateAll(
      (all) => all.filter((one) => one.matches(':enabled')).length,
    );
    await page.context().setOffline(false);

    expect(seen).toEqual(SOUND);
    expect(await buttons.count()).toBeGreaterThan(3);
    expect(pressable).toBe(0);
    await page.locator('.needs-network button:enabled').first().waitFor({ state: 'attached' });
    expect(await page.locator('.needs-network .reason:not(:empty)').count()).toBe(0);
  });

  it('reads what it has of a consignment, and is not offered the report', async () => {
    await reader.prefer({ language: 'en' });
    await reader.goTo(`/c/${shipment.ucr}`);
    await page.locator('.banner-proof[role=status]').waitFor();
    await page.context().setOffline(true);
    await page.getByText('The report needs a network').waitFor();
    expect(await page.getByRole('button', { name: 'report' }).isDisabled()).toBe(true);
  });
});

specifyWithoutNetwork(() => ({ shipment, reader }));

specifyTwoHistories(() => ({ shipment, reader }));

specifyArrival(() => ({ shipment, reader }));

describe('who waits for the ledger', () => {
  const asked = /\/(?:v1\/(?:alerts|parties|webhooks)|health|metrics|log)\b/u;
  const pages = [
    ['/alerts', '[data-row]'],
    ['/parties', 'tbody tr'],
    ['/webhooks', '#url'],
    ['/health', 'section .facts'],
    ['/log', 'tbody tr'],
  ] as const;

  describe.each(DRESSES)('in $language, $theme, $width wide', (dress) => {
    it.each(pages)('sees rows in its place on %s, and nothing moves', async (path, shown) => {
      const seen: Promise<void>[] = [];
      await page.route(asked, async (route) => {
        if (route.request().resourceType() !== 'fetch') return route.fallback();
        seen.push(seen[0] ?? page.locator('main .skeleton').first().waitFor());
        await seen[0];
        return route.fallback();
      });
      const shift = await shiftAt(reader, { path, shown, dress });
      await page.unroute(asked);

      expect(shift).toBe(0);
      expect(seen.length).toBeGreaterThan(0);
      await Promise.all(seen);
    });
  });
});

describe('who verifies without the site', () => {
  it('takes the verifier along, as it is built from the sources, with its hash', async () => {
    const built = createHash('sha256')
      .update(await makeVerifier())
      .digest('hex');
    await reader.prefer({ language: 'en' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await reader.goTo(`/c/${shipment.ucr}`);
    await page.locator('.banner-proof[role=status]').waitFor();
    await page.getByText('Check it without this site').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the offline verifier' }).click(),
    ]);
    const saved = readFileSync(await download.path());

    expect(download.suggestedFilename()).toBe('custody-verifier.html');
    expect(createHash('sha256').update(saved).digest('hex')).toBe(built);
    await page.getByText(built).waitFor();
    expect(await soundnessOf(page)).toEqual([]);
  });

  it('is sent it to be saved, not to run at this address', async () => {
    const answer = await fetch(`${shipment.desk.service.url}/custody-verifier.html`);

    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/u);
  });
});

describe('who is about to revoke a key', () => {
  let signed: number;

  beforeAll(async () => {
    const { mine } = shipment.cast;
    await reader.prefer({ language: 'en' });
    await reader.logOut();
    await reader.logIn(mine);
    const token = await shipment.desk.parties.logIn(mine);
    const { body } = await shipment.get('/v1/feed?limit=500', token);
    const { keyid } = mine.key;
    signed = body.items.filter(({ envelope }: { envelope: EnvelopeJson }) =>
      envelope.signatures.some((signature) => signature.keyid === keyid),
    ).length;
  }, START_MS);

  it('is told what would come into doubt', async () => {
    const seen = await lookAt(reader, {
      path: `/parties/${shipment.cast.mine.id}`,
      shown: '.proof details',
      open: async () => {
        await page.locator('.proof details summary').first().click();
        await page.locator('input[type=datetime-local]').first().fill('2026-01-01T00:00');
        await page.locator('.proof details .actions button').first().click();
        await page.locator('.proof details .notice[data-tone=warn] p').first().waitFor();
      },
    });
    expect(seen).toEqual(SOUND);

    const told = await page.locator('.proof details [role=status] .notice').first().textContent();
    expect(signed).toBeGreaterThan(2);
    expect(told).toContain(String(signed));
    expect(told).toContain(shipment.ucr);
  });
});

describe('the pages of an auditor', () => {
  it('kept their policy', async () => {
    await reader.expectNoFault();
  });
});
