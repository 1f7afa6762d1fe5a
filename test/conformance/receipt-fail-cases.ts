import { decodeUtf8, encodeUtf8, type Entry } from '../../src/protocol/index.js';
import { type Case, forged, honest, type Loose, otherCharacter, receiptFile } from './case.js';
import { cosignatureLine, flipped, SmallLog, statementOf } from './small-log.js';
import { cosigned } from './sound-cases.js';
import { AT, ledgerRegistration, ORIGIN } from './story.js';

const { statement } = honest.logged[AT.dispatch]!;
const sound = receiptFile(statement, honest.receipt(AT.dispatch));

export function receiptFailCases(): Case[] {
  return [...changedFields(), ...changedFiles(), ...changedProofs(), ...otherCheckpoints()];
}

function receipt(name: string, bytes: Uint8Array, why: string, fails = 'receipt'): Case {
  return { name: `receipt_${name}_fail`, bytes, fails, why };
}

function changed(name: string, why: string, change: (file: Loose) => void, fails?: string): Case {
  return receipt(name, forged(sound, change), why, fails);
}

function changedFields(): Case[] {
  const flip = (member: string) => (file: Loose) => {
    file.receipt[member] = otherCharacter(file.receipt[member], 20);
  };
  return [
    changed('statement', 'one character of the statement', (file) => {
      file.envelope.payload = otherCharacter(file.envelope.payload, 100);
    }),
    changed('other_statement', 'the receipt of one, the text of another', (file) => {
      file.envelope = JSON.parse(
        Buffer.from(receiptFile(honest.logged[8]!.statement, file.receipt)).toString('utf8'),
      ).envelope;
    }),
    changed('index', 'another index', (file) => {
      file.receipt.index += 1;
    }),
    changed('recorded_at', 'another time', (file) => {
      file.receipt.recordedAt = '2026-03-04T06:00:00.000Z';
    }),
    changed('time_form', 'a time without milliseconds', (file) => {
      file.receipt.recordedAt = '2026-03-04T06:09:00Z';
    }),
    changed('previous', 'another entry before it', flip('previous')),
    changed('statement_hash', 'another statement hash', flip('statementHash')),
    changed('leaf_hash', 'another leaf hash', flip('leafHash')),
    changed('upper_case', 'hex in upper case', (file) => {
      file.receipt.leafHash = file.receipt.leafHash.toUpperCase();
    }),
    changed('surplus_member', 'a member that receipts do not have', (file) => {
      file.receipt.note = '';
    }),
    changed('missing_member', 'no leaf hash', (file) => {
      delete file.receipt.leafHash;
    }),
    changed('no_receipt', 'null for a receipt', (file) => {
      file.receipt = null;
    }),
    changed(
      'no_statement',
      'a receipt alone proves nothing of a statement',
      (file) => {
        delete file.envelope;
      },
      'statement',
    ),
    receipt('not_json', encodeUtf8('receipt: yes'), 'not JSON at all', 'form'),
  ];
}

/** The file around statement and receipt, with the entry beside them as `GET /v1/statements/{hash}` answers. */
function changedFiles(): Case[] {
  const { entry } = honest.logged[AT.dispatch]!;
  const served = receiptFile(statement, honest.receipt(AT.dispatch), entry);
  const other = (name: string, why: string, change: (entry: Entry) => Entry): Case =>
    receipt(
      `entry_${name}`,
      receiptFile(statement, honest.receipt(AT.dispatch), change(entry)),
      why,
      'entry',
    );
  const twice = (name: string, why: string, member: string): Case => {
    const text = decodeUtf8(served).replace('{', `{${member},`);
    return receipt(name, encodeUtf8(text), why, 'form');
  };
  return [
    other('recorded_at', 'the entry of another year', (e) => ({
      ...e,
      recordedAt: e.recordedAt.replace('2026', '2025'),
    })),
    other('index', 'the entry of another index', (e) => ({ ...e, index: e.index + 1 })),
    other('previous', 'another entry before it', (e) => ({
      ...e,
      previous: flipped(e.previous, 7),
    })),
    other('statement_hash', 'the entry of another statement', (e) => ({
      ...e,
      statementHash: flipped(e.statementHash, 7),
    })),
    receipt(
      'entry_spelled_otherwise',
      forged(served, (file) => {
        file.entry += '\n';
      }),
      'the same bytes, with a line feed after the base64',
      'entry',
    ),
    receipt(
      'entry_null',
      forged(served, (file) => {
        file.entry = null;
      }),
      'null for an entry',
      'entry',
    ),
    twice(
      'receipt_twice',
      'two receipts; readers differ in which they take',
      '"receipt":{"index":1}',
    ),
    twice('envelope_twice', 'two statements', '"envelope":null'),
    twice('entry_twice', 'two entries', '"entry":""'),
    receipt(
      'index_twice',
      encodeUtf8(decodeUtf8(served).replace('"index":', '"index": 1, "\\u0069ndex":')),
      'two indexes in a receipt, one in another spelling',
      'form',
    ),
    changed(
      'unknown_member',
      'a member beside statement and receipt that nothing speaks for',
      (file) => {
        file.verdict = 'SUPPORTED';
      },
      'form',
    ),
  ];
}

