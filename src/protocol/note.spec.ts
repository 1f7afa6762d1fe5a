import { describe, expect, it } from '@jest/globals';
import { readVector } from '../../test/vectors/read-vector.js';
import { refusal } from '../../test/vectors/refusal.js';
import { concatBytes, encodeBase64, encodeUtf8, toHex } from './bytes.js';
import { cosignedMessage, formatCosignature, parseCosignature } from './cosignature.js';
import { publicKeyOf, sign } from './ed25519.js';
import { formatVkey, NOTE_KEY_TYPES, noteKeyId, parseVkey } from './note-key.js';
import { formatNote, formatSignatureLine, openNote, parseNote, signNote } from './note.js';

const example: { vkey: string; text: string; note: string } = readVector('signed-note.json');
const [logKey, witnessKey] = [5, 6].map((fill) => new Uint8Array(32).fill(fill));
const logVkey = formatVkey('log.example', publicKeyOf(logKey!));
const witnessVkey = formatVkey(
  'witness.example',
  publicKeyOf(witnessKey!),
  NOTE_KEY_TYPES.cosignature,
);
const text = 'log.example\n\nan empty line above\n';
const note = signNote(text, 'log.example', logKey!);
const [signatureLine] = note.split('\n').slice(-2);

describe('vkey', () => {
  it('reads and writes the example of the specification', () => {
    const key = parseVkey(example.vkey);

    expect(key.name).toBe('example.com/foo');
    expect(toHex(key.keyId)).toBe('530d903a');
    expect(formatVkey(key.name, key.publicKey)).toBe(example.vkey);
  });

  it('is split at its first two plus signs only', () => {
    const vkeys = Array.from({ length: 40 }, (_, i) =>
      formatVkey('a', publicKeyOf(new Uint8Array(32).fill(i))),
    );
    const withPlus = vkeys.filter((vkey) => vkey.split('+').length > 3);

    expect(withPlus.length).toBeGreaterThan(0);
    for (const vkey of vkeys) expect(formatVkey('a', parseVkey(vkey).publicKey)).toBe(vkey);
  });

  it('is refused when a part is malformed or does not fit the others', () => {
    const [name, id, key] = example.vkey.split('+');
    const smallOrder = concatBytes(Uint8Array.of(1), Uint8Array.of(1), new Uint8Array(31));
    const smallId = noteKeyId('a', NOTE_KEY_TYPES.ed25519, smallOrder.slice(1));
    const wrong = [
      '',
      `${name}`,
      `${name}+${id}`,
      `+${id}+${key}`,
      `${name}+${id!.toUpperCase()}+${key}`,
      `${name}+530d903b+${key}`,
      `${name}x+${id}+${key}`,
      `na me+${id}+${key}`,
      `na\u00a0me+${id}+${key}`,
      `${name}+${id}+${key!.slice(0, -4)}`,
      `${name}+${id}+${key}=`,
      `${name}+${id}+Ag${key!.slice(2)}`,
      `a+${toHex(smallId)}+${encodeBase64(smallOrder)}`,
    ];

    for (const vkey of wrong) expect(refusal(() => parseVkey(vkey))).toBe('malformed-vkey');
    expect(refusal(() => formatVkey('a b', publicKeyOf(logKey!)))).toBe('malformed-vkey');
  });
});

describe('openNote', () => {
  it('opens the example of the specification', () => {
    const opened = openNote(example.note, [example.vkey]);

    expect(opened).toMatchObject({ ok: true, note: { text: example.text } });
  });

  it('takes the text up to the last empty line', () => {
    expect(openNote(note, [logVkey])).toMatchObject({ ok: true, note: { text } });
    expect(formatNote(parseNote(note))).toBe(note);
  });

  it('ignores lines of unknown keys', () => {
    const stranger = signNote(text, 'stranger.example', witnessKey!).split('\n').at(-2);
    const opened = openNote(`${note}${stranger}\n`, [logVkey]);

    expect(opened.ok && opened.verifiedBy.map(({ key }) => key.name)).toEqual(['log.example']);
    expect(openNote(note, [witnessVkey])).toEqual({
      ok: false,
      reason: 'no known key has signed the note',
    });
    expect(openNote(note, []).ok).toBe(false);
  });

  it('rejects the whole note for one bad line of a known key, wherever it stands', () => {
    const forged = formatSignatureLine({
      name: 'log.example',
      keyId: parseVkey(logVkey).keyId,
      signature: new Uint8Array(64).fill(1),
    });

    for (const spoiled of [`${note}${forged}`, `${text}\n${forged}${signatureLine}\n`])
      expect(openNote(spoiled, [logVkey])).toEqual({
        ok: false,
        reason: 'the signature of log.example does not verify',
      });
  });

  it('counts two good lines of one key once', () => {
    const opened = openNote(`${note}${signatureLine}\n`, [logVkey]);

    expect(opened.ok && opened.verifiedBy).toHaveLength(1);
  });

  it('reads at most a hundred signature lines', () => {
    expect(parseNote(repeated(100)).signatures).toHaveLength(100);
    expect(refusal(() => parseNote(repeated(101)))).toBe('malformed-note');
  });

  it('throws for a bad vkey, which is no fault of the note', () => {
    expect(refusal(() => openNote(note, ['nonsense']))).toBe('malformed-vkey');
  });
});

