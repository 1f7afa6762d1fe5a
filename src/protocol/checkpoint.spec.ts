import { describe, expect, it } from '@jest/globals';
import { refusal } from '../../test/vectors/refusal.js';
import { toHex } from './bytes.js';
import {
  formatCheckpointText,
  openCheckpoint,
  parseCheckpointText,
  signCheckpoint,
} from './checkpoint.js';
import { publicKeyOf, sign } from './ed25519.js';
import { EMPTY_ROOT } from './merkle.js';
import { formatVkey, NOTE_KEY_TYPES } from './note-key.js';
import { signNote } from './note.js';

const secretKey = new Uint8Array(32).fill(9);
const publicKey = publicKeyOf(secretKey);
const origin = 'custody.local/0123456789ab';
const vkey = formatVkey(origin, publicKey);
const checkpoint = { origin, size: 12, root: new Uint8Array(32).fill(3) };
const text = formatCheckpointText(checkpoint);
const note = signCheckpoint(checkpoint, (message) => sign(message, secretKey), publicKey);

describe('checkpoint text', () => {
  it('is three lines and reads back', () => {
    expect(text).toBe(`${origin}\n12\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n`);
    expect(parseCheckpointText(text)).toEqual(checkpoint);
  });

  it('is refused with extension lines, another number form or a root of another length', () => {
    const wrong = [
      '',
      text.slice(0, -1),
      `${text}extension\n`,
      `${text}\n`,
      text.replace('\n12\n', '\n012\n'),
      text.replace('\n12\n', '\n-12\n'),
      text.replace('\n12\n', '\n12 \n'),
      text.replace('\n12\n', '\n9007199254740992\n'),
      text.replace('\n12\n', '\n0\n'),
      text.replace('AwMDAwM=', 'AwM='),
      text.replace(origin, ''),
      text.replace(origin, 'custody local'),
    ];

    for (const other of wrong) expect(refusal(() => parseCheckpointText(other))).toBeDefined();
  });

  it('of the empty tree has the empty root', () => {
    const empty = { origin, size: 0, root: EMPTY_ROOT };

    expect(parseCheckpointText(formatCheckpointText(empty))).toEqual(empty);
    expect(refusal(() => formatCheckpointText({ ...checkpoint, size: 0 }))).toBe(
      'malformed-checkpoint',
    );
  });

  it('cannot be made of parts that would not read back', () => {
    for (const part of [
      { size: -1 },
      { size: 0.5 },
      { origin: 'a+b' },
      { origin: '' },
      { root: new Uint8Array(31) },
    ])
      expect(refusal(() => formatCheckpointText({ ...checkpoint, ...part }))).toBe(
        'malformed-checkpoint',
      );
  });
});

describe('openCheckpoint', () => {
  it('opens what the ledger signed', () => {
    const opened = openCheckpoint(note, vkey);

    expect(opened.ok && toHex(opened.checkpoint.root)).toBe(toHex(checkpoint.root));
    expect(note).toBe(signNote(text, origin, secretKey));
  });

  it('refuses another key, another text and another origin', () => {
    const stranger = formatVkey(origin, publicKeyOf(new Uint8Array(32).fill(1)));
    const elsewhere = signNote(text.replace(origin, 'elsewhere'), origin, secretKey);

    expect(openCheckpoint(note, stranger)).toMatchObject({ ok: false });
    expect(openCheckpoint(note.replace('\n12\n', '\n13\n'), vkey)).toMatchObject({ ok: false });
    expect(openCheckpoint(elsewhere, vkey)).toEqual({
      ok: false,
      reason: `the checkpoint is of elsewhere, not of ${origin}`,
    });
  });

  it('refuses a signed note that is no checkpoint', () => {
    const letter = signNote('Dear ledger,\n', origin, secretKey);

    expect(openCheckpoint(letter, vkey)).toEqual({
      ok: false,
      reason: 'the signed text is not a checkpoint',
    });
  });

  it('takes no witness key for a ledger key', () => {
    const witness = formatVkey(origin, publicKey, NOTE_KEY_TYPES.cosignature);

    expect(refusal(() => openCheckpoint(note, witness))).toBe('malformed-vkey');
  });
});
