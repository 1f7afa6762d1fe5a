import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/vectors/refusal.js';
import { signCheckpoint } from './checkpoint.js';
import { publicKeyOf, sign } from './ed25519.js';
import { EMPTY_ROOT } from './merkle.js';
import { formatVkey, NOTE_KEY_TYPES } from './note-key.js';
import { signNote } from './note.js';
import { isQuorum, openWithPolicy, parsePolicy } from './policy.js';
import { cosign } from './witness.js';

const origin = 'custody.local/0123456789ab';
const secretOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const logKey = secretOf(1);
const logVkey = formatVkey(origin, publicKeyOf(logKey));
const witnessVkey = (fill: number): string =>
  formatVkey(`w${fill}.example`, publicKeyOf(secretOf(fill)), NOTE_KEY_TYPES.cosignature);

const note = signCheckpoint(
  { origin, size: 4, root: secretOf(7) },
  (message) => sign(message, logKey),
  publicKeyOf(logKey),
);
const textOf = (signed: string): string => signed.slice(0, signed.lastIndexOf('\n\n') + 1);

function line(fill: number, time = 1_800_000_000, text = textOf(note)): string {
  const secretKey = secretOf(fill);
  return cosign(text, {
    name: `w${fill}.example`,
    publicKey: publicKeyOf(secretKey),
    time,
    sign: (message) => sign(message, secretKey),
  });
}

