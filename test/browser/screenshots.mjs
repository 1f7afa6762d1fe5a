// `npm run screenshots [name …]`: plays the demo ledger, opens the console's pages in Chromium, and writes what they look
// like into docs/images. `CONSOLE_URL` and `KEYS` take a demo that runs already.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { SHOTS } from './shots.mjs';

const OUT = process.env.OUT ?? new URL('../../docs/images/', import.meta.url).pathname;
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const QUALITY = 82;
const MOST_BYTES = 120_000;
const ADDRESS = /The service stays up at\S* (?<url>http\S+)/u;

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'custody-screenshots-'));
const demo = await demoLedger();
try {
  mkdirSync(OUT, { recursive: true });
  for (const shot of SHOTS) if (wanted.length === 0 || wanted.includes(shot.name)) await take(shot);
} finally {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A demo of its own, unless one is named. */
async function demoLedger() {
  const { CONSOLE_URL: url, KEYS: keys } = process.env;
  if (url !== undefined && keys !== undefined) return { url, keys, stop: async () => {} };
  const data = join(folder, 'demo');
  const child = spawn(
    process.execPath,
    ['dist/cli/main.js', 'demo', '--port', '3460', '--data-dir', data],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1' } },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let told = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      told += chunk;
      const found = ADDRESS.exec(told)?.groups?.url;
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the demo ended with ${code}:\n${told}`)));
  });
  return {
    url: address,
    keys: join(data, 'demo-keys'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Everybody has a browser of his own: nothing of one picture is seen in the next. */
async function take({ name, path, as, waitFor, size = 'desk', language = 'en', theme, act }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
  });
  try {
    const context = await browser.newContext({ viewport: SIZES[size], locale: language });
    const cookies = { language, ...(theme && { theme }) };
    await context.addCookies(
      Object.entries(cookies).map(([key, value]) => ({ name: key, value, url: demo.url })),
    );
    const page = await context.newPage();
    if (as !== undefined) await logIn(page, as);
    await page.goto(demo.url + path);
    await page.locator(waitFor).first().waitFor();
    await act?.(page, demo);
    await write(page, name);
  } finally {
    await browser.close();
  }
}

async function logIn(page, party) {
  await page.goto(`${demo.url}/login`);
  await page.locator('input[type=file]').setInputFiles(join(demo.keys, `${party}.jwk.json`));
  await page.locator('button[type=submit]:enabled').click();
  await page.locator('.masthead').getByText(party).waitFor();
}

async function write(page, name) {
  await page.evaluate('document.fonts.ready');
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  const file = join(OUT, `${name}.webp`);
  writeFileSync(file, Buffer.from(data, 'base64'));
  const { size } = statSync(file);
  process.stdout.write(`${name}.webp ${size} bytes\n`);
  if (size > MOST_BYTES) throw new Error(`${name}.webp has more than ${MOST_BYTES} bytes`);
}
