import 'reflect-metadata';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { migrations } from '../../src/migrations/index.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { createHttpApp, type HttpApp } from '../../src/platform/http/create-http-app.js';
import { Draining } from '../../src/platform/http/draining.js';
import { Problem } from '../../src/platform/http/problem.js';
import { RawBody } from '../../src/platform/http/route-config.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { recordingLogger } from '../support/logger.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
const shipment = z.strictObject({
  name: z.string().min(1),
  lots: z.array(z.strictObject({ count: z.int().positive() })),
});
const page = z.strictObject({ limit: z.coerce.number().int().max(100).default(50) });

/** Lets the slow request end; set once it is in flight. */
let release: (() => void) | undefined;

@Controller('probe')
class ProbeController {
  constructor(@Inject(Draining) private readonly draining: Draining) {}

  @Post('strict')
  strict(@Body({ schema: shipment }) body: z.infer<typeof shipment>): unknown {
    return body;
  }

  @Post('raw')
  @RawBody({ bodyLimit: 4 * MIB, isHot: true })
  raw(@Body() body: Buffer): unknown {
    return { bytes: body.length, isBuffer: Buffer.isBuffer(body) };
  }

  @Get('list')
  list(@Query({ schema: page }) query: z.infer<typeof page>): unknown {
    return query;
  }

  @Get('items/:id')
  item(@Param('id', { schema: z.string().regex(/^[a-z]{3}$/u) }) id: string): unknown {
    return { id };
  }

  @Get('refused')
  refused(): never {
    throw new Problem({
      status: 409,
      code: 'event-id-reused',
      title: 'The event id is taken',
      detail: 'Choose another eventId.',
      errors: [{ pointer: '/eventId', detail: 'Was used for other bytes.' }],
    });
  }

  @Get('broken')
  broken(): never {
    throw new Error('password=hunter2');
  }

  @Get('overloaded')
  overloaded(): never {
    throw new Problem({ status: 503, code: 'low-space', retryAfter: 7, detail: 'disk /dev/sda1' });
  }

  @Get('slow')
  async slow(): Promise<{ isDraining: boolean }> {
    await new Promise<void>((done) => {
      release = done;
    });
    return { isDraining: this.draining.hasBegun };
  }
}

@Module({})
class ProbeModule {}

