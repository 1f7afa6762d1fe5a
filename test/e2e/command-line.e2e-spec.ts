import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVkey, publicKeyOf } from '../../src/protocol/index.js';
import { closeServices, json, serve } from '../support/answering-service.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, Workplace } from '../support/command-line.js';

describe('the custody command', () => {
  let app: TestApp;
  let workplace: Workplace;
  const path = (name: string) => join(workplace.folder, name);

  beforeAll(async () => {
    app = await startTestApp();
    workplace = new Workplace(app);
    await workplace.shell(`
      npx custody keygen --out mine.jwk.json
      npx custody keygen --out stranger.jwk.json
      npx custody register party --id CLI-MINE --name "A mine" --country RW --role producer
      npx custody register key --party CLI-MINE --new-key mine.jwk.json
    `);
  }, 120_000);

  afterAll(async () => {
    await app.close();
  });

  function commission(eventId: string, change: object = {}): void {
    const event = {
      type: 'COMMISSION',
      eventId,
      actor: 'CLI-MINE',
      occurredAt: '2026-11-20T09:00:00+02:00',
      basis: 'mined',
      place: { locode: 'RWKGL' },
      items: [{ itemId: `${eventId}-L`, hs: '261590', qty: { value: '5', unit: 'KGM' } }],
      ...change,
    };
    writeFileSync(path(`${eventId}.json`), JSON.stringify(event));
  }

  async function origin(): Promise<string> {
    const { stdout } = await workplace.custody('well-known', '--json');
    return (JSON.parse(stdout) as { origin: string }).origin;
  }

  async function sign(eventId: string, ...more: string[]): Promise<Ran> {
    return workplace.custody(
      'sign',
      `${eventId}.json`,
      '--ledger',
      await origin(),
      '--key',
      'mine.jwk.json',
      ...more,
    );
  }

  it('prints help and ends well', async () => {
    const { status, stdout } = await workplace.custody('--help');

    expect(status).toBe(0);
    expect(stdout).toContain('replay');
  });

  it('ends with status 2 for a command that is not there, saying so', async () => {
    const { status, stderr } = await workplace.custody('levitate');

    expect(status).toBe(2);
    expect(stderr).toContain('levitate');
  });

  it('makes keys that only their owner can read, and never overwrites one', async () => {
    const before = readFileSync(path('mine.jwk.json'), 'utf8');

    const { status, stderr } = await workplace.custody('keygen', '--out', 'mine.jwk.json');

    expect(statSync(path('mine.jwk.json')).mode & 0o777).toBe(0o600);
    expect(status).toBe(2);
    expect(stderr).toContain('never overwritten');
    expect(readFileSync(path('mine.jwk.json'), 'utf8')).toBe(before);
  });

  it('refuses to sign what the ledger would refuse, naming the member', async () => {
    commission('bad-qty', {
      items: [{ itemId: 'x', hs: '261590', qty: { value: '1e3', unit: 'KGM' } }],
    });

    const { status, stderr, stdout } = await sign('bad-qty');

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('/items/0/qty/value');
  });

  it('posts a file once, and goes on where it stopped when called again', async () => {
    const lines: string[] = [];
    for (const eventId of ['post-1', 'post-2', 'post-3']) {
      commission(eventId);
      lines.push((await sign(eventId)).stdout);
    }
    writeFileSync(path('three.ndjson'), lines.join(''));

    const first = await workplace.custody('post', 'three.ndjson', '--json');
    const again = await workplace.custody('post', 'three.ndjson', '--json');
    const elsewhere = await workplace.custody(
      'post',
      'three.ndjson',
      '--json',
      '--receipts',
      'other.ndjson',
    );

    expect(JSON.parse(first.stdout)).toMatchObject({
      posted: 3,
      known: 0,
      skipped: 0,
      refused: [],
    });
    expect(JSON.parse(again.stdout)).toMatchObject({
      posted: 0,
      known: 0,
      skipped: 3,
      refused: [],
    });
    expect(JSON.parse(elsewhere.stdout)).toMatchObject({
      posted: 0,
      known: 3,
      skipped: 0,
      refused: [],
    });
    expect(readFileSync(path('other.ndjson'), 'utf8')).toBe(
      readFileSync(path('three.ndjson.receipts.ndjson'), 'utf8'),
    );
  });

  it('posts again what a cut left of the receipts, and keeps no half of one', async () => {
    const receipts = path('three.ndjson.receipts.ndjson');
    const whole = readFileSync(receipts, 'utf8');
    writeFileSync(receipts, whole.slice(0, -200));

    const { stdout } = await workplace.custody('post', 'three.ndjson', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ posted: 0, known: 1, skipped: 2 });
    expect(readFileSync(receipts, 'utf8')).toBe(whole);
  });

  it('keeps no receipt that does not verify, says so, and ends with status 1', async () => {
    const known = await fetch(`${app.url}/.well-known/custody-ledger`);
    const wellKnown = await known.text();
    const { vkey, origin: own }: { vkey: string; origin: string } = JSON.parse(wellKnown);
    const liar = await serve((request, response) => {
      if (request.method === 'GET') return json(response, 200, JSON.parse(wellKnown));
      void fetch(`${app.url}${request.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: request.body,
      }).then(async (answer) => {
        const text = await answer.text();
        json(response, 200, JSON.parse(text.replaceAll('"recordedAt":"20', '"recordedAt":"19')));
      });
    });
    const post = async (...args: string[]) =>
      workplace.custody('post', 'three.ndjson', '--receipts', 'bad.ndjson', ...args);

    const lied = await post('--url', liar.url, '--json');
    const before = liar.requests.length;
    const elsewhere = await post(
      '--url',
      liar.url,
      '--vkey',
      formatVkey(own, publicKeyOf(new Uint8Array(32).fill(9))),
      '--json',
    );
    const sound = await post('--vkey', vkey, '--json');
    await closeServices();

    expect(lied.status).toBe(1);
    const { unproved, known: count } = JSON.parse(lied.stdout);
    expect({ count, unproved }).toEqual({
      count: 0,
      unproved: Array.from({ length: 3 }, () =>
        expect.objectContaining({ detail: expect.stringContaining('leaf hash') }),
      ),
    });
    expect(elsewhere).toMatchObject({ status: 1, stdout: '' });
    expect(elsewhere.stderr).toContain('nothing was posted');
    expect(liar.requests.slice(before).map(({ method }) => method)).toEqual(['GET']);
    expect(sound).toMatchObject({ status: 0 });
    expect(JSON.parse(sound.stdout)).toMatchObject({ known: 3, unproved: [] });
    expect(readFileSync(path('bad.ndjson'), 'utf8')).toBe(
      readFileSync(path('three.ndjson.receipts.ndjson'), 'utf8'),
    );
  });

  it('says which statement of a file was refused and why, and ends with status 1', async () => {
    commission('by-stranger');
    const signed = await workplace.custody(
      'sign',
      'by-stranger.json',
      '--ledger',
      await origin(),
      '--key',
      'stranger.jwk.json',
    );
    writeFileSync(path('by-stranger.signed'), signed.stdout);

    const { status, stdout } = await workplace.custody('post', 'by-stranger.signed');

    expect(status).toBe(1);
    expect(stdout).toContain('unknown-key');
  });

  it('verifies a receipt offline, and not one byte less', async () => {
    commission('verified');
    await sign('verified', '--out', 'verified.signed');
    await workplace.custody('post', 'verified.signed');
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();
    const verify = async (receipt: string) =>
      workplace.custody(
        'verify',
        receipt,
        '--statement',
        'verified.signed',
        '--vkey',
        vkey,
        '--signer',
        'mine.jwk.json',
      );
    const receipt = readFileSync(path('verified.signed.receipts.ndjson'), 'utf8');
    writeFileSync(path('forged.json'), receipt.replace(/"recordedAt":"2/u, '"recordedAt":"3'));

    const good = await verify('verified.signed.receipts.ndjson');
    const forged = await verify('forged.json');

    expect(good).toMatchObject({ status: 0 });
    expect(good.stdout).toContain('verified');
    expect(forged).toMatchObject({ status: 1 });
    expect(forged.stdout).toContain('NOT verified');
  });

  it('answers UNKNOWN with status 4 for what is not there', async () => {
    const { status, stdout } = await workplace.custody(
      'check',
      '9ZZNOWHERE',
      '--key',
      'mine.jwk.json',
      '--party',
      'CLI-MINE',
      '--json',
    );

    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toEqual({ ucr: '9ZZNOWHERE', verdict: 'UNKNOWN' });
  });

  it('ends with status 3 when the service cannot be reached', async () => {
    const { status, stderr } = await workplace.custody('well-known', '--url', 'http://127.0.0.1:9');

    expect(status).toBe(3);
    expect(stderr).toContain('--url');
  }, 60_000);

  it('audits the ledger and finds it whole', async () => {
    const { status, stdout } = await workplace.custody('audit', '--json');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ faults: [] });
  }, 60_000);
});
