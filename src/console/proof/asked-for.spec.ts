import { describe, expect, it } from '@jest/globals';
import { encodeUtf8, type Verification } from '../../protocol/index.js';
import { askedFor } from './asked-for.js';

const SOUND: Verification = {
  verdict: 'verified',
  checks: [{ what: 'form', ok: true, detail: 'in canonical form' }],
};
const FILE = encodeUtf8(
  JSON.stringify({ answer: { ucr: '6RW1-A', key: '6RW1-A;2026', timeline: [] } }),
);

describe('evidence of a consignment that was asked for', () => {
  it.each(['6RW1-A', '6rw1-a', '6RW1 - A', '6RW1-A;2026'])('is of %s', (asked) => {
    const { verdict, checks } = askedFor(asked, FILE, SOUND);
    expect(verdict).toBe('verified');
    expect(checks).toHaveLength(2);
    expect(checks[1]).toMatchObject({ what: 'consignment', ok: true });
  });

  it.each([
    ['of another', '6RW1-B', FILE],
    ['of the same number in another year', '6RW1-A;2025', FILE],
    ['of none', '6RW1-A', encodeUtf8('{"receipt":{}}')],
  ])('fails when it is %s, however sound it is', (_what, asked, file) => {
    const { verdict, checks } = askedFor(asked, file, SOUND);
    expect(verdict).toBe('failed');
    expect(checks.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['consignment']);
  });

  it('stays failed where anything else failed', () => {
    expect(askedFor('6RW1-A', FILE, { verdict: 'failed', checks: [] }).verdict).toBe('failed');
  });
});
