import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { LedgerClient } from '../../src/client/ledger-client.js';
import { jwkOfSecretKey } from '../../src/protocol/index.js';
import type { Shipment } from '../e2e/shipment.js';
import { GIVEN, HELD } from './in-page.js';
import type { Reader } from './reader.js';

interface Stage {
  readonly shipment: Shipment;
  readonly reader: Reader;
}

/** Evidence that somebody has as a file. @param stage what is there when the tests run */
export function specifyEvidenceFile(stage: () => Stage): void {
  describe('an evidence file', () => {
    let shipment: Shipment;
    let reader: Reader;
    let page: Page;
    let evidence: Uint8Array;

    beforeAll(async () => {
      ({ shipment, reader } = stage());
      ({ page } = reader);
      const { id, key } = shipment.cast.customs;
      const login = { party: id, jwk: jwkOfSecretKey(key.secretKey) };
      const client = new LedgerClient({ url: shipment.desk.service.url, key: login });
      evidence = await client.evidence(shipment.ucr);
    });

    async function isVerified(): Promise<void> {
      await page.waitForURL('**/file');
      await page.locator('.banner-proof[role=status]').waitFor();
      expect(await page.locator('h1').textContent()).toContain('Serious gap in the record');
      expect(await page.locator('.proof [data-tone=bad]').count()).toBe(0);
    }

    it.each(['drop', 'paste'] as const)(
      'is verified after a %s anywhere on the first page',
      async (way) => {
        await reader.goTo('/');
        await page.getByLabel('Evidence file').waitFor();
        await page.evaluate(GIVEN(way, new TextDecoder().decode(evidence)));

        await isVerified();
      },
    );

    it('is told of while it is held over the page, and is chosen there by keys', async () => {
      await reader.goTo('/');
      const choice = page.getByLabel('Evidence file');
      await choice.waitFor();
      await page.evaluate(HELD);
      await page.getByRole('status').getByText('Let go: the file is verified').waitFor();
      await page.locator('#content').focus();
      const focused = `document.activeElement.type`;
      for (let at = 0; at < 9 && (await page.evaluate(focused)) !== 'file'; at += 1)
        await page.keyboard.press('Tab');

      expect(await page.evaluate(focused)).toBe('file');
      await choice.setInputFiles({
        name: 'chosen.custody.json',
        mimeType: 'application/json',
        buffer: Buffer.from(evidence),
      });
      await isVerified();
    });
  });
}
