import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/vectors/refusal.js';
import { decodeUtf8, encodeUtf8, toHex } from './bytes.js';
import { type Entry, entryBytes, formatTime, parseEntry, parseTime } from './entry.js';

const entry: Entry = {
  index: 41,
  previous: new Uint8Array(32).fill(1),
  statementHash: new Uint8Array(32).fill(2),
  recordedAt: '2026-03-04T07:00:00.123Z',
};
const text = decodeUtf8(entryBytes(entry));

describe('entry bytes', () => {
  it('are five lines and read back', () => {
    const one = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=';
    const two = 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=';

    expect(text).toBe(`custody-ledger/v1\n41\n${one}\n${two}\n2026-03-04T07:00:00.123Z\n`);
    expect(parseEntry(encodeUtf8(text))).toEqual(entry);
  });

  it('cannot be made of parts that would not read back', () => {
    for (const index of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(refusal(() => entryBytes({ ...entry, index }))).toBe('bad-argument');
    for (const length of [0, 31, 33]) {
      const hash = new Uint8Array(length);
      expect(refusal(() => entryBytes({ ...entry, previous: hash }))).toBe('bad-argument');
      expect(refusal(() => entryBytes({ ...entry, statementHash: hash }))).toBe('bad-argument');
    }
    expect(refusal(() => entryBytes({ ...entry, recordedAt: '2026-03-04' }))).toBe('bad-time');
  });

  it('are refused in any other spelling', () => {
    const wrong = [
      '',
      text.slice(0, -1),
      `${text}\n`,
      `\n${text}`,
      text.replaceAll('\n', '\r\n'),
      text.replace('v1', 'v2'),
      text.replace('\n41\n', '\n041\n'),
      text.replace('\n41\n', '\n+41\n'),
      text.replace('\n41\n', '\n9007199254740992\n'),
      text.replace('AQE=', 'AQF='),
      text.replace('AQEBAQE=', 'AQEB'),
      text.replace('.123Z', 'Z'),
    ];

    for (const other of wrong) expect(refusal(() => parseEntry(encodeUtf8(other)))).toBeDefined();
  });

  it('differ when any bit of them is changed', () => {
    const bytes = entryBytes(entry);
    bytes.forEach((byte, i) => {
      const changed = bytes.with(i, byte ^ 1);
      const isRefused = refusal(() => parseEntry(changed)) !== undefined;
      // What still reads is another entry, never a second spelling of this one.
      if (!isRefused) expect(toHex(entryBytes(parseEntry(changed)))).toBe(toHex(changed));
    });
  });
});

describe('time', () => {
  it('is written and read as the 24 characters of RFC 3339 in UTC', () => {
    for (const ms of [0, 1, 1_772_607_600_123, 951_782_400_000, -1, 253_402_300_799_999]) {
      expect(formatTime(ms)).toHaveLength(24);
      expect(parseTime(formatTime(ms))).toBe(ms);
    }
  });

  it.each([
    '2026-03-04T07:00:00Z',
    '2026-03-04T07:00:00.12Z',
    '2026-03-04T07:00:00.123+00:00',
    '2026-03-04t07:00:00.123z',
    '2026-03-04 07:00:00.123Z',
    '2026-02-29T07:00:00.123Z',
    '2026-04-31T07:00:00.123Z',
    '2026-13-01T07:00:00.123Z',
    '2026-03-04T24:00:00.000Z',
    '2026-03-04T23:59:60.000Z',
    '+02026-03-04T07:00:00.123Z',
    '2026-03-04T07:00:00.123Z\n',
    '',
  ])('is refused as %j', (wrong) => {
    expect(refusal(() => parseTime(wrong))).toBe('bad-time');
  });

  it('has a form for years of four digits only', () => {
    for (const ms of [
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      8.64e15,
      -8.64e15,
      1e300,
      253_402_300_800_000,
    ])
      expect(refusal(() => formatTime(ms))).toBe('bad-time');
  });
});
