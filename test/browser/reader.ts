import { expect } from '@jest/globals';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { jwkOfSecretKey } from '../../src/protocol/index.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import type { TestApp } from '../support/app.js';
import { openBrowser } from '../support/browser.js';
import type { TestParty } from '../support/parties.js';
import { filmOf } from './film.js';

/** A key file as `custody keygen` and the demo write it. */
export function keyFileOf({ id, key }: TestParty) {
  const jwk = jwkOfSecretKey(key.secretKey);
  return {
    name: `${id}.jwk.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(jwk)),
  };
}

/** Somebody with a browser of his own before the console, and what went wrong there. */
export class Reader {
  /** Errors of scripts and of the policy, as the browser told them. */
  readonly faults: string[] = [];
  /** Requests to anybody but the service. */
  readonly foreign: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly service: TestApp,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // What the network answered is told by the pages; it is no fault of theirs.
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) this.faults.push(message.text());
    });
    page.on('request', (request) => {
      const isOwn = /^(blob|data):/u.test(request.url()) || request.url().startsWith(service.url);
      if (!isOwn) this.foreign.push(request.url());
    });
  }

  /** @param code what the label before the camera says */
  static async open(service: TestApp, code?: string): Promise<Reader> {
    const context = await openBrowser(code === undefined ? undefined : filmOf(code));
    const [page = await context.newPage()] = context.pages();
    page.setDefaultTimeout(30_000);
    return new Reader(context, page, service);
  }

  async goTo(path: string): Promise<Response> {
    const response = await this.page.goto(this.service.url + path);
    if (response === null) throw new Error(`the browser was there already: ${path}`);
    return response;
  }

  /** Logs in with a key file on the page that is open, or on the login page. */
  async logIn(party: TestParty, at = '/login'): Promise<void> {
    await this.goTo(at);
    if (at !== '/login') await this.page.locator('main a[href^="/login"]').first().click();
    await this.page.locator('input[type=file]').setInputFiles(keyFileOf(party));
    await this.page.locator('button[type=submit]:enabled').click();
    await this.page.locator('.masthead').getByText(party.id).waitFor();
  }

  async logOut(): Promise<void> {
    await this.goTo('/login');
    await this.page.getByRole('button', { name: 'Log out and remove' }).click();
    await this.page.getByRole('heading', { name: 'Log in with a key' }).waitFor();
  }

  /** The reader says yes when the page asks for the camera. */
  async allowCamera(): Promise<void> {
    await this.context.grantPermissions(['camera'], { origin: this.service.url });
  }

  async prefer(preferences: {
    readonly language?: string;
    readonly theme?: string;
  }): Promise<void> {
    const cookies = Object.entries(preferences).map(([name, value]) => ({
      name,
      value,
      url: this.service.url,
    }));
    await this.context.addCookies(cookies);
  }

  /** No script failed, nobody else was asked, and the service got no report of a broken policy. */
  async expectNoFault(): Promise<void> {
    expect(this.faults).toEqual([]);
    expect(this.foreign).toEqual([]);
    expect(await reportsTo(this.service)).toBe(0);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** How many violations of the policy browsers have reported. */
export async function reportsTo(service: TestApp): Promise<number> {
  const metrics = await service.app.get(Metrics, { strict: false }).values();
  const reports = metrics.find(({ name }) => name === 'custody_csp_reports_total');
  return (reports?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}