function changedProofs(): Case[] {
  const lines = (change: (lines: string[]) => string[]) => (file: Loose) => {
    file.receipt.proof = change(file.receipt.proof.split('\n')).join('\n');
  };
  return [
    changed(
      'proof_index',
      'the path is for another index',
      lines((all) => [all[0]!, 'index 8', ...all.slice(2)]),
    ),
    changed(
      'proof_hash',
      'one character of a path',
      lines(([a, b, hash, ...rest]) => [a!, b!, otherCharacter(hash!, 4), ...rest]),
    ),
    changed(
      'proof_truncated',
      'a hash of the path is missing',
      lines(([a, b, , ...rest]) => [a!, b!, ...rest]),
    ),
    changed(
      'proof_surplus',
      'a hash too many',
      lines(([a, b, hash, ...rest]) => [a!, b!, hash!, hash!, ...rest]),
    ),
    changed(
      'proof_extra',
      'an extra line, which nothing authenticates',
      lines(([a, ...rest]) => [a!, 'extra AAAA', ...rest]),
    ),
    changed(
      'proof_version',
      'another version of the proof',
      lines(([, ...rest]) => ['c2sp.org/tlog-proof@v2', ...rest]),
    ),
    changed(
      'proof_leading_zero',
      'an index in another spelling',
      lines(([a, , ...rest]) => [a!, 'index 09', ...rest]),
    ),
    changed('checkpoint_signature', 'one character of the signature', (file) => {
      file.receipt.proof = otherCharacter(file.receipt.proof, file.receipt.proof.length - 30);
    }),
  ];
}

function otherCheckpoints(): Case[] {
  const against = (name: string, checkpoint: string, why: string) =>
    receipt(name, receiptFile(statement, honest.receipt(AT.dispatch, { checkpoint })), why);
  const head = honest.head();
  const fork = { ...head, root: flipped(head.root, 3) };
  const [text] = honest.checkpoint().split('\n\n');
  const first = statementOf(ledgerRegistration(ORIGIN, 'other-ledger'));
  const other = new SmallLog(ORIGIN, [first], 'other-ledger');
  const one = cosigned(honest.checkpoint(), 'north');
  return [
    against('checkpoint_forked', honest.checkpoint(fork), 'the ledger signed another tree'),
    against('checkpoint_by_party', honest.checkpoint(head, 'mine'), "a party's key"),
    against(
      'checkpoint_too_old',
      honest.checkpoint(honest.head(AT.dispatch)),
      'it does not cover the entry',
    ),
    against(
      'checkpoint_only_cosigned',
      `${text}\n\n${cosignatureLine(honest.checkpoint(), 'north')}`,
      'a witness signed, the ledger did not',
    ),
    receipt('other_ledger', receiptFile(first, other.receipt(0)), 'of a ledger that took the name'),
    {
      ...receipt(
        'one_witness',
        receiptFile(statement, honest.receipt(AT.dispatch, { checkpoint: one })),
        'one of the two that are needed',
        'witnesses',
      ),
      policy: true,
    },
  ];
}
