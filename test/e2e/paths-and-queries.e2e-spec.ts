import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestParty } from '../support/parties.js';
import { Desk, expectProblem, pointersOf, START_MS, type TextAnswer } from './desk.js';

let desk: Desk;
let mine: TestParty;
let inspector: TestParty;
let token: string;

beforeAll(async () => {
  desk = await Desk.open();
  mine = await desk.party('P-MINE', ['producer']);
  inspector = await desk.party('I-RW', ['inspector']);
  token = await desk.parties.logIn(inspector);
  await desk.post(desk.sign(desk.commission(mine), mine.key));
}, START_MS);

afterAll(async () => {
  await desk?.close();
}, START_MS);

async function get(path: string): Promise<TextAnswer> {
  return desk.ask(path, { headers: { authorization: `Bearer ${token}` } });
}

async function send(method: string, path: string, body: string): Promise<TextAnswer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return desk.ask(path, { method, headers, body });
}

const LISTS = ['/v1/alerts', '/v1/feed', '/v1/parties', '/v1/sites', '/v1/search?q=x'];

describe('limits', () => {
  it.each(LISTS)('that are no small whole number are refused: %s', async (list) => {
    const join = list.includes('?') ? '&' : '?';
    for (const limit of ['1e9', '1000000000', '0', '-1', '1.5', '', 'ten', '%00', ' 5', '0x10']) {
      const answer = await get(`${list}${join}limit=${limit}`);
      expectProblem(answer, 400, 'schema');
      expect({ limit, pointers: pointersOf(answer) }).toEqual({
        limit,
        pointers: ['/query/limit'],
      });
    }
  });

  it.each(LISTS)('given twice are refused: %s', async (list) => {
    const join = list.includes('?') ? '&' : '?';
    expectProblem(await get(`${list}${join}limit=1&limit=2`), 400, 'schema');
    expectProblem(await get(`${list}${join}limit[]=1`), 400, 'schema');
  });
});

describe('cursors', () => {
  const forged = Buffer.from('i-1').toString('base64url');
  const huge = Buffer.from('999999999999999.999999999').toString('base64url');
  it.each(['/v1/alerts', '/v1/parties', '/v1/sites'])(
    'this service did not give are refused: %s',
    async (list) => {
      for (const cursor of [
        'x',
        '%00',
        "'--",
        'null',
        '-1',
        forged,
        'A'.repeat(201),
        '%F0%9F%90%98',
      ]) {
        const answer = await get(`${list}?cursor=${cursor}`);
        expectProblem(answer, 400, 'schema');
        expect(pointersOf(answer)).toEqual(['/query/cursor']);
      }
    },
  );

  it('that point beyond the end are no fault of the service', async () => {
    for (const list of ['/v1/parties', '/v1/sites']) {
      const answer = await get(`${list}?cursor=${huge}`);
      expect([200, 400]).toContain(answer.status);
    }
  });
});

