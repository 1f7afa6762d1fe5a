import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { type Trust, verifyFile } from '../../src/protocol/index.js';
import { makeVerifier } from '../../src/verifier/build.mjs';
import type { Manifest, ManifestEntry } from '../conformance/kit.js';
import { openBrowser } from '../support/browser.js';
import { testFolder } from '../support/database.js';
import { until } from '../support/until.js';

const files = join(import.meta.dirname, '../conformance/files');
const manifest: Manifest = JSON.parse(readFileSync(join(files, 'manifest.json'), 'utf8'));
const SOUND = 'bundle_consignment.custody.json';
const START_MS = 120_000;

interface Seen {
  /** Pixels that the page is wider than the window. */
  readonly sideways: number;
  /** Contrast of text and ground, by WCAG 2.2. */
  readonly ratios: readonly number[];
}

/** Runs in the page. */
const LOOK = `(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const ratioOf = (selector) => {
    const { color, backgroundColor } = getComputedStyle(document.querySelector(selector));
    const ground = backgroundColor === 'rgba(0, 0, 0, 0)' ? paper : backgroundColor;
    const [low, high] = [luminance(color), luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    sideways: scrollWidth - clientWidth,
    ratios: ['h1', 'p', 'label', 'input', '#verdict', '#checks li'].map(ratioOf),
  };
})()`;

describe('the HTML verifier in a browser, opened from the disk', () => {
  let browser: BrowserContext;
  let page: Page;
  const requested: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    const file = join(testFolder('verifier-'), 'custody-verifier.html');
    writeFileSync(file, await makeVerifier());
    browser = await openBrowser();
    browser.on('request', (request) => requested.push(request.url()));
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(pathToFileURL(file).href);
    await until(async () => page.evaluate('self.custodyVerifier !== undefined'));
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
  });

  /** Verdict and lines, once the page has come to this file. */
  async function shown(name: string): Promise<string> {
    await page.locator('#verdict', { hasText: `: ${name}` }).waitFor();
    const verdict = await page.locator('#verdict').getAttribute('class');
    return [verdict, ...(await page.locator('#checks li').allTextContents())].join('\n');
  }

  function wordsOf({ file, policy, vkeys, rotations }: ManifestEntry): string {
    const trust: Trust = {
      vkey: vkeys ?? manifest.vkey,
      policy: policy && manifest.policy,
      rotations: rotations && manifest.rotations,
    };
    const { verdict, checks } = verifyFile(
      new Uint8Array(readFileSync(join(files, file))),
      trust,
      signingRules,
    );
    const lines = checks.map(
      ({ what, ok, detail }) => `${ok ? 'holds' : 'BROKEN'} \u2013 ${what}: ${detail}`,
    );
    return [verdict, ...lines].join('\n');
  }

  it('gives the verdict of the manifest on every file of the conformance kit, in the words of the core', async () => {
    const trustOf = ({ vkeys, policy, rotations }: ManifestEntry) =>
      JSON.stringify([policy, rotations, vkeys]);
    // Whenever the trust changes, the page judges the file it has once more.
    const judged = manifest.files.toSorted((a, b) => trustOf(a).localeCompare(trustOf(b)));
    const { rotations } = manifest;
    let [keys, policy, ledger] = ['', '', ''];
    for (const [at, entry] of judged.entries()) {
      const wanted = (entry.vkeys ?? [manifest.vkey]).join(' ');
      if (wanted !== keys) await page.fill('#vkey', (keys = wanted));
      const quorum = entry.policy === true ? manifest.policy : '';
      if (quorum !== policy) await page.fill('#policy', (policy = quorum));
      const answered = entry.rotations === true ? JSON.stringify({ rotations }) : '';
      if (answered !== ledger) await page.fill('#ledger', (ledger = answered));
      await page.setInputFiles('#file', join(files, entry.file));
      const words = await shown(entry.file);

      const { file, verdict, fails } = entry;
      expect({ file, verdict: words.split('\n')[0] }).toEqual({ file, verdict });
      expect(words).toContain(fails === undefined ? 'holds' : `BROKEN \u2013 ${fails}:`);
      if (at % 9 === 0 || entry.rotations) expect(words).toBe(wordsOf(entry));
    }
  }, 240_000);

  it('takes a file that is dropped on it, and judges anew under another key', async () => {
    await page.fill('#vkey', '');
    await page.fill('#policy', '');
    await page.fill('#ledger', '');
    const text = readFileSync(join(files, SOUND), 'utf8');
    const data = await page.evaluateHandle(
      `(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([${JSON.stringify(text)}], 'dropped.json'));
        return transfer;
      })()`,
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });

    expect(await shown('dropped.json')).toMatch(/^consistent\n/u);
    await page.fill('#vkey', 'nonsense');
    expect(await shown('dropped.json')).toMatch(/^unusable\n/u);
    await page.fill('#vkey', manifest.vkey);
    for (const nonsense of ['{', '{}']) {
      await page.fill('#ledger', nonsense);
      expect(await shown('dropped.json')).toMatch(/^unusable\n/u);
    }
    await page.fill('#ledger', '');
    expect(await shown('dropped.json')).toMatch(/^verified\n/u);
  });

  it.each([
    ['light', 1200],
    ['dark', 1200],
    ['dark', 360],
  ] as const)('can be read in %s at %d pixels', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.fill('#vkey', manifest.vkey);
    await page.setInputFiles('#file', join(files, SOUND));
    await shown(SOUND);

    const seen = await page.evaluate<Seen>(LOOK);

    expect(seen.sideways).toBeLessThanOrEqual(0);
    // WCAG 2.2, success criterion 1.4.6 asks for 7 to 1.
    for (const ratio of seen.ratios) expect(ratio).toBeGreaterThanOrEqual(7);
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined)
      await page.screenshot({ path: join(folder, `${colorScheme}-${width}.png`), fullPage: true });
  });

  it('has asked for nothing but itself, and made no fault', () => {
    expect(requested.filter((url) => !/^(?:file|blob|data):/u.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
