import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeKey, type TestParty } from '../support/parties.js';
import { Desk, expectDocument, expectProblem, START_MS, type TextAnswer } from './desk.js';

let desk: Desk;
let mine: TestParty;
let trader: TestParty;

beforeAll(async () => {
  desk = await Desk.open();
  mine = await desk.party('P-MINE', ['producer']);
  trader = await desk.party('P-TRADER', ['exporter']);
}, START_MS);

afterAll(async () => {
  await desk?.close();
}, START_MS);

function good(over: object = {}): string {
  return Buffer.from(desk.sign(desk.commission(mine, over), mine.key)).toString('utf8');
}

async function postArray(texts: readonly string[]): Promise<TextAnswer> {
  return desk.post(`[${texts.join(',')}]`);
}

async function postLines(text: string | Buffer): Promise<TextAnswer> {
  return desk.ask('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: Buffer.from(text),
  });
}

interface Result {
  status: number;
  receipt?: { index: number; statementHash: string };
  problem?: { code: string; instance: string };
}

/** The results of a batch; every problem in it has the form of a problem. */
function resultsOf(answer: TextAnswer): Result[] {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/u);
  expect(Object.keys(answer.body)).toEqual(['results']);
  const results: Result[] = answer.body.results;
  for (const { status, receipt, problem } of results) {
    expect(receipt === undefined).toBe(status >= 400);
    if (problem !== undefined) expectDocument(problem, status, problem.code);
  }
  return results;
}

const codes = (results: readonly Result[]): (number | string)[] =>
  results.map(({ status, problem }) => problem?.code ?? status);

describe('a batch with good and bad in it', () => {
  it('judges each alone, in order', async () => {
    const [first, once] = [good(), good({ eventId: 'once' })];
    const before = await desk.posted();

    const results = resultsOf(
      await postArray([
        first,
        '{"payload":"!","payloadType":"x","signatures":[]}',
        good().replace('"payload":"', '"payload":"!'),
        good({ basis: 'found' }),
        good({ ledger: 'x/1' }),
        Buffer.from(desk.sign(desk.commission(mine), makeKey())).toString(),
        first,
        '7',
        'null',
        '[]',
        once,
        good({ eventId: 'once' }),
        good(),
      ]),
    );

    expect(codes(results)).toEqual([
      201,
      'malformed-envelope',
      'bad-base64',
      'schema',
      'wrong-ledger',
      'unknown-key',
      200,
      'malformed-envelope',
      'malformed-envelope',
      'malformed-envelope',
      201,
      'event-id-reused',
      201,
    ]);
    expect(results[6]?.receipt).toEqual(results[0]?.receipt);
    const indexes = [results[0], results[10], results[12]].map((result) => result!.receipt!.index);
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
    expect(await desk.posted()).toBe(before + 3);
  });

  it('gives the same answers in the same places to all ways of posting', async () => {
    const texts = [good(), good({ basis: 'found' }), good()];

    const one = resultsOf(await postArray(texts));
    const two = resultsOf(await postLines(texts.join('\n')));
    const three = await desk.post(texts[0]!);

    expect(two.map(({ status }) => status)).toEqual([200, 400, 200]);
    expect(two.map(({ receipt }) => receipt)).toEqual(one.map(({ receipt }) => receipt));
    expect(three.body).toEqual(one[0]?.receipt);
  });

  it('lets a correction follow its original in one batch', async () => {
    const original = desk.sign(desk.commission(mine), mine.key);
    const hash = createHash('sha256').update(original).digest('hex');
    const correction = desk.event(mine, {
      type: 'CORRECT',
      refs: [hash],
      reason: 'twice',
      annul: true,
    });
    const texts = [original, desk.sign(correction, mine.key)].map((one) =>
      Buffer.from(one).toString(),
    );

    expect(codes(resultsOf(await postArray(texts)))).toEqual([201, 201]);
  });

  it('judges by one schema after the other, not by the first of the batch', async () => {
    const others = Buffer.from(desk.sign(desk.commission(trader), trader.key)).toString();
    const wrong = Buffer.from(desk.sign(desk.commission(trader), mine.key)).toString();

    const results = resultsOf(await postArray([good(), others, wrong]));

    expect(codes(results)).toEqual([201, 201, 'actor-key-mismatch']);
  });
});

