import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startTestApp, type TestApp } from '../support/app.js';
import { Workplace } from '../support/command-line.js';

const page = readFileSync(
  resolve(import.meta.dirname, '../../docs/tutorial/first-shipment.md'),
  'utf8',
);
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gmsu)].map((match) => match[1] ?? '');

describe('docs/tutorial/first-shipment.md', () => {
  let app: TestApp;
  let workplace: Workplace;

  beforeAll(async () => {
    app = await startTestApp();
    workplace = new Workplace(app);
  }, 120_000);

  afterAll(async () => {
    await app.close();
  });

  it('has blocks to run', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6);
  });

  it('runs block by block, as a newcomer types it', async () => {
    const outputs: string[] = [];
    for (const block of blocks) {
      const { status, stdout, stderr } = await workplace.shell(block);
      expect({ block, status, stderr }).toEqual({ block, status: 0, stderr });
      outputs.push(stdout);
    }

    const all = outputs.join('\n');
    expect(all).toContain('QTY_HANDOVER_VARIANCE');
    expect(all).toContain('verified');
  }, 240_000);
});
