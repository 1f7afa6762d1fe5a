import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { testFolder } from './database.js';

/** Nothing that talks to anybody by itself, and no sandbox: tests run as root too. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SYSTEM = '/usr/bin/chromium';

/**
 * A browser with a profile of its own; close it in the end. `CHROME_PATH` says which, else it is the system's Chromium,
 * else the one that npm brought.
 *
 * @param camera a y4m file that stands before its camera
 */
export async function openBrowser(camera?: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(testFolder('browser-'), {
    executablePath: await executable(),
    headless: true,
    chromiumSandbox: false,
    args: [
      ...FLAGS,
      '--use-fake-device-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}

async function executable(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (existsSync(SYSTEM)) return SYSTEM;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
