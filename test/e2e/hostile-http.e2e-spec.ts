import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import type { TestParty } from '../support/parties.js';
import { Desk, expectProblem, START_MS } from './desk.js';
import { postHead, RawSocket } from './raw-socket.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
/** How long a request may take to arrive, in this test. */
const REQUEST_TIMEOUT_MS = 2000;

let desk: Desk;
let mine: TestParty;

beforeAll(async () => {
  desk = await Desk.open({ env: { REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS) } });
  mine = await desk.party('P-MINE', ['producer']);
}, START_MS);

afterAll(async () => {
  await desk?.close();
}, START_MS);

function statement(): Uint8Array {
  return desk.sign(desk.commission(mine), mine.key);
}

/** Somebody else is served all the while. */
async function expectOthersServed(): Promise<void> {
  const answer = await desk.post(statement());
  expect(answer.status).toBe(201);
}

describe('a body of 1 GiB', () => {
  it('that says its length is refused before it is sent', async () => {
    const socket = await RawSocket.to(desk.service.url);
    const before = await desk.posted();

    await socket.write(postHead('/v1/events', `Content-Length: ${GIB}`));
    await until(() => socket.text.includes('\r\n\r\n') && socket.text.includes('}'));

    const { status, head, body } = socket.answer();
    expect(status).toBe(413);
    expect(head).toMatch(/content-type: application\/problem\+json/iu);
    expect(JSON.parse(body)).toMatchObject({ status: 413, code: 'too-large' });
    expect(await desk.posted()).toBe(before);
    socket.cut();
    await expectOthersServed();
  });

  it.each(['/v1/events', '/v1/registrations', '/v1/login', '/v1/nowhere'])(
    'that comes in chunks is refused long before its end, in bounded memory: %s',
    async (path) => {
      const socket = await RawSocket.to(desk.service.url);
      const chunk = Buffer.alloc(MIB, 0x20);
      const before = process.memoryUsage.rss();
      let most = 0;
      let sent = 0;

      await socket.write(postHead(path, 'Transfer-Encoding: chunked'));
      while (socket.isOpen && sent < GIB) {
        await socket.write(`${chunk.length.toString(16)}\r\n`);
        await socket.write(chunk);
        await socket.write('\r\n');
        sent += chunk.length;
        most = Math.max(most, process.memoryUsage.rss());
      }
      socket.cut();

      expect([404, 413]).toContain(socket.answer().status);
      expect(most - before).toBeLessThan(200 * MIB);
      await expectOthersServed();
    },
  );
});

describe('a slow client', () => {
  it('is cut off with 408, and nobody else waits for it', async () => {
    const body = Buffer.from(statement());
    const began = Date.now();
    const slow = await Promise.all(
      Array.from({ length: 20 }, async () => RawSocket.to(desk.service.url)),
    );
    for (const socket of slow) {
      await socket.write(postHead('/v1/events', `Content-Length: ${body.length}`));
      await socket.write(body.subarray(0, 100));
    }

    await expectOthersServed();
    const answers = await Promise.all(slow.map(async (socket) => socket.end()));

    for (const { status, body: text } of answers) {
      expect(status).toBe(408);
      expect(JSON.parse(text)).toMatchObject({ code: 'request-timeout' });
    }
    // Node looks at the clock every two seconds.
    expect(Date.now() - began).toBeLessThan(REQUEST_TIMEOUT_MS + 20_000);
  });

  it('is cut off that never ends its header', async () => {
    const socket = await RawSocket.to(desk.service.url);
    await socket.write('GET /health/live HTTP/1.1\r\nHost: test\r\nX-Slow: ');

    expect((await socket.end()).status).toBe(408);
    await expectOthersServed();
  });
});

describe('a client that goes away', () => {
  it('before its receipt gets the same one when it comes back', async () => {
    for (const wait of ['none', 'some', 'appended'] as const) {
      const body = Buffer.from(statement());
      const before = await desk.posted();
      const socket = await RawSocket.to(desk.service.url);
      await socket.write(postHead('/v1/events', `Content-Length: ${body.length}`));
      await socket.write(body);
      if (wait === 'some') await new Promise((done) => setImmediate(done));
      if (wait === 'appended') await until(async () => (await desk.posted()) > before);
      socket.cut();

      const first = await desk.post(body);
      const second = await desk.post(body);

      expect([200, 201]).toContain(first.status);
      if (wait === 'appended') expect(first.status).toBe(200);
      expect({ status: second.status, text: second.text }).toEqual({
        status: 200,
        text: first.text,
      });
      expect(await desk.posted()).toBe(before + 1);
    }
  });

  it('in the middle of its statement leaves nothing behind', async () => {
    const body = Buffer.from(statement());
    const before = await desk.posted();
    const sockets = await Promise.all(
      Array.from({ length: 50 }, async () => RawSocket.to(desk.service.url)),
    );
    for (const [at, socket] of sockets.entries()) {
      await socket.write(postHead('/v1/events', `Content-Length: ${body.length}`));
      await socket.write(body.subarray(0, at * 10));
      socket.cut();
    }

    await expectOthersServed();
    expect(await desk.posted()).toBe(before + 1);
  });
});

