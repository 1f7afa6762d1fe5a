// `npm run icons`: draws src/console/mark.svg in Chromium as the PNG icons that devices ask for when they install the
// console (https://www.w3.org/TR/appmanifest/#icons-member), into src/console/icons. To be run when the mark changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CONSOLE = new URL('../../src/console/', import.meta.url);
const mark = readFileSync(new URL('mark.svg', CONSOLE), 'utf8');
const GROUND = '#14406b';
/** Of a maskable icon a device may cut off all but a circle of four fifths of its width. */
const SAFE = 0.72;

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
try {
  await draw('icon-192', 192);
  await draw('icon-512', 512);
  await draw('maskable-512', 512, { ground: GROUND, part: SAFE });
} finally {
  await browser.close();
}

async function draw(name, size, { ground = 'transparent', part = 1 } = {}) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = Math.round(size * part);
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} }
     svg { width: ${inner}px; height: ${inner}px }</style>${mark}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(`icons/${name}.png`, CONSOLE), png);
  process.stdout.write(`${name}.png ${png.length} bytes\n`);
  await page.close();
}