describe('parseNote', () => {
  it.each([
    ['nothing', ''],
    ['text alone', text],
    ['no signature line', `${text}\n`],
    ['no final line feed', note.slice(0, -1)],
    ['a line after the signatures', `${note}more\n`],
    ['an empty line after the signatures', `${note}\n`],
    ['CRLF', note.replaceAll('\n', '\r\n')],
    ['a control byte in the text', `a\u0007${note}`],
    ['a tab', `\t${note}`],
    ['a lone surrogate', `\ud800${note}`],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['two spaces', note.replace('\u2014 ', '\u2014  ')],
    ['a name with a plus sign', note.replace('\u2014 log', '\u2014 l+g')],
    ['a name with white space', note.replace('\u2014 log', '\u2014 l\u2003g')],
    ['no name', `${text}\n\u2014  AAAAAAA=\n`],
    ['a signature too short', `${text}\n\u2014 a AAAAAA==\n`],
    ['base64 that is not strict', `${note.slice(0, -2)}\n`],
  ])('refuses %s', (_, wrong) => {
    expect(refusal(() => parseNote(wrong))).toBe('malformed-note');
    expect(openNote(wrong, [logVkey])).toEqual({ ok: false, reason: 'the note is malformed' });
  });
});

describe('signNote', () => {
  it('refuses a text or a name that would not read back', () => {
    for (const wrong of ['no line feed', 'carriage\r\n', ''])
      expect(refusal(() => signNote(wrong, 'log.example', logKey!))).toBe('malformed-note');
    expect(refusal(() => signNote(text, 'lo g', logKey!))).toBe('malformed-note');
  });
});

describe('cosignature', () => {
  const time = 2 ** 32 + 5;
  const cosignature = { time, signature: sign(cosignedMessage(text, time), witnessKey!) };

  it('is read back and dates the note', () => {
    const { name, keyId } = parseVkey(witnessVkey);
    const line = formatSignatureLine({ name, keyId, signature: formatCosignature(cosignature) });
    const opened = openNote(note + line, [logVkey, witnessVkey]);

    expect(parseCosignature(formatCosignature(cosignature))).toEqual(cosignature);
    expect(opened.ok && opened.verifiedBy.map((by) => by.time)).toEqual([undefined, time]);
  });

  it('does not verify under another time or as a plain signature', () => {
    const { name, keyId } = parseVkey(witnessVkey);
    const fields = [
      formatCosignature({ ...cosignature, time: time + 1 }),
      formatCosignature({ time, signature: sign(encodeUtf8(text), witnessKey!) }),
      cosignature.signature,
    ];

    for (const signature of fields)
      expect(
        openNote(note + formatSignatureLine({ name, keyId, signature }), [witnessVkey]).ok,
      ).toBe(false);
  });

  it('has 72 bytes and a time within the safe integers', () => {
    expect(parseCosignature(new Uint8Array(71))).toBeUndefined();
    expect(parseCosignature(new Uint8Array(72).fill(255))).toBeUndefined();
    expect(refusal(() => formatCosignature({ ...cosignature, time: -1 }))).toBe('bad-argument');
    expect(refusal(() => formatCosignature({ time, signature: new Uint8Array(63) }))).toBe(
      'bad-argument',
    );
  });
});

function repeated(count: number): string {
  return `${text}\n${`${signatureLine}\n`.repeat(count)}`;
}