describe('queries', () => {
  it.each([
    ...LISTS,
    '/v1/consignments/6RW-1',
    '/v1/items/LOT-1',
    `/v1/statements/${'0'.repeat(64)}`,
  ])('with an unknown member are refused: %s', async (path) => {
    const answer = await get(`${path}${path.includes('?') ? '&' : '?'}sort=asc`);
    expectProblem(answer, 400, 'schema');
    expect(pointersOf(answer)).toContain('/query/sort');
  });

  it.each([
    ['/v1/alerts?state=BROKEN', '/query/state'],
    ['/v1/alerts?state=OPEN,', '/query/state'],
    ['/v1/alerts?severity=high', '/query/severity'],
    ['/v1/alerts?country=rw', '/query/country'],
    ['/v1/alerts?rule=', '/query/rule'],
    ['/v1/feed?after=-2', '/query/after'],
    ['/v1/feed?after=x', '/query/after'],
    ['/v1/feed?after=1e3', '/query/after'],
    ['/v1/feed?after=9007199254740993', '/query/after'],
    ['/v1/feed?limit=501', '/query/limit'],
    ['/v1/search', '/query/q'],
    ['/v1/search?q=', '/query/q'],
    ['/v1/search?q=%20%20', '/query/q'],
    [`/v1/search?q=${'x'.repeat(201)}`, '/query/q'],
    ['/v1/search?q=a&q=b', '/query/q'],
    [`/v1/statements/${'0'.repeat(64)}?size=x`, '/query/size'],
    [`/v1/statements/${'0'.repeat(64)}?size=-1`, '/query/size'],
  ])('that are not as described are refused: %s', async (path, pointer) => {
    const answer = await get(path);
    expectProblem(answer, 400, 'schema');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  it.each(['/v1/consignments/6RW-1', '/v1/items/LOT-1'])(
    'for no moment of the log are refused: %s',
    async (path) => {
      for (const asOf of [
        'x',
        '',
        '-1',
        '1.5',
        '1e3',
        '99999999',
        '2026-13-01T00:00:00Z',
        '2026-06-01',
        '2026-06-01T08:00:00',
        '1999-01-01T00:00:00Z',
        '%00',
        'x'.repeat(41),
      ]) {
        const answer = await get(`${path}?asOf=${asOf}`);
        expectProblem(answer, 400, 'schema');
        expect({ asOf, pointers: pointersOf(answer) }).toEqual({ asOf, pointers: ['/query/asOf'] });
      }
    },
  );

  it('refuse a position in the stream that is none', async () => {
    for (const id of ['x', '-1', '1e3', '99999999999999999999']) {
      const headers = { authorization: `Bearer ${token}`, 'last-event-id': id };
      const answer = await desk.ask('/v1/alerts/stream', { headers });
      expectProblem(answer, 400, 'schema');
    }
  });
});

describe('paths', () => {
  const ODD = [
    '%0A',
    '%EF%BF%BF',
    '%F0%9F%90%98',
    '..%2F..%2Fetc%2Fpasswd',
    "'%20or%201=1%20--",
    '%7B%7D',
    '6RW-1;2026;2026',
    '6RW-1;99999',
    ';',
    '-',
    'constructor',
    '__proto__',
    '0'.repeat(63),
    '0'.repeat(65),
    'F'.repeat(64),
    'x'.repeat(299),
  ];
  it.each([
    '/v1/consignments/',
    '/v1/items/',
    '/v1/statements/',
    '/v1/parties/',
    '/v1/sites/',
    '/v1/alerts/',
    '/v1/webhooks/',
    '/log/tile/',
    '/',
  ])('to what is not there, and cannot be, are a 404: %s', async (path) => {
    for (const odd of ODD) {
      const answer = await get(`${path}${odd}`);
      expect({ odd, status: answer.status }).toEqual({ odd, status: 404 });
      expectProblem(answer, 404, 'not-found');
    }
  });

  it.each(['/v1/items/', '/v1/consignments/', '/v1/parties/'])(
    'that are not well encoded are refused: %s',
    async (path) => {
      for (const bad of ['%', '%zz', '%ff', '%c0%80', '%ed%a0%80']) {
        const answer = await get(`${path}${bad}`);
        expect({ bad, status: answer.status }).toEqual({ bad, status: 400 });
        expectProblem(answer, 400, 'bad-request');
      }
    },
  );

  it('and queries with a zero byte are refused', async () => {
    for (const path of [
      '/v1/consignments/%00',
      '/v1/items/a%00b',
      '/v1/webhooks/%00',
      '/v1/search?q=%00',
      '/v1/search?q=a%00b',
      '/v1/alerts?rule=%00',
      '/v1/alerts?assignee=a%00b',
      '/v1/alerts?consignment=%00',
    ]) {
      const answer = await get(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 400 });
      expectProblem(answer, 400, 'bad-request');
    }
    for (const path of [
      '/v1/statements/%00',
      '/v1/parties/%00',
      '/v1/alerts/%00',
      '/log/tile/%00',
      '/%00',
    ])
      expectProblem(await get(path), 404, 'not-found');
  });

  it('that are too long are refused', async () => {
    const answer = await get(`/v1/items/${'x'.repeat(2000)}`);

    expect([404, 414]).toContain(answer.status);
    expectProblem(answer, answer.status, answer.body.code);
  });

  it('to what a search cannot find have an empty answer', async () => {
    for (const q of ['%25', '_', "'", '%5C', '%EF%BF%BF', '%F0%9F%90%98', '%28'])
      expect({ q, ...(await get(`/v1/search?q=${q}`)).body }).toEqual({ q, items: [], next: null });
  });

  it('to filters that match nothing have an empty answer', async () => {
    for (const filter of ['consignment=%25', 'rule=X']) {
      const { status, body } = await get(`/v1/alerts?${filter}`);
      expect({ filter, status, body }).toEqual({
        filter,
        status: 200,
        body: { items: [], next: null },
      });
    }
  });
});

describe('JSON bodies that are no statements', () => {
  const hook = '{"url":"https://example.org/hook"}';
  it.each([
    ['text that is not JSON', '{', 'malformed-json'],
    ['a member twice', '{"url":"https://a.example","url":"https://b.example"}', 'malformed-json'],
    [
      'a member named __proto__',
      '{"url":"https://a.example","__proto__":{"a":1}}',
      'malformed-json',
    ],
    ['a depth bomb', `{"url":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'malformed-json'],
    ['a byte order mark', `\uFEFF${hook}`, 'malformed-json'],
    ['an unknown member', '{"url":"https://example.org/hook","secret":"mine"}', 'schema'],
    ['a number for a text', '{"url":1}', 'schema'],
    ['a list', `[${hook}]`, 'schema'],
    ['null', 'null', 'schema'],
    ['nothing', '', 'schema'],
    [
      'an endless text',
      JSON.stringify({ url: `https://example.org/${'x'.repeat(600)}` }),
      'schema',
    ],
  ])('are refused: %s', async (_, body, code) => {
    expectProblem(await send('POST', '/v1/webhooks', body), 400, code);
  });

  it('are refused when a text in them holds a zero byte', async () => {
    const body = JSON.stringify({ url: 'https://example.org/hook', description: 'a\u0000b' });

    const answer = await send('POST', '/v1/webhooks', body);

    expectProblem(answer, 400, answer.body.code);
  });

  it('are refused when they are too large', async () => {
    const body = JSON.stringify({ url: 'x'.repeat(300_000) });

    expectProblem(await send('POST', '/v1/webhooks', body), 413, 'too-large');
  });
});
