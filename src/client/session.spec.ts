import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, closeServices, json, serve } from '../../test/support/answering-service.js';
import { login } from '../custody/vocabulary/login.js';
import {
  decodeUtf8,
  encodeUtf8,
  isSignedBy,
  jwkOfSecretKey,
  parseEnvelope,
  publicKeyOfJwk,
} from '../protocol/index.js';
import { LedgerClient } from './ledger-client.js';

const jwk = jwkOfSecretKey(new Uint8Array(32).fill(7));
const origin = 'custody.local/0123456789ab';
const fast = { backoffMs: 1 };

afterEach(closeServices);

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

  it('is not needed to post: the signature is the authority', async () => {
    const { url, requests } = await serve((_request, response) =>
      json(response, 200, { results: [] }),
    );

    await new LedgerClient({ url, key: { party: 'C-RW', jwk } }).postEvents([]);

    expect(requests.map((request) => request.url)).toEqual(['/v1/events']);
    expect(requests[0]?.headers.authorization).toBeUndefined();
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
