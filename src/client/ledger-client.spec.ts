import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dispatchEvent } from '../custody/vocabulary/examples.js';
import { login } from '../custody/vocabulary/login.js';
import {
  decodeUtf8,
  encodeUtf8,
  jwkOfSecretKey,
  parseEnvelope,
  publicKeyOfJwk,
  statementHash,
  storedBytes,
  toHex,
} from '../protocol/index.js';
import { isSignedBy } from '../protocol/statement.js';
import type { Receipt } from '../protocol/index.js';
import { LedgerClient } from './ledger-client.js';
import { ProblemError, UnreachableError } from './problem-error.js';
import { signEvent } from './signing.js';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (request: Received, response: ServerResponse, number: number) => void;

const jwk = jwkOfSecretKey(new Uint8Array(32).fill(7));
const origin = 'custody.local/0123456789ab';
const envelope = signEvent({ ...dispatchEvent, ledger: origin }, [jwk]);
const zeros = '0'.repeat(64);
const receipt: Receipt = {
  index: 1,
  recordedAt: '2026-05-11T06:00:00.000Z',
  previous: zeros,
  statementHash: toHex(statementHash(storedBytes(envelope))),
  leafHash: zeros,
  proof: 'c2sp.org/tlog-proof@v1\n',
};
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A service that answers as it is told, and remembers what it was asked. */
async function serve(answer: Answer): Promise<{ url: string; requests: Received[] }> {
  const requests: Received[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { method = '', url = '', headers } = message;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      answer(request, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  type = 'application/json',
): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

const fast = { backoffMs: 1 };

/** Answers login and well-known; everything else goes to `answer`. */
const withLogin =
  (answer: Answer, lifetimeMs = 900_000): Answer =>
  (request, response, number) => {
    if (request.url === '/.well-known/custody-ledger') return json(response, 200, { origin });
    if (request.url === '/v1/login/challenge')
      return json(response, 200, { challenge: `${'A'.repeat(43)}=` });
    if (request.url === '/v1/login') {
      const expiresAt = new Date(Date.now() + lifetimeMs).toISOString();
      return json(response, 200, {
        token: `token-${number}`,
        expiresAt,
        party: 'P-1',
        roles: ['customs'],
      });
    }
    return answer(request, response, number);
  };

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

describe('the login', () => {
  it('is a signed answer to the challenge, made once for requests at the same time', async () => {
    const { url, requests } = await serve(
      withLogin((_request, response) => json(response, 200, { items: [], next: null })),
    );
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk } });

    await Promise.all([client.alerts({ state: 'OPEN' }), client.sites(), client.parties()]);

    const logins = requests.filter((request) => request.url === '/v1/login');
    const signed = parseEnvelope(encodeUtf8(logins[0]?.body ?? ''));
    expect(logins).toHaveLength(1);
    expect(isSignedBy(signed, 0, publicKeyOfJwk(jwk))).toBe(true);
    expect(login.parse(JSON.parse(decodeUtf8(signed.payload)))).toMatchObject({
      actor: 'C-RW',
      audience: url,
      ledger: origin,
    });
    const tokens = requests
      .filter(({ url: path }) => path.startsWith('/v1/alerts'))
      .map(({ headers }) => headers.authorization);
    expect(tokens).toEqual([expect.stringMatching(/^Bearer token-/)]);
  });

  it('is renewed before the token lapses', async () => {
    const { url, requests } = await serve(
      withLogin((_request, response) => json(response, 200, {}), 10_000),
    );
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk } });

    await client.alerts();
    await client.alerts();

    expect(requests.filter((request) => request.url === '/v1/login')).toHaveLength(2);
  });

  it('is renewed once when the service no longer takes the token', async () => {
    const { url, requests } = await serve(
      withLogin((request, response) =>
        request.headers.authorization === 'Bearer token-3'
          ? json(response, 401, {})
          : json(response, 200, {}),
      ),
    );
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk } });

    await client.alerts();

    expect(requests.map((request) => request.url).slice(-3)).toEqual([
      '/v1/login/challenge',
      '/v1/login',
      '/v1/alerts',
    ]);
  });

  it('that is refused reaches every caller, and the next call tries anew', async () => {
    let isRefused = true;
    const { url } = await serve((request, response, number) => {
      if (request.url === '/v1/login' && isRefused)
        return json(response, 401, { detail: 'unknown key' });
      return withLogin((_request, answer) => json(answer, 200, {}))(request, response, number);
    });
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk } });

    await expect(client.alerts()).rejects.toThrow('unknown key');
    isRefused = false;
    await expect(client.alerts()).resolves.toEqual({});
  });
});

const notice = (index: number) =>
  `id: ${index}\nevent: alert\ndata: {"alert":"a","index":${index}}\n\n`;

describe('the alert stream', () => {
  it('resumes after a break from the last event given out', async () => {
    const { url, requests } = await serve(
      withLogin((request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        // Whole events and the beginning of one that the break cuts off.
        if (request.headers['last-event-id'] === '8') response.write(notice(9));
        else response.end(`: hello\n\n${notice(7)}${notice(8)}id: 9\ndata: {"al`);
      }),
    );
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk }, ...fast });

    const seen: string[] = [];
    for await (const { id, alert } of client.alertStream({ lastEventId: '6' })) {
      seen.push(`${id}:${alert.index}`);
      if (id === '9') break;
    }

    const streams = requests.filter((request) => request.url === '/v1/alerts/stream');
    expect(seen).toEqual(['7:7', '8:8', '9:9']);
    expect(streams.map(({ headers }) => headers['last-event-id'])).toEqual(['6', '8']);
  });

  it('ends when it is aborted', async () => {
    const { url } = await serve(
      withLogin(
        (_request, response) =>
          void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(notice(1)),
      ),
    );
    const abort = new AbortController();
    const client = new LedgerClient({ url, key: { party: 'C-RW', jwk }, ...fast });

    const seen: string[] = [];
    for await (const { id } of client.alertStream({ signal: abort.signal })) {
      seen.push(id);
      abort.abort();
    }

    expect(seen).toEqual(['1']);
  });

  it('passes on a refusal instead of asking again', async () => {
    const { url } = await serve(
      withLogin((_request, response) => json(response, 403, { detail: 'not for carriers' })),
    );
    const client = new LedgerClient({ url, key: { party: 'P-1', jwk }, ...fast });

    await expect(client.alertStream().next()).rejects.toThrow('not for carriers');
  });
});
