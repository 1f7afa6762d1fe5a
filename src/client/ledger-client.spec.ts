import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServices, json, serve } from '../../test/support/answering-service.js';
import { dispatchEvent } from '../custody/vocabulary/examples.js';
import {
  decodeUtf8,
  encodeUtf8,
  jwkOfSecretKey,
  type Receipt,
  signStatement,
  statementHash,
  storedBytes,
  toHex,
} from '../protocol/index.js';
import { LedgerClient } from './ledger-client.js';
import { ProblemError, UnreachableError } from './problem-error.js';

const secretKey = new Uint8Array(32).fill(7);
const jwk = jwkOfSecretKey(secretKey);
const origin = 'custody.local/0123456789ab';
const envelope = signStatement('event', { ...dispatchEvent, ledger: origin }, [secretKey]);
const zeros = '0'.repeat(64);
const receipt: Receipt = {
  index: 1,
  recordedAt: '2026-05-11T06:00:00.000Z',
  previous: zeros,
  statementHash: toHex(statementHash(storedBytes(envelope))),
  leafHash: zeros,
  proof: 'c2sp.org/tlog-proof@v1\n',
};
const fast = { backoffMs: 1 };

afterEach(closeServices);

describe('LedgerClient', () => {
  it('posts the stored bytes of an event and tells a new one from a known one', async () => {
    const { url, requests } = await serve((_request, response, number) =>
      json(response, number === 1 ? 201 : 200, receipt),
    );
    const client = new LedgerClient({ url });

    expect(await client.postEvent(envelope)).toEqual({ isNew: true, receipt });
    expect(await client.postEvent(envelope)).toEqual({ isNew: false, receipt });
    expect(requests[0]?.url).toBe('/v1/events');
    expect(requests[0]?.body).toBe(decodeUtf8(storedBytes(envelope)));
  });

  it('asks who the ledger is once, and anew past every cache where that is wanted', async () => {
    const { url, requests } = await serve((_request, response) => json(response, 200, { origin }));
    const client = new LedgerClient({ url });
    await client.wellKnown();
    await client.wellKnown();
    await client.wellKnownNow();

    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({
      url: expect.stringMatching(/^\/\.well-known\/custody-ledger\?at=\d+$/u),
      headers: { 'cache-control': 'no-cache' },
    });
  });

  it.each([
    ['<html></html>', 'the answer is not JSON'],
    ['', 'the answer does not tell of a ledger'],
  ])('says in words what is no answer of a ledger: %j', async (body, message) => {
    const { url } = await serve((_request, response) => response.end(body));
    const client = new LedgerClient({ url });

    for (const asked of [client.wellKnown(), client.wellKnownNow()])
      await expect(asked).rejects.toMatchObject({ name: 'UnreachableError', message });
  });

  it('carries the problem of a refusal', async () => {
    const problem = {
      type: 'https://example.org/problems/schema',
      title: 'Schema',
      status: 400,
      code: 'schema',
      detail: 'to is required',
      errors: [{ pointer: '/to', detail: 'to is required' }],
    };
    const { url } = await serve((_request, response) =>
      json(response, 400, problem, 'application/problem+json'),
    );

    const refused = await new LedgerClient({ url })
      .postEvent(envelope)
      .catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({
      message: 'to is required',
      status: 400,
      code: 'schema',
      problem,
    });
  });

  it('makes a problem of an answer that is none', async () => {
    const { url } = await serve((_request, response) => void response.writeHead(404).end('<html>'));

    await expect(new LedgerClient({ url }).item('L-1')).rejects.toMatchObject({
      problem: { type: 'about:blank', title: 'HTTP status 404', status: 404 },
    });
  });

  it('tries again when the connection breaks, also for a post of a statement', async () => {
    const { url, requests } = await serve((_request, response, number) => {
      if (number < 3) return void response.destroy();
      return json(response, 201, receipt);
    });

    expect((await new LedgerClient({ url, ...fast }).postEvent(envelope)).isNew).toBe(true);
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
  });

  it('tries again when the service is busy, and not when it refuses', async () => {
    const busy = await serve((_request, response, number) =>
      number === 1 ? json(response, 503, {}) : json(response, 200, { items: [], next: null }),
    );
    const refusing = await serve((_request, response) => json(response, 422, { code: 'role' }));

    await new LedgerClient({ url: busy.url, ...fast }).parties();
    await expect(new LedgerClient({ url: refusing.url, ...fast }).parties()).rejects.toBeInstanceOf(
      ProblemError,
    );
    expect([busy.requests.length, refusing.requests.length]).toEqual([2, 1]);
  });

  it('gives up after its tries and says what it could not reach', async () => {
    const { url, requests } = await serve((_request, response) => void response.destroy());

    await expect(new LedgerClient({ url, ...fast, retries: 2 }).parties()).rejects.toThrow(
      UnreachableError,
    );
    expect(requests).toHaveLength(3);
  });

  it('gives up a request that is not answered in time', async () => {
    const { url } = await serve(() => undefined);

    await expect(new LedgerClient({ url, retries: 0, timeoutMs: 50 }).parties()).rejects.toThrow(
      UnreachableError,
    );
  });

  it('stops reading an answer that grows too long, before it is in memory', async () => {
    let sent = 0;
    const { url } = await serve((_request, response) => {
      const part = Buffer.alloc(256 * 1024);
      const more = (): void => {
        sent += part.length;
        if (sent < 64 * 1024 * 1024) response.write(part, more);
        else response.end();
      };
      more();
    });

    await expect(new LedgerClient({ url, ...fast }).checkpoint()).rejects.toThrow(
      'the answer is longer than 1048576 bytes',
    );
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('does not repeat a change that is no statement', async () => {
    const { url, requests } = await serve((_request, response) => void response.destroy());
    const client = new LedgerClient({ url, ...fast });

    await expect(client.createWebhook({ url: 'https://example.org/hook' })).rejects.toThrow(
      UnreachableError,
    );
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['json', 'application/json', 1],
    ['ndjson', 'application/x-ndjson', 2],
  ] as const)(
    'posts many events as %s and gives each its result',
    async (form, contentType, lines) => {
      const problem = { type: 'about:blank', title: 'Role', status: 422, code: 'role' };
      const { url, requests } = await serve((_request, response) =>
        json(response, 200, {
          results: [
            { status: 201, receipt },
            { status: 422, problem },
          ],
        }),
      );

      const results = await new LedgerClient({ url }).postEvents([envelope, envelope], form);

      expect(results).toEqual([
        { ok: true, isNew: true, receipt },
        { ok: false, status: 422, problem },
      ]);
      expect(requests[0]?.headers['content-type']).toBe(contentType);
      expect(requests[0]?.body.trim().split('\n')).toHaveLength(lines);
    },
  );

  it('does not take a batch answer of another length for its own', async () => {
    const { url } = await serve((_request, response) => json(response, 200, { results: [] }));

    await expect(new LedgerClient({ url }).postEvents([envelope])).rejects.toBeInstanceOf(
      ProblemError,
    );
  });

  it('keeps a path prefix and escapes what stands in paths and queries', async () => {
    const { url, requests } = await serve((_request, response) => json(response, 200, {}));
    const client = new LedgerClient({ url: `${url}/custody/` });

    await client.consignment('6RW1-(A);2026', { asOf: '2026-05-01T00:00:00+02:00' });
    await client.search('a b&c');
    await client.feed({ after: 7 });

    expect(requests.map((request) => request.url)).toEqual([
      '/custody/v1/consignments/6RW1-(A)%3B2026?asOf=2026-05-01T00%3A00%3A00%2B02%3A00',
      '/custody/v1/search?q=a+b%26c',
      '/custody/v1/feed?after=7',
    ]);
  });

  it('reads checkpoint and tiles as they are, without logging in', async () => {
    const { url, requests } = await serve(
      (_request, response) => void response.writeHead(200).end('\u0001\u0002'),
    );
    const client = new LedgerClient({ url, key: { party: 'P-1', jwk } });

    expect(await client.tile('tile/0/000')).toEqual(encodeUtf8('\u0001\u0002'));
    expect(await client.checkpoint()).toBe('\u0001\u0002');
    expect(requests.map((request) => request.url)).toEqual(['/log/tile/0/000', '/log/checkpoint']);
  });
});