const twoOrganisations = `# The example of the specification.
log ${logVkey} https://ledger.example/log

witness X1 ${witnessVkey(11)} https://w11.example/
witness X2 ${witnessVkey(12)}
\twitness  X3\t${witnessVkey(13)}${'  '}
group X-witnesses 2 X1 X2 X3

witness Y1 ${witnessVkey(21)}
witness Y2 ${witnessVkey(22)}
group Y-witnesses any Y1 Y2
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

describe('parsePolicy', () => {
  it('reads logs, witnesses, groups and quorum', () => {
    const policy = parsePolicy(twoOrganisations);

    expect(policy.logs.map(({ key, url }) => [key.name, url])).toEqual([
      [origin, 'https://ledger.example/log'],
    ]);
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['X1', 'https://w11.example/'],
      ['X2', undefined],
      ['X3', undefined],
      ['Y1', undefined],
      ['Y2', undefined],
    ]);
    expect(policy.groups.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['X-witnesses', 2],
      ['Y-witnesses', 1],
      ['X-and-Y', 2],
    ]);
    expect(policy.quorum).toBe('X-and-Y');
  });

  it('needs nothing but a quorum line', () => {
    expect(parsePolicy('quorum none\n')).toEqual({
      logs: [],
      witnesses: [],
      groups: [],
      quorum: 'none',
    });
  });

  it('takes names of any script', () => {
    expect(parsePolicy(`witness зэ ${witnessVkey(11)}\nquorum зэ\n`).quorum).toBe('зэ');
  });

  const a = `witness a ${witnessVkey(11)}\n`;
  const b = `witness b ${witnessVkey(12)}\n`;

  it.each([
    ['nothing', ''],
    ['no quorum', a],
    ['a last line that is not ended', 'quorum none'],
    ['two quorum lines', 'quorum none\nquorum none\n'],
    ['a quorum defined after it', `quorum a\n${a}`],
    ['an unknown keyword', 'require none\nquorum none\n'],
    ['a carriage return', 'quorum none\r\n'],
    ['DEL', '# \u007f\nquorum none\n'],
    ['a non-breaking space as white space', 'quorum\u00a0none\n'],
    ['a name defined twice', `${a}witness a ${witnessVkey(12)}\nquorum a\n`],
    ['the name none', `witness none ${witnessVkey(11)}\nquorum none\n`],
    ['none as a member', `${a}group g any a none\nquorum g\n`],
    ['a key under two names', `${a}witness b ${witnessVkey(11)}\nquorum a\n`],
    [
      'a key under two names, its key name changed too',
      `${a}witness b ${formatVkey('other', publicKeyOf(secretOf(11)), 4)}\nquorum a\n`,
    ],
    ['a log key for a witness', `witness a ${logVkey}\nquorum a\n`],
    ['a witness key for a log', `log ${witnessVkey(11)}\nquorum none\n`],
    ['a log twice', `log ${logVkey}\nlog ${logVkey}\nquorum none\n`],
    ['a group without members', `${a}group g all\nquorum g\n`],
    ['a threshold of 0', `${a}group g 0 a\nquorum g\n`],
    ['a threshold beyond the members', `${a}group g 2 a\nquorum g\n`],
    ['a threshold with a leading zero', `${a}group g 01 a\nquorum g\n`],
    ['a member twice', `${a}${b}group g any a a\nquorum g\n`],
    ['a member of two groups', `${a}${b}group g any a\ngroup h any a b\nquorum h\n`],
    ['a group within itself', `${a}group g any g\nquorum g\n`],
    ['a surplus word', `log ${logVkey} url more\nquorum none\n`],
    ['a mangled key', `witness a ${witnessVkey(11).slice(0, -2)}\nquorum a\n`],
  ])('refuses %s', (_what, text) => {
    expect(refusal(() => parsePolicy(text))).toBe('malformed-policy');
  });

  it('names the line that is wrong', () => {
    expect(() => parsePolicy(`${a}\ngroup g 3 a\nquorum g\n`)).toThrow('line 3');
  });
});

describe('isQuorum', () => {
  const policy = parsePolicy(twoOrganisations);

  it.each([
    [[], false],
    [['X1', 'X2', 'X3'], false],
    [['Y1', 'Y2', 'X1'], false],
    [['X1', 'X3', 'Y2'], true],
    [['X1', 'X2', 'X3', 'Y1', 'Y2'], true],
    [['X1', 'X1', 'Y1'], false],
  ])('of %j is %s', (names, holds) => {
    expect(isQuorum(policy, names)).toBe(holds);
  });

  it('needs nobody where the quorum is none', () => {
    expect(isQuorum(parsePolicy('quorum none\n'), [])).toBe(true);
  });
});

describe('openWithPolicy', () => {
  const policy = parsePolicy(twoOrganisations);
  const cosigned = note + line(11, 5) + line(13, 6) + line(22, 7);

  it('accepts a checkpoint with a quorum and says who cosigned and when', () => {
    expect(openWithPolicy(cosigned, policy)).toMatchObject({
      ok: true,
      checkpoint: { origin, size: 4 },
      witnesses: [
        { name: 'X1', time: 5 },
        { name: 'X3', time: 6 },
        { name: 'Y2', time: 7 },
      ],
    });
  });

  it('refuses one that too few have cosigned, and lines of strangers count for nothing', () => {
    expect(openWithPolicy(note, policy)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no witness'),
    });
    expect(openWithPolicy(note + line(11) + line(99) + line(22), policy)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('only X1, Y2'),
    });
  });

  it('counts a witness once, however many lines it adds', () => {
    expect(openWithPolicy(note + line(11, 5) + line(11, 6) + line(22), policy).ok).toBe(false);
  });

  it('refuses a quorum without the signature of the log', () => {
    const [text, lines] = [textOf(cosigned), cosigned.split('\n').slice(5).join('\n')];

    expect(openWithPolicy(`${text}\n${lines}`, policy).ok).toBe(false);
  });

  it('refuses a cosignature of another checkpoint, and one that is flipped', () => {
    const other = line(11, 5, `${origin}\n5\n${'A'.repeat(43)}=\n`);

    expect(openWithPolicy(note + other + line(13) + line(22), policy).ok).toBe(false);
    expect(openWithPolicy(cosigned.replace('\n4\n', '\n5\n'), policy).ok).toBe(false);
  });

  it('refuses a log that the policy does not list, and a key for another origin', () => {
    const stranger = secretOf(2);
    const root = EMPTY_ROOT;
    const foreign = signCheckpoint(
      { origin, size: 0, root },
      (message) => sign(message, stranger),
      publicKeyOf(stranger),
    );
    expect(openWithPolicy(foreign, policy).ok).toBe(false);
    const misnamed = signNote(`other.example\n4\n${'A'.repeat(43)}=\n`, origin, logKey);
    expect(openWithPolicy(misnamed, parsePolicy(`log ${logVkey}\nquorum none\n`))).toEqual({
      ok: false,
      reason: `the checkpoint is of other.example, not of ${origin}`,
    });
  });

  it('takes the key of the ledger where the policy lists none, and must agree where it lists some', () => {
    const open = parsePolicy('quorum none\n');

    expect(openWithPolicy(note, open, logVkey).ok).toBe(true);
    expect(openWithPolicy(note, open).ok).toBe(false);
    expect(openWithPolicy(cosigned, policy, logVkey).ok).toBe(true);
    const another = formatVkey('another.example', publicKeyOf(secretOf(3)));
    expect(openWithPolicy(cosigned, policy, another).ok).toBe(false);
    expect(refusal(() => openWithPolicy(note, open, witnessVkey(11)))).toBe('malformed-vkey');
  });
});
