import { describe, expect, it } from '@jest/globals';
import { signCheckpoint } from './checkpoint.js';
import { reportCosigners } from './cosigners.js';
import { publicKeyOf, sign } from './ed25519.js';
import { formatVkey, NOTE_KEY_TYPES } from './note-key.js';
import { parsePolicy } from './policy.js';
import { cosign } from './witness.js';

const TIME = 1_800_000_000;
const origin = 'custody.local/0123456789ab';
const secretOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const note = signCheckpoint(
  { origin, size: 4, root: secretOf(7) },
  (message) => sign(message, secretOf(1)),
  publicKeyOf(secretOf(1)),
);
const text = note.slice(0, note.lastIndexOf('\n\n') + 1);

/** Of the witness whose key is made of these bytes. */
function line(fill: number, signed = text): string {
  const secretKey = secretOf(fill);
  return cosign(signed, {
    name: `w${fill}.example`,
    publicKey: publicKeyOf(secretKey),
    time: TIME,
    sign: (message) => sign(message, secretKey),
  });
}

function witness(fill: number): string {
  const publicKey = publicKeyOf(secretOf(fill));
  return `witness W${fill} ${formatVkey(`w${fill}.example`, publicKey, NOTE_KEY_TYPES.cosignature)}\n`;
}

const policy = parsePolicy(`${witness(11)}${witness(12)}group both all W11 W12\nquorum both\n`);

describe('reportCosigners', () => {
  it('tells of each line whether its witness signed this checkpoint, and when', () => {
    expect(reportCosigners(note + line(11) + line(12), policy)).toEqual({
      lines: [
        { name: 'W11', standing: 'verified', time: TIME },
        { name: 'W12', standing: 'verified', time: TIME },
      ],
      missing: [],
      quorum: 'both',
      hasQuorum: true,
    });
  });

  it('lets the others stand when the line of one is of another checkpoint', () => {
    const other = text.replace('\n4\n', '\n5\n');
    const report = reportCosigners(note + line(11) + line(12, other), policy);

    expect(report.lines).toEqual([
      { name: 'W11', standing: 'verified', time: TIME },
      { name: 'W12', standing: 'failed' },
    ]);
    expect(report.hasQuorum).toBe(false);
  });

  it('takes a known name with another key for nobody it knows', () => {
    const renamed = line(13).replace('w13.example', 'w11.example');
    const report = reportCosigners(note + renamed, policy);

    expect(report.lines).toEqual([{ name: 'w11.example', standing: 'unknown' }]);
    expect(report.missing).toEqual(['W11', 'W12']);
  });

  it('tells who is missing, and needs none where the policy asks for none', () => {
    expect(reportCosigners(note, parsePolicy(`${witness(11)}quorum none\n`))).toEqual({
      lines: [],
      missing: ['W11'],
      quorum: 'none',
      hasQuorum: true,
    });
  });
});
