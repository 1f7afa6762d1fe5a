import { request as httpRequest, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  decodeEntryBundle,
  hashLeaf,
  openCheckpoint,
  rootOf,
  tilePath,
  tilesForSize,
} from '../../src/protocol/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { rootsOfProof } from '../support/reference-merkle.js';
import { until } from '../support/until.js';

const START_MS = 120_000;
jest.setTimeout(60_000);

interface Served {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

describe('tiles', () => {
  let app: TestApp;
  let events: EventFactory;
  let mine: TestParty;
  let vkey: string;

  beforeAll(async () => {
    app = await startTestApp();
    const parties = new Parties(app);
    events = new EventFactory(parties);
    mine = await parties.party('P-MINE', ['producer']);
    const known = await fetch(`${app.url}/.well-known/custody-ledger`);
    ({ vkey } = JSON.parse(await known.text()));
  }, START_MS);

  afterAll(async () => {
    await checkLedger(app);
    await app.close();
  }, START_MS);

  /** As it is on the wire: `fetch` would unpack. */
  async function get(path: string, headers: Record<string, string> = {}): Promise<Served> {
    return new Promise((done, failed) => {
      const sent = httpRequest(`${app.url}/log/${path}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0, headers: received } = response;
          done({ status: statusCode, headers: received, body: Buffer.concat(chunks) });
        });
      });
      sent.on('error', failed);
      sent.end();
    });
  }

  async function postMany(count: number): Promise<void> {
    const envelopes = Array.from({ length: count }, () => events.commission(mine));
    expect((await events.postText(app.url, events.array(envelopes))).status).toBe(200);
  }

  async function checkpoint(least: number): Promise<{ size: number; root: Uint8Array }> {
    return until(async () => {
      const opened = openCheckpoint((await get('checkpoint')).body.toString('utf8'), vkey);
      if (!opened.ok) throw new Error(opened.reason);
      return opened.checkpoint.size >= least ? opened.checkpoint : undefined;
    });
  }

  it('may be read by a page of any origin, as the checkpoint may, and nothing else may', async () => {
    await postMany(1);
    await checkpoint(1);
    for (const path of ['checkpoint', 'tile/0/000.p/1', 'tile/nonsense'])
      expect((await get(path)).headers['access-control-allow-origin']).toBe('*');
    const { headers } = await fetch(`${app.url}/v1/consignments/6RW-1`);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('exist, in their partial widths, for every size that was published', async () => {
    const sizes: { size: number; root: Uint8Array }[] = [];
    for (const count of [1, 3, 120, 130, 40]) {
      await postMany(count);
      const last = sizes.at(-1)?.size ?? 0;
      sizes.push(await checkpoint(last + count));
    }
    expect(sizes.at(-1)!.size).toBeGreaterThan(256);
    for (const { size, root } of sizes) {
      const leaves: Uint8Array[] = [];
      for (let n = 0; n * 256 < size; n++) {
        const width = Math.min(256, size - n * 256);
        const bundle = await get(tilePath('entries', n, width));
        leaves.push(...decodeEntryBundle(bundle.body).map((entry) => hashLeaf(entry)));
      }
      expect(Buffer.compare(rootOf(leaves), root)).toBe(0);
      for (const { level, n, width } of tilesForSize(size)) {
        const { status, body } = await get(tilePath(level, n, width));
        expect([status, body.length]).toEqual([200, 32 * width]);
        if (level === 0) {
          const expected = Buffer.concat(leaves.slice(n * 256, n * 256 + width));
          expect(body.equals(expected)).toBe(true);
        }
      }
    }
  });

  describe('consistency proofs', () => {
    async function proofOf(older: number, newer: number): Promise<Uint8Array[]> {
      const { status, body } = await get(`consistency?older=${older}&newer=${newer}`);
      const answer = JSON.parse(body.toString('utf8'));
      expect([status, answer.older, answer.newer]).toEqual([200, older, newer]);
      return answer.proof.map((hash: string) => Buffer.from(hash, 'base64'));
    }

    it('hold between any two sizes, as another reading of the RFC has it', async () => {
      const { size, root } = await checkpoint(256);
      const { body } = await get(tilePath('entries', 0, 256));
      const rest = await get(tilePath('entries', 1, size - 256));
      const leaves = [body, rest.body].flatMap((bundle) =>
        decodeEntryBundle(bundle).map((entry) => hashLeaf(entry)),
      );
      expect(Buffer.compare(rootOf(leaves.slice(0, size)), root)).toBe(0);
      const sizes = [1, 2, 3, 7, 64, 100, 255, 256, 257, size - 1, size];
      for (const [at, older] of sizes.entries())
        for (const newer of sizes.slice(at)) {
          const roots = [older, newer].map((length) => rootOf(leaves.slice(0, length)));
          const led = rootsOfProof(
            BigInt(older),
            BigInt(newer),
            roots[0]!,
            await proofOf(older, newer),
          );
          expect(led?.map((hash) => Buffer.from(hash))).toEqual(
            roots.map((hash) => Buffer.from(hash)),
          );
        }
      expect(await proofOf(0, size)).toEqual([]);
    });

    it.each([
      ['older=2&newer=1', 'older'],
      ['older=1&newer=999999999', 'newer'],
      ['older=-1&newer=2', 'older'],
      ['older=1', 'newer'],
      ['older=1&newer=2&third=3', 'third'],
    ])('are refused for %s, naming the member', async (query, member) => {
      const { status, headers, body } = await get(`consistency?${query}`);
      expect(status).toBe(400);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.toString('utf8')).toContain(member);
    });
  });

  it('say that they may be kept for ever, and by what name', async () => {
    for (const path of ['tile/0/000', 'tile/0/000.p/7', 'tile/1/000.p/1', 'tile/entries/000']) {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=604800, immutable',
        etag: expect.stringMatching(/^"[0-9a-f]{32}"$/u),
      });
      expect((await get(path)).headers.etag).toBe(headers.etag);
    }
  });

  it('are not sent again to who has them', async () => {
    const { etag } = (await get('tile/entries/000')).headers;
    for (const known of [etag!, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, headers, body } = await get('tile/entries/000', { 'if-none-match': known });
      expect([status, body.length]).toEqual([304, 0]);
      expect(headers).toMatchObject({
        etag,
        'cache-control': expect.stringContaining('immutable'),
      });
    }
    expect((await get('tile/entries/000', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('of entries come packed to who accepts that, under a tag of their own', async () => {
    const plain = await get('tile/entries/000');
    const packed = await get('tile/entries/000', { 'accept-encoding': 'br, gzip' });

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('accept-encoding');
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(packed.body.length).toBeLessThan(plain.body.length);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    const { 'content-encoding': none } = (
      await get('tile/entries/000', { 'accept-encoding': 'gzip;q=0, *' })
    ).headers;
    expect(none).toBeUndefined();
  });

  it('of hashes are never packed', async () => {
    const { headers, body } = await get('tile/0/000', { 'accept-encoding': 'gzip' });

    expect(headers['content-encoding']).toBeUndefined();
    expect(body).toHaveLength(8192);
  });

  it('leave no caching headers on errors', async () => {
    for (const path of ['tile/0/999', 'tile/0/000.p/256', 'tile/64/000', 'tile/entries/x000/001']) {
      const { status, headers } = await get(path, { 'accept-encoding': 'gzip' });
      expect(status).toBe(404);
      expect(headers).toMatchObject({ 'cache-control': 'no-store' });
      expect(headers).not.toHaveProperty('etag');
      expect(headers).not.toHaveProperty('content-encoding');
    }
  });

  it('never share the headers of the checkpoint', async () => {
    const { headers } = await get('checkpoint');

    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
});