describe('the HTTP application', () => {
  const log = recordingLogger();
  let database: TestDatabase;
  let http: HttpApp;
  let url: string;

  async function open(): Promise<{ http: HttpApp; url: string }> {
    const config = loadConfig({
      PORT: '0',
      DATABASE_URL: database.url,
      UNSAFE_VOLATILE_DATABASE: 'true',
      REQUEST_TIMEOUT_MS: '2000',
      SHUTDOWN_TIMEOUT_MS: '5000',
    });
    const module = {
      module: ProbeModule,
      imports: [PlatformModule.forRoot({ config, migrations, logger: log })],
      controllers: [ProbeController],
    };
    const made = await createHttpApp(module, config, log);
    return { http: made, url: await made.listen() };
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ http, url } = await open());
  }, 60_000);

  afterAll(async () => {
    await http.shutDown();
    await database.drop();
  });

  async function post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    contentType = 'application/json',
  ): Promise<Response> {
    return fetch(`${url}/probe/${path}`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
  }

  /** Sends bytes on a socket and gathers what comes back until the other side ends. */
  async function talk(
    chunks: readonly string[],
    delayMs = 0,
  ): Promise<{ answer: string; ms: number }> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const startedAt = Date.now();
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    const closed = new Promise<void>((done) => {
      socket.once('close', () => {
        done();
      });
    });
    for (const chunk of chunks) {
      if (socket.destroyed) break;
      socket.write(chunk);
      if (delayMs > 0) await Promise.race([pause(delayMs), closed]);
    }
    await closed;
    return { answer, ms: Date.now() - startedAt };
  }

  describe('bodies', () => {
    it('takes JSON that fits the schema', async () => {
      const response = await post('strict', '{"name":"a","lots":[{"count":1}]}');

      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({ name: 'a', lots: [{ count: 1 }] });
    });

    it('names each member that does not fit by its pointer', async () => {
      const body = JSON.stringify({ lots: [{ count: 1 }, { count: -1, 'a/b': 0 }], more: 1 });
      const problem = await problemOf(await post('strict', body));

      expect(problem).toMatchObject({ status: 400, code: 'schema' });
      expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
        '/lots/1/a~1b',
        '/lots/1/count',
        '/more',
        '/name',
      ]);
    });

    it.each([
      ['a member that stands twice', '{"name":"a","name":"b","lots":[]}', 'stands twice'],
      ['a doubled member behind an escape', '{"name":"a","\\u006eame":"b"}', 'stands twice'],
      ['a member named __proto__', '{"__proto__":{"name":"a"}}', '__proto__'],
      ['nesting that never ends', '['.repeat(200_000), 'deeper than 32 levels'],
      ['half a value', '{"name":', 'not JSON'],
      ['two values', '{} {}', 'not JSON'],
    ])('refuses %s', async (_name, body, words) => {
      const problem = await problemOf(await post('strict', body));

      expect(problem).toMatchObject({ status: 400, code: 'malformed-json' });
      expect(problem.detail).toContain(words);
    });

    it('refuses bytes that are not UTF-8', async () => {
      const body = Uint8Array.from([0x22, 0xff, 0x22]);

      expect(await problemOf(await post('strict', body))).toMatchObject({ code: 'malformed-json' });
    });

    it('asks for a body where there is none', async () => {
      expect(await problemOf(await post('strict', ''))).toMatchObject({ code: 'schema' });
    });

    it.each([
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/x-ndjson',
    ])('answers 415 to %s where JSON is wanted', async (type) => {
      const problem = await problemOf(await post('strict', '{}', type));

      expect(problem).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    });

    it.each(['application/json', 'application/x-ndjson'])(
      'gives a raw route the bytes of %s as they came',
      async (type) => {
        const response = await post('raw', '{"a":1,"a":2} not json', type);

        expect(await response.json()).toEqual({ bytes: 22, isBuffer: true });
      },
    );

    it('lets each route have its own limit', async () => {
      const big = 'x'.repeat(MIB);

      expect((await post('raw', big)).status).toBe(201);
      expect(await problemOf(await post('strict', big))).toMatchObject({
        status: 413,
        code: 'too-large',
      });
      expect(await problemOf(await post('raw', 'x'.repeat(5 * MIB)))).toMatchObject({
        status: 413,
      });
    });

    it('answers a body announced as 1 GiB at once and without keeping it', async () => {
      const before = process.memoryUsage().rss;
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      const startedAt = Date.now();
      socket.write(
        'POST /probe/raw HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
          `Content-Length: ${1024 * MIB}\r\n\r\n`,
      );
      const block = Buffer.alloc(MIB, 'x');
      let sent = 0;
      // A client that sends first and reads later, as many do: it must still find the answer.
      while (sent < 256 && !socket.destroyed) {
        if (!socket.write(block)) await Promise.race([once(socket, 'drain'), pause(1000)]);
        sent += 1;
      }
      await until(() => answer.includes('"status":413'));
      socket.destroy();

      expect(answer).toContain('HTTP/1.1 413');
      expect(Date.now() - startedAt).toBeLessThan(5000);
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB);
    });

    it('stops reading a body without an announced length at the limit', async () => {
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array(64 * 1024).fill(32));
        },
      });
      const response = await fetch(`${url}/probe/raw`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      });

      expect(response.status).toBe(413);
    });
  });

  describe('slow and broken senders', () => {
    it('cuts a request whose head never ends', async () => {
      const { answer, ms } = await talk(
        ['GET /probe/list HTTP/1.1\r\n', ...Array.from({ length: 60 }, () => 'X')],
        400,
      );

      expect(answer).toContain('408');
      expect(answer).toContain('/problems/request-timeout');
      expect(ms).toBeLessThan(7000);
    }, 20_000);

    it('cuts a request whose body never ends', async () => {
      const head =
        'POST /probe/strict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n';
      const { answer, ms } = await talk([head, ...Array.from({ length: 40 }, () => 'x')], 400);

      expect(answer).toContain('408');
      expect(ms).toBeLessThan(7000);
    }, 20_000);

    it('answers header fields that are too large with 431', async () => {
      const { answer } = await talk([
        `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'b'.repeat(20_000)}\r\n\r\n`,
      ]);

      expect(answer).toContain('HTTP/1.1 431');
      expect(answer).toContain('/problems/headers-too-large');
    });

    it('answers what is not HTTP with 400', async () => {
      const { answer } = await talk(['hello\r\n\r\n']);

      expect(answer).toContain('HTTP/1.1 400');
      expect(answer).toContain('application/problem+json');
    });

    it('survives a client that goes away in the middle of a body', async () => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(
        'POST /probe/strict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
      );
      socket.resetAndDestroy();

      expect((await fetch(`${url}/probe/list`)).status).toBe(200);
    });
  });

  describe('parameters', () => {
    it('reads a query by its schema', async () => {
      const response = await fetch(`${url}/probe/list?limit=7`);

      expect(await response.json()).toEqual({ limit: 7 });
    });

    it('names the query parameter that is wrong', async () => {
      const problem = await problemOf(await fetch(`${url}/probe/list?limit=1e9&page=2`));

      expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
        '/query/limit',
        '/query/page',
      ]);
    });

    it('names the path parameter that is wrong', async () => {
      const problem = await problemOf(await fetch(`${url}/probe/items/ABC`));

      expect(problem).toMatchObject({ status: 400, errors: [{ pointer: '/path/id' }] });
    });
  });

  describe('problems', () => {
    it('tells a refusal with its code, title, detail and members', async () => {
      expect(await problemOf(await fetch(`${url}/probe/refused`))).toMatchObject({
        status: 409,
        code: 'event-id-reused',
        title: 'The event id is taken',
        detail: 'Choose another eventId.',
        errors: [{ pointer: '/eventId', detail: 'Was used for other bytes.' }],
      });
    });

    it('tells nothing of a fault of ours, and logs it with the id it answered', async () => {
      const response = await fetch(`${url}/probe/broken`);
      const problem = await problemOf(response);

      expect(problem).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(problem)).not.toContain('hunter2');
      expect(log.lines).toContainEqual(
        expect.objectContaining({
          level: 'error',
          message: 'request failed',
          fields: expect.objectContaining({
            requestId: response.headers.get('x-request-id'),
            route: '/probe/broken',
          }),
        }),
      );
    });

    it('says when to come back', async () => {
      const response = await fetch(`${url}/probe/overloaded`);
      const problem = await problemOf(response);

      expect(response.headers.get('retry-after')).toBe('7');
      expect(problem.detail).not.toContain('sda1');
    });

    it.each(['/nowhere', '/probe/list/x', '/%zz', `/probe/items/${'a'.repeat(400)}`])(
      'answers %s with a problem',
      async (path) => {
        const problem = await problemOf(await fetch(url + path));

        expect(problem.status).toBeGreaterThanOrEqual(400);
        expect(problem.status).toBeLessThan(500);
      },
    );
  });

  it.each([
    ['/%zz', '/%25zz'],
    ['/c/%E0%A4?x=%', '/c/%25E0%25A4?x=%25'],
    ['//elsewhere.example/%', '/elsewhere.example/%25'],
    ['/\\elsewhere.example/%', '/elsewhere.example/%25'],
  ])('leads a person who typed %s to what that means', async (path, meant) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n`;
    const { answer } = await talk([head]);

    expect(answer).toMatch(/^HTTP\/1\.1 302 /u);
    expect(/^location: (?<to>.*)\r$/imu.exec(answer)?.groups?.['to']).toBe(meant);
  });

  it('puts security headers on every answer', async () => {
    for (const path of ['/probe/list', '/nowhere', '/openapi.json']) {
      const { headers } = await fetch(url + path);

      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('logs the route, not the path, and hot routes only for those who debug', async () => {
    await fetch(`${url}/probe/items/abc`);
    await post('raw', '{}');

    await until(() =>
      log.lines.some(({ fields }) => 'route' in fields && fields.route === '/probe/raw'),
    );
    const answered = log.lines.filter(({ message }) => message === 'request answered');
    expect(JSON.stringify(answered)).not.toContain('/probe/items/abc');
    expect(answered).toContainEqual(
      expect.objectContaining({
        level: 'debug',
        fields: expect.objectContaining({ route: '/probe/raw', status: 201 }),
      }),
    );
  });

  it('serves its description and a reader for it without foreign sources', async () => {
    const description: unknown = await (await fetch(`${url}/openapi.json`)).json();
    const reader = await (await fetch(`${url}/docs`)).text();

    expect(description).toMatchObject({ openapi: '3.1.0' });
    expect(reader).not.toMatch(/(?:src|href)="https?:/u);
  });

  it('lets a request in flight finish, takes no new one, and then is closed', async () => {
    const { http: other, url: otherUrl } = await open();
    const slow = fetch(`${otherUrl}/probe/slow`);
    const letGo = await until(() => release);

    const stopped = other.shutDown();
    await until(async () =>
      fetch(`${otherUrl}/probe/list`).then(
        () => false,
        () => true,
      ),
    );
    letGo();

    expect(await (await slow).json()).toEqual({ isDraining: true });
    await stopped;
  });
});

async function once(socket: NodeJS.EventEmitter, event: string): Promise<void> {
  await new Promise<void>((done) => {
    socket.once(event, () => {
      done();
    });
  });
}

const problemDocument = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  code: z.string(),
  instance: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});

async function problemOf(response: Response): Promise<z.infer<typeof problemDocument>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = problemDocument.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  expect(problem.instance).toBe(`urn:uuid:${response.headers.get('x-request-id')}`);
  return problem;
}
