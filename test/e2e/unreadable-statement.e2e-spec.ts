import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize, type JsonValue } from '../../src/protocol/index.js';
import type { TestKey, TestParty } from '../support/parties.js';
import {
  Desk,
  envelopeOver,
  type JsonEnvelope,
  parsed,
  pointersOf,
  START_MS,
  typeOfKind,
} from './desk.js';

let desk: Desk;
let mine: TestParty;
let inspector: TestParty;

beforeAll(async () => {
  desk = await Desk.open();
  mine = await desk.party('P-MINE', ['producer']);
  inspector = await desk.party('I-RW', ['inspector']);
}, START_MS);

afterAll(async () => {
  await desk?.close();
}, START_MS);

/** A good envelope, spoiled. */
function spoiled(spoil: (envelope: JsonEnvelope) => unknown): string {
  const envelope = parsed(desk.sign(desk.commission(mine), mine.key));
  return JSON.stringify(spoil(envelope) ?? envelope);
}

/** The canonical text of a good payload. */
function payloadText(change: object = {}): string {
  return canonicalize(JSON.parse(JSON.stringify(desk.commission(mine, change))) as JsonValue);
}

function over(text: string | Uint8Array, ...signers: TestKey[]): string {
  return JSON.stringify(envelopeOver(text, signers.length > 0 ? signers : [mine.key]));
}