describe('the size of a batch', () => {
  it('may be nothing', async () => {
    expect(resultsOf(await postArray([]))).toEqual([]);
    expect(resultsOf(await desk.post(' [ ] '))).toEqual([]);
    expect(resultsOf(await postLines('\n\n'))).toEqual([]);
  });

  it('is at most 1,000; with one more nothing is judged', async () => {
    const one = good();
    const lots = Array.from({ length: 1001 }, () => one);

    await desk.refuses(() => postArray(lots), 413, 'too-many');
    await desk.refuses(() => postLines(lots.join('\n')), 413, 'too-many');
    await desk.refuses(() => postArray(Array.from({ length: 1001 }, () => '{}')), 413, 'too-many');
    await desk.refuses(() => desk.post(`[${'0,'.repeat(200_000)}0]`), 413, 'too-many');
  });

  it('takes 1,000 copies of one statement as one entry', async () => {
    const before = await desk.posted();
    const one = good();

    const results = resultsOf(await postArray(Array.from({ length: 1000 }, () => one)));

    expect(results.map(({ status }) => status)).toEqual([201, ...Array(999).fill(200)]);
    expect(new Set(results.map(({ receipt }) => JSON.stringify(receipt))).size).toBe(1);
    expect(await desk.posted()).toBe(before + 1);
  });

  it('has a limit for each statement: one that is too large is refused alone', async () => {
    const results = resultsOf(
      await postArray([
        good(),
        good().replace('"payload":"', `"payload":"${'A'.repeat(140_000)}`),
        good(),
      ]),
    );

    expect(codes(results)).toEqual([201, 'too-large', 201]);
  });
});

describe('an array that is not JSON', () => {
  it.each([
    ['cut off', (text: string) => `[${text}`],
    ['cut off within a string', (text: string) => `[${text},"`],
    ['with text behind it', (text: string) => `[${text}]x`],
    ['with a second array behind it', (text: string) => `[${text}][${text}]`],
    ['with a comma too many', (text: string) => `[${text},]`],
    ['with no comma between', (text: string) => `[${text} ${text}]`],
    ['with a word that is none', (text: string) => `[${text},nope]`],
    ['with brackets that do not match', (text: string) => `[${text},{"a":[}]]`],
    ['deep', () => '['.repeat(5_000_000)],
  ])('is refused as a whole: %s', async (_, body) => {
    await desk.refuses(() => desk.post(body(good())), 400, 'malformed-envelope');
  });

  it('is one when its brackets match, however many: an array of what is no envelope', async () => {
    const results = await postArray([`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`]);

    expect(codes(resultsOf(results))).toEqual(['too-large']);
  });
});

describe('NDJSON', () => {
  it('has an answer for every line, and an unreadable one is a 400 of its own', async () => {
    const text = [good(), '{"payload', 'x', good(), '\u0000', '[]', good()].join('\n');

    const results = resultsOf(await postLines(text));

    expect(codes(results)).toEqual([
      201,
      'malformed-envelope',
      'malformed-envelope',
      201,
      'malformed-envelope',
      'malformed-envelope',
      201,
    ]);
  });

  it('may end its lines with CR LF, and the last one with nothing; empty lines are none', async () => {
    const results = resultsOf(await postLines(`${good()}\r\n\r\n  \n${good()}`));

    expect(codes(results)).toEqual([201, 201]);
  });

  it('takes a line that is not UTF-8 as that line’s fault', async () => {
    const broken = Buffer.from(good());
    broken[broken.indexOf('vnd.')] = 0xff;
    const lines = Buffer.concat([Buffer.from(`${good()}\n`), broken, Buffer.from(`\n${good()}`)]);

    expect(codes(resultsOf(await postLines(lines)))).toEqual([201, 'malformed-envelope', 201]);
  });

  it('is not taken where one statement is expected', async () => {
    const answer = await desk.ask('/v1/registrations', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: good(),
    });

    expect([400, 415]).toContain(answer.status);
    expectProblem(answer, answer.status, answer.body.code);
  });
});

describe('other endpoints take one statement', () => {
  it.each(['/v1/registrations', '/v1/login'])('and no array: %s', async (path) => {
    const registration = Buffer.from(desk.parties.registration('site', {})).toString();

    await desk.refuses(() => desk.post(`[${registration}]`, path), 400, 'malformed-envelope');
  });
});
