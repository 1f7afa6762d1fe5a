import { describe, expect, it } from '@jest/globals';
import { signingRules } from '../custody/vocabulary/signing-rules.js';
import { receiptFile } from '../../test/conformance/case.js';
import { SmallLog } from '../../test/conformance/small-log.js';
import { AT, ORIGIN, statements, story } from '../../test/conformance/story.js';
import { refusal } from '../../test/vectors/refusal.js';
import { decodeUtf8, encodeUtf8 } from './bytes.js';
import type { Trust } from './verification.js';
import { verifyFile } from './verify-file.js';

// Every way to be wrong is a file of test/conformance, which test/e2e runs through each verifier.
const log = story();
const { vkey } = log;
const { statement, entry } = log.logged[AT.dispatch]!;
const served = receiptFile(statement, log.receipt(AT.dispatch), entry);

function judge(bytes: Uint8Array, trust: Trust = { vkey }): string {
  const { verdict, checks } = verifyFile(bytes, trust, signingRules);
  return [verdict, ...checks.filter(({ ok }) => !ok).map(({ what }) => what)].join(' ');
}

describe('verifyFile, of a statement as the ledger serves it', () => {
  it('verifies statement, receipt and the entry beside them', () => {
    const { verdict, checks } = verifyFile(served, { vkey }, signingRules);

    expect(verdict).toBe('verified');
    expect(checks.map(({ what }) => what)).toEqual(['statement', 'receipt', 'entry']);
  });

  it('verifies it without the entry too, as receipts have always been kept', () => {
    expect(judge(receiptFile(statement, log.receipt(AT.dispatch)))).toBe('verified');
  });

  it('believes no other character in the entry, wherever it stands', () => {
    const text = decodeUtf8(served);
    const start = text.indexOf('"entry": "') + '"entry": "'.length;
    const end = text.indexOf('"', start);
    const believed: number[] = [];
    for (let at = start; at < end; at++) {
      const forged = encodeUtf8(text);
      forged[at] = forged[at]! ^ 1;
      if (!judge(forged).startsWith('failed')) believed.push(at - start);
    }

    expect(end - start).toBeGreaterThan(150);
    expect(believed).toEqual([]);
  });
});

describe('verifyFile, of any file', () => {
  const files: [string, Uint8Array][] = [
    ['a bundle', log.bundle()],
    ['a receipt', served],
    ['nonsense', encodeUtf8('{')],
  ];

  it.each(files)('refuses a policy that cannot be read, with %s too', (_what, bytes) => {
    expect(refusal(() => judge(bytes, { vkey, policy: 'quorum none' }))).toBe('malformed-policy');
  });

  it.each(files.slice(0, 2))('takes the log of a policy for the key, with %s', (_what, bytes) => {
    const other = story().vkey.replace(/^[^+]*/u, 'other.example');

    expect(judge(bytes, { policy: `log ${vkey}\nquorum none\n` })).toBe('verified');
    expect(refusal(() => judge(bytes, { policy: `log ${other}\nquorum none\n` }))).toBe(
      'malformed-policy',
    );
    expect(judge(bytes, { policy: 'quorum none\n' })).not.toBe('verified');
  });

  it('fails under a policy that lists another log', () => {
    const other = new SmallLog(ORIGIN, statements(), 'other-ledger').vkey;
    const policy = `log ${other}\nquorum none\n`;

    for (const bytes of [log.bundle(), served])
      expect(judge(bytes, { policy })).toMatch(/^failed/u);
  });
});