describe('an envelope that is none', () => {
  const bodies: [string, () => string][] = [
    ['text that is not JSON', () => '{"payload":'],
    ['JSON that is neither object nor array', () => '"payload"'],
    ['null', () => 'null'],
    ['an empty body', () => ''],
    ['bytes that are not UTF-8', () => '\u0000'],
    ['an object of other members', () => '{"event":{}}'],
    ['a surplus member', () => spoiled((envelope) => ({ ...envelope, note: 'x' }))],
    ['a member named __proto__', () => `${spoiled(() => undefined).slice(0, -1)},"__proto__":{}}`],
    ['a missing member', () => spoiled((e) => ({ payload: e.payload, signatures: e.signatures }))],
    ['a payload that is an object', () => spoiled((e) => ({ ...e, payload: { type: 'SEAL' } }))],
    ['a payload type that is a number', () => spoiled((e) => ({ ...e, payloadType: 1 }))],
    ['signatures that are no list', () => spoiled((e) => ({ ...e, signatures: e.signatures[0] }))],
    ['no signature', () => spoiled((e) => ({ ...e, signatures: [] }))],
    [
      'five signatures',
      () => spoiled((e) => ({ ...e, signatures: Array(5).fill(e.signatures[0]) })),
    ],
    [
      'a signature with a surplus member',
      () => spoiled((e) => ({ ...e, signatures: [{ ...e.signatures[0], cert: '' }] })),
    ],
    [
      'a signature without key id',
      () => spoiled((e) => ({ ...e, signatures: [{ sig: e.signatures[0]!.sig }] })),
    ],
    [
      'the same member twice',
      () => spoiled(() => undefined).replace('{"payload":', '{"payload":"","payload":'),
    ],
    [
      'the same signature member twice',
      () => spoiled(() => undefined).replace('{"keyid":', '{"keyid":"x","keyid":'),
    ],
    ['text behind the envelope', () => `${spoiled(() => undefined)}{}`],
    ['a byte order mark before the envelope', () => `\uFEFF${spoiled(() => undefined)}`],
    [
      'an envelope nested a hundred thousand deep',
      () => `{"payload":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
    ],
  ];
  it.each(bodies)('is refused: %s', async (_, body) => {
    await desk.refuses(() => desk.post(body()), 400, 'malformed-envelope');
  });

  it('is refused when a byte of it is not UTF-8', async () => {
    const body = Buffer.from(spoiled(() => undefined));
    body[body.indexOf('vnd.')] = 0xff;

    await desk.refuses(() => desk.post(body), 400, 'malformed-envelope');
  });
});

describe('base64 that is not strict', () => {
  const payloads: [string, (good: string) => string][] = [
    ['without padding', (good) => good.replace(/=*$/u, '').slice(0, -1)],
    ['in the URL alphabet', (good) => `-_${good.slice(2)}`],
    ['with white space', (good) => `${good.slice(0, 8)}\n${good.slice(8)}`],
    ['with a letter of no alphabet', (good) => `!${good.slice(1)}`],
    ['with text behind its padding', (good) => `${good}AA==AA==`],
    ['with bits left over', () => 'eyJ9'.replace('J9', 'J=').concat('')],
  ];
  it.each(payloads)('is refused in the payload: %s', async (_, change) => {
    const body = spoiled((e) => ({ ...e, payload: change(e.payload) }));

    await desk.refuses(() => desk.post(body), 400, 'bad-base64');
  });

  it.each([
    ['without padding', (sig: string) => sig.replace(/=+$/u, '')],
    // The last letter of 64 bytes carries four bits that must be zero.
    [
      'with bits left over',
      (sig: string) => sig.replace(/(.)==$/u, (_, last: string) => `${next(last)}==`),
    ],
  ])('is refused in a signature: %s', async (_, change) => {
    const body = spoiled((e) => ({
      ...e,
      signatures: e.signatures.map(({ keyid, sig }) => ({ keyid, sig: change(sig) })),
    }));

    await desk.refuses(() => desk.post(body), 400, 'bad-base64');
  });

  function next(letter: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    return alphabet[alphabet.indexOf(letter) + 1] ?? 'B';
  }
});

describe('a statement of another kind', () => {
  it.each(['registration', 'decision', 'finding', 'map', 'login'] as const)(
    'is refused at /v1/events: %s',
    async (kind) => {
      const body = JSON.stringify(envelopeOver(payloadText(), [mine.key], typeOfKind(kind)));

      await desk.refuses(() => desk.post(body), 400, 'unsupported-payload-type');
    },
  );

  it.each(['text/plain', 'application/vnd.custody-ledger.event.v2+json', '', 'APPLICATION/JSON'])(
    'is refused at /v1/events: payloadType "%s"',
    async (type) => {
      const body = JSON.stringify(envelopeOver(payloadText(), [mine.key], type));

      await desk.refuses(() => desk.post(body), 400, 'unsupported-payload-type');
    },
  );

  it('is refused elsewhere: an event is neither registration nor decision nor login', async () => {
    const body = desk.sign(desk.commission(mine), mine.key);
    const alert = 'a'.repeat(32);
    for (const path of ['/v1/registrations', `/v1/alerts/${alert}/decisions`, '/v1/login'])
      await desk.refuses(() => desk.post(body, path), 400, 'unsupported-payload-type');
  });
});

describe('a payload that is not canonical', () => {
  const texts: [string, () => string | Uint8Array][] = [
    ['white space', () => payloadText().replace(':', ': ')],
    ['a line end behind it', () => `${payloadText()}\n`],
    ['members in another order', () => reordered(payloadText())],
    ['1.0 for 1', () => payloadText({ place: { lat: 1, lon: 2 } }).replace('"lat":1', '"lat":1.0')],
    [
      'an exponent',
      () => payloadText({ place: { lat: 10, lon: 2 } }).replace('"lat":10', '"lat":1e1'),
    ],
    ['minus zero', () => payloadText({ place: { lat: 0, lon: 2 } }).replace('"lat":0', '"lat":-0')],
    ['a letter as an escape', () => payloadText().replace('"mined"', '"\\u006dined"')],
    ['an escaped slash', () => payloadText({ note: 'a/b' }).replace('a/b', 'a\\/b')],
    [
      'a lone surrogate',
      () => payloadText({ note: 'a' }).replace('"note":"a"', '"note":"\\ud800"'),
    ],
    [
      'a member twice with one value',
      () => payloadText().replace('"basis":"mined"', '"basis":"mined","basis":"mined"'),
    ],
    [
      'a member twice with two values',
      () => payloadText().replace('"basis":"mined"', '"basis":"recycled","basis":"mined"'),
    ],
    ['a byte order mark', () => `\uFEFF${payloadText()}`],
    ['bytes that are not UTF-8', () => Buffer.from(payloadText({ note: 'ÿ' }), 'latin1')],
    ['no JSON at all', () => 'COMMISSION'],
    ['nothing', () => ''],
    ['17 levels', () => nested(17)],
    ['a hundred thousand brackets', () => '['.repeat(60_000)],
    ['brackets that close what was not open', () => `${']'.repeat(100)}${'['.repeat(100)}`],
  ];
  it.each(texts)('is refused: %s', async (_, text) => {
    const answer = await desk.refuses(() => desk.post(over(text())), 400, 'not-canonical');

    expect(answer.body.detail).toMatch(/RFC 8785/u);
  });

  it('is judged by its schema when it is canonical and 16 levels deep', async () => {
    await desk.refuses(() => desk.post(over(nested(16))), 400, 'schema');
  });

  it('is refused when it is larger than 64 KiB, whatever else is wrong with it', async () => {
    const large = payloadText({ note: 'x'.repeat(66_000) });
    for (const text of [large, '['.repeat(66_000), 'x'.repeat(90_000)])
      await desk.refuses(() => desk.post(over(text)), 413, 'too-large');
  });

  function reordered(text: string): string {
    const { actor, ...rest } = JSON.parse(text);
    return JSON.stringify({ ...rest, actor });
  }

  /** A payload of this depth: its outermost object counts as one. */
  function nested(levels: number): string {
    const text = payloadText({ device: 0 });
    return text.replace(
      '"device":0',
      `"device":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`,
    );
  }
});

describe('a payload that does not fit its schema', () => {
  const item = { itemId: 'LOT-X', hs: '261590', qty: { value: '5', unit: 'KGM' } };
  const quantity = (value: unknown, unit: unknown = 'KGM') => ({
    items: [{ ...item, qty: { value, unit } }],
  });
  const faults: [string, object, string][] = [
    ['an unknown member', { colour: 'blue' }, '/colour'],
    ['an unknown member deep inside', { items: [{ ...item, weight: '1' }] }, '/items/0/weight'],
    ['a member whose name needs escaping', { 'a/b~c': 1 }, '/a~1b~0c'],
    ['a member of another type of event', { handover: 'H-1' }, '/handover'],
    ['quantity "1e3"', quantity('1e3'), '/items/0/qty/value'],
    ['quantity "-5"', quantity('-5'), '/items/0/qty/value'],
    ['quantity "+5"', quantity('+5'), '/items/0/qty/value'],
    ['quantity "0"', quantity('0'), '/items/0/qty/value'],
    ['quantity "0.00"', quantity('0.00'), '/items/0/qty/value'],
    ['quantity "01"', quantity('01'), '/items/0/qty/value'],
    ['quantity "5."', quantity('5.'), '/items/0/qty/value'],
    ['quantity ".5"', quantity('.5'), '/items/0/qty/value'],
    ['quantity "1,000"', quantity('1,000'), '/items/0/qty/value'],
    ['quantity " 5"', quantity(' 5'), '/items/0/qty/value'],
    ['quantity with a line end behind it', quantity('5\n'), '/items/0/qty/value'],
    ['quantity in other digits', quantity('٥'), '/items/0/qty/value'],
    ['quantity "NaN"', quantity('NaN'), '/items/0/qty/value'],
    ['quantity "Infinity"', quantity('Infinity'), '/items/0/qty/value'],
    ['quantity 5 as a number', quantity(5), '/items/0/qty/value'],
    ['quantity null', quantity(null), '/items/0/qty/value'],
    ['a unit in lower case', quantity('5', 'kgm'), '/items/0/qty/unit'],
    ['a unit that Rec 20 has not', quantity('5', 'ZZZ'), '/items/0/qty/unit'],
    ['a unit with white space', quantity('5', 'KGM '), '/items/0/qty/unit'],
    ['occurredAt without offset', { occurredAt: '2026-06-01T08:00:00' }, '/occurredAt'],
    ['occurredAt without time', { occurredAt: '2026-06-01' }, '/occurredAt'],
    ['occurredAt on a day no calendar has', { occurredAt: '2026-02-30T08:00:00Z' }, '/occurredAt'],
    ['occurredAt at hour 25', { occurredAt: '2026-06-01T25:00:00Z' }, '/occurredAt'],
    ['occurredAt as a number', { occurredAt: 1_780_000_000 }, '/occurredAt'],
    ['another schema', { schema: 'custody-event/2' }, '/schema'],
    ['an unknown type', { type: 'TELEPORT' }, '/type'],
    ['no type', { type: undefined }, '/type'],
    ['no items', { items: undefined }, '/items'],
    ['an empty list of items', { items: [] }, '/items'],
    ['an eventId with a space', { eventId: 'a b' }, '/eventId'],
    ['an eventId of 65 letters', { eventId: 'x'.repeat(65) }, '/eventId'],
    ['an empty actor', { actor: '' }, '/actor'],
    ['a UCR in lower case', { ucr: '6rw-1' }, '/ucr'],
    ['a latitude of 91 degrees', { place: { lat: 91, lon: 0 } }, '/place/lat'],
    ['a note of 501 characters', { note: 'x'.repeat(501) }, '/note'],
    ['a note with a zero byte', { note: 'a\u0000b' }, '/note'],
    ['a reference that is no hash', { refs: ['E-1'] }, '/refs/0'],
    ['the actor as its own witness', { witness: 'P-MINE' }, '/witness'],
    ['the actor as its own principal', { onBehalfOf: 'P-MINE' }, '/onBehalfOf'],
    ['the empty ledger', { ledger: '' }, '/ledger'],
  ];
  it.each(faults)('is refused and told which member: %s', async (_, change, pointer) => {
    const body = desk.sign(desk.commission(mine, change), mine.key);

    const answer = await desk.refuses(() => desk.post(body), 400, 'schema');

    expect(pointersOf(answer)).toContain(pointer);
    expect(answer.body.errors.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ['a list', '[]'],
    ['a text', '"COMMISSION"'],
    ['null', 'null'],
  ])('is refused when it is %s', async (_, text) => {
    await desk.refuses(() => desk.post(over(text)), 400, 'schema');
  });

  it('tells every member that is wrong, at most twenty', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`x${i}`, 1]));
    const two = desk.sign(
      desk.commission(mine, { basis: 'found', place: {}, items: [] }),
      mine.key,
    );
    const many = desk.sign(desk.commission(mine, wrong), mine.key);

    const few = pointersOf(await desk.refuses(() => desk.post(two), 400, 'schema'));
    const lots = pointersOf(await desk.refuses(() => desk.post(many), 400, 'schema'));

    expect(few).toEqual(expect.arrayContaining(['/basis', '/items']));
    expect(lots).toHaveLength(20);
  });
});

describe('of several faults the first in the order of the contract answers', () => {
  const cases: [string, string, () => string][] = [
    [
      'malformed-envelope',
      'before bad-base64',
      () => spoiled((e) => ({ ...e, payload: '!', extra: 1 })),
    ],
    [
      'bad-base64',
      'before the payload type',
      () => spoiled((e) => ({ ...e, payload: '!', payloadType: 'x' })),
    ],
    [
      'bad-base64',
      'of a signature before the payload type',
      () => spoiled((e) => ({ ...e, payloadType: 'x', signatures: [{ keyid: 'k', sig: '!' }] })),
    ],
    [
      'unsupported-payload-type',
      'before not-canonical',
      () => JSON.stringify(envelopeOver('{ }', [mine.key], 'x')),
    ],
    ['not-canonical', 'before schema', () => over('{ }')],
    [
      'schema',
      'before wrong-ledger and bad-signature',
      () => over(payloadText({ ledger: 'elsewhere/1', basis: 'found' }), inspector.key),
    ],
  ];
  it.each(cases)('%s %s', async (code, _, body) => {
    await desk.refuses(() => desk.post(body()), 400, code);
  });
});