describe('content types', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/cbor',
    'application/jsonx',
    'application',
    'application/json/',
  ])('other than JSON are refused: %s', async (type) => {
    for (const path of ['/v1/events', '/v1/registrations', '/v1/login']) {
      const init = { method: 'POST', headers: { 'content-type': type }, body: statement() };
      await desk.refuses(
        () => desk.ask(path, { ...init, body: Buffer.from(init.body) }),
        415,
        'unsupported-media-type',
      );
    }
  });

  it('may name a character set', async () => {
    for (const type of [
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'APPLICATION/JSON',
    ]) {
      const answer = await desk.ask('/v1/events', {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.from(statement()),
      });
      expect({ type, status: answer.status }).toEqual({ type, status: 201 });
    }
  });

  it('must be there when there is a body', async () => {
    const body = Buffer.from(statement());
    const socket = await RawSocket.to(desk.service.url);
    await socket.write(
      `POST /v1/events HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    await socket.write(body);

    expect((await socket.end()).status).toBe(415);
  });

  it('do not hide a compressed body', async () => {
    const answer = await desk.ask('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(statement()),
    });

    expect([400, 415]).toContain(answer.status);
    expectProblem(answer, answer.status, answer.body.code);
  });
});

describe('methods', () => {
  it.each([
    ['GET', '/v1/events'],
    ['PUT', '/v1/events'],
    ['DELETE', '/v1/events'],
    ['PATCH', '/v1/events'],
    ['GET', '/v1/login'],
    ['DELETE', '/v1/statements/aa'],
    ['POST', '/v1/feed'],
    ['POST', '/log/checkpoint'],
    ['DELETE', '/v1/alerts/00000000000000000000000000000000'],
    ['POST', '/.well-known/custody-ledger'],
  ])('that a path has not are refused: %s %s', async (method, path) => {
    const answer = await desk.ask(path, { method });

    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toMatch(/^[A-Z]+(?:, [A-Z]+)*$/u);
    expect(answer.headers.get('allow')).not.toContain(method);
  });

  it('that nobody has are refused', async () => {
    for (const method of ['TRACE', 'CONNECT', 'BREW', 'PROPFIND']) {
      const socket = await RawSocket.to(desk.service.url);
      await socket.write(
        `${method} /v1/events HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n`,
      );
      const { status } = await socket.end();
      expect({
        method,
        isRefused: Number.isNaN(status) || (status >= 400 && status < 500),
      }).toEqual({ method, isRefused: true });
    }
    await expectOthersServed();
  });
});

describe('what is hardly HTTP', () => {
  const requests: [string, number[], string][] = [
    [
      'a header field of 20 KiB',
      [431],
      `GET /health/live HTTP/1.1\r\nHost: test\r\nX-Long: ${'x'.repeat(20_480)}\r\n\r\n`,
    ],
    [
      'ten thousand header fields',
      [431],
      `GET /health/live HTTP/1.1\r\nHost: test\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`,
    ],
    [
      'a path of 20 KiB',
      [414, 431],
      `GET /v1/items/${'x'.repeat(20_480)} HTTP/1.1\r\nHost: test\r\n\r\n`,
    ],
    ['no HTTP at all', [400], 'hello\r\n\r\n'],
    ['TLS', [400], '\u0016\u0003\u0001\u0002\u0000\u0001'],
    [
      'two lengths',
      [400],
      'POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    ],
    [
      'length and chunks',
      [400],
      'POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a length that is no number',
      [400],
      'POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Length: many\r\n\r\n',
    ],
    [
      'a negative length',
      [400],
      'POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Length: -1\r\n\r\n',
    ],
    ['no host', [400], 'GET /health/live HTTP/1.1\r\n\r\n'],
    [
      'a header name with a space',
      [400],
      'GET /health/live HTTP/1.1\r\nHost: test\r\nX A: b\r\n\r\n',
    ],
    [
      'a bare line feed in a field',
      [400],
      'GET /health/live HTTP/1.1\r\nHost: test\r\nX: a\rb\r\n\r\n',
    ],
    [
      'a chunk size that is no number',
      [400],
      'POST /v1/events HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
  ];
  it.each(requests)('is refused: %s', async (_, statuses, bytes) => {
    const socket = await RawSocket.to(desk.service.url);
    await socket.write(bytes);

    const { status, body } = await socket.end();

    expect(statuses).toContain(status);
    // Node refuses a request without a host by itself, with an empty body.
    if (body.startsWith('{')) expect(JSON.parse(body)).toMatchObject({ status });
    await expectOthersServed();
  });
});
