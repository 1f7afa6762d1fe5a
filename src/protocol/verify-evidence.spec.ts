import { describe, expect, it } from '@jest/globals';
import { signingRules } from '../custody/vocabulary/signing-rules.js';
import { flipped, SmallLog } from '../../test/conformance/small-log.js';
import { IN_BUNDLE, ORIGIN, POLICY, statements, story } from '../../test/conformance/story.js';
import { refusal } from '../../test/vectors/refusal.js';
import { encodeUtf8 } from './bytes.js';
import { MAX_EVIDENCE_BYTES, parseEvidence } from './evidence.js';
import { verifyEvidence } from './verify-evidence.js';
import { verifyFile } from './verify-file.js';

// Every way to be wrong is a file of test/conformance, which test/e2e runs through each verifier.
const log = story();
const { vkey } = log;
const bundle = log.bundle(log.draft(IN_BUNDLE));

describe('verifyEvidence', () => {
  it('verifies a bundle under a key from elsewhere, and says what it looked at', () => {
    const { verdict, checks } = verifyEvidence(bundle, { vkey });

    expect(verdict).toBe('verified');
    expect(checks.map(({ what }) => what)).toEqual([
      'form',
      'ledger',
      'checkpoint',
      'attestation',
      'entries',
      'order',
      'signatures',
      'inclusion',
      'answer',
    ]);
  });

  it('calls a bundle only consistent when nothing but its own word names the ledger', () => {
    const other = new SmallLog(ORIGIN, statements());

    expect(verifyEvidence(other.bundle()).verdict).toBe('consistent');
  });

  it('takes the logs of a policy for a name of the ledger', () => {
    const policy = `log ${vkey}\nquorum none\n`;

    expect(verifyEvidence(bundle, { policy }).verdict).toBe('verified');
    expect(verifyEvidence(bundle, { policy: 'quorum none\n' }).verdict).toBe('consistent');
  });

  it('asks for witnesses only under a policy', () => {
    const { verdict, checks } = verifyEvidence(bundle, { vkey, policy: POLICY });

    expect(verdict).toBe('failed');
    expect(checks.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['witnesses']);
  });

  it('makes the same bytes again from what it read', () => {
    const read = parseEvidence(bundle);

    expect(log.bundle(read)).toEqual(bundle);
    expect(story().bundle(story().draft(IN_BUNDLE))).toEqual(bundle);
  });

  it('does not survive a flipped bit anywhere', () => {
    const step = Math.floor(bundle.length / 23);
    for (let at = 0; at < bundle.length; at += step)
      expect({ at, ...verifyEvidence(flipped(bundle, at), { vkey }) }).toMatchObject({
        at,
        verdict: 'failed',
      });
  });

  it('reads no more than a bundle may have', () => {
    const { verdict, checks } = verifyEvidence(new Uint8Array(MAX_EVIDENCE_BYTES + 1), { vkey });

    expect(verdict).toBe('failed');
    expect(checks[0]?.detail).toContain('at most');
  });

  it('throws for a key or a policy that the caller got wrong', () => {
    expect(refusal(() => verifyEvidence(bundle, { vkey: 'nonsense' }))).toBe('malformed-vkey');
    expect(refusal(() => verifyEvidence(bundle, { vkey, policy: '?' }))).toBe('malformed-policy');
  });
});

describe('verifyFile', () => {
  it('tells a receipt from a bundle', () => {
    const statement = { payload: '', payloadType: 'x', signatures: [] };
    const receipt = encodeUtf8(JSON.stringify({ envelope: statement, receipt: {} }));

    expect(verifyFile(receipt, { vkey }, signingRules).checks.map(({ what }) => what)).toEqual([
      'statement',
    ]);
    expect(verifyFile(bundle, { vkey }, signingRules).verdict).toBe('verified');
  });

  it('cannot check a receipt without a key', () => {
    const { envelope, receipt } = { envelope: statementJson(), receipt: log.receipt(7) };
    const file = encodeUtf8(JSON.stringify({ envelope, receipt }));

    expect(verifyFile(file, {}, signingRules).verdict).toBe('failed');
    expect(verifyFile(file, { vkey }, signingRules).verdict).toBe('verified');
  });
});

function statementJson(): unknown {
  const { entries }: { entries: { statement: unknown }[] } = JSON.parse(
    Buffer.from(bundle).toString('utf8'),
  );
  return entries[4]?.statement;
}
